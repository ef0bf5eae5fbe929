"use client";

import { useLocale, useTranslations } from "use-intl";
import { formatNumber } from "@/lib/presentation/format-number";
import { prepareWhyNotHigher } from "@/lib/presentation/prepare-why-not-higher";
import { wordComponent } from "@/lib/presentation/reasons/word-component";
import type { RecommendationView } from "@/lib/services/agreement-view";
import { productName } from "./product-name";
import { useCatalogue } from "./use-catalogue";

/** What the product above has more of, and which part is furthest from its maximum: both computed. */
export function WhyNotHigher({ product, above }: { product: RecommendationView; above: RecommendationView | null }) {
  const t = useTranslations("agreement.why");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const why = prepareWhyNotHigher(product, above);
  // A lead may be small: enough digits that it never reads as zero.
  const figure = (value: number) => formatNumber(value, locale, Math.abs(value) < 0.001 ? 6 : 3);
  const sentences: string[] = [];
  if (why.above === null || above === null) sentences.push(t("first"));
  else {
    const name = [above.code, productName(above, locale).first].filter(Boolean).join(" ");
    if (why.above.isTie) sentences.push(t("tie", { name }));
    else sentences.push(t("above", { name, gap: figure(why.above.scoreGap) }));
    if (why.above.leadsBy && !why.above.isTie) {
      const { key, difference } = why.above.leadsBy;
      sentences.push(t("leads", { component: wordComponent(catalogue, key), difference: figure(difference) }));
    }
  }
  if (why.furthest) {
    const { key, reached, possible } = why.furthest;
    sentences.push(
      t("furthest", {
        component: wordComponent(catalogue, key),
        reached: figure(reached),
        possible: figure(possible),
      }),
    );
  }
  return (
    <div>
      <h4 className="text-xs font-medium text-ink-2">{t("title")}</h4>
      <ul className="mt-1.5 space-y-1 text-sm">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
