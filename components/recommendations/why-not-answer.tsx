"use client";

import { useLocale, useTranslations } from "use-intl";
import { OutcomeLine } from "@/components/outcomes/outcome-line";
import { Skeleton } from "@/components/ui/skeleton";
import { formatScore } from "@/lib/presentation/format-score";
import { wordReason } from "@/lib/presentation/reasons/word-reason";
import { wordRhythm } from "@/lib/presentation/reasons/word-rhythm";
import type { WhyNotView } from "@/lib/services/agreement-view";
import { productName } from "./product-name";
import { ScoreBreakdown } from "./score-breakdown";
import { useCatalogue } from "./use-catalogue";
import { WhyNotHigher } from "./why-not-higher";

/** Where the product stands, in a sentence; then what its score is made of. */
export function WhyNotAnswer(props: { view: WhyNotView | null; isLoading: boolean; error: string | null }) {
  const t = useTranslations("agreement.whyNot");
  const locale = useLocale();
  const catalogue = useCatalogue();
  if (props.isLoading) return <Skeleton className="h-24 w-full max-w-xl" />;
  if (props.error !== null) {
    return (
      <p role="alert" className="text-sm text-danger">
        {t("failed")} {props.error}
      </p>
    );
  }
  const { view } = props;
  if (view === null) return null;
  const { product, place, hiddenBy } = view;
  const reason = place?.reasons[0];
  return (
    <section aria-label={product.code} aria-live="polite" className="space-y-3 border-t border-line pt-3">
      <div>
        <h3 className="text-base">
          <span className="num font-semibold">{product.code}</span> {productName(product, locale).first}
        </h3>
        {place?.rhythm ? <p className="text-sm text-ink-2">{wordRhythm(catalogue, place.rhythm)}</p> : null}
        {place && !place.rhythm && reason ? (
          <p className="text-sm text-ink-2">{wordReason(catalogue, reason)}</p>
        ) : null}
      </div>
      {hiddenBy ? <OutcomeLine outcome={hiddenBy} className="text-ink" /> : null}
      <Standing view={view} />
      {place ? (
        <div className="grid gap-x-10 gap-y-5 @2xl:grid-cols-2">
          <ScoreBreakdown components={place.components} score={place.score} />
          <WhyNotHigher product={place} above={view.above} />
        </div>
      ) : null}
    </section>
  );
}

function Standing({ view }: { view: WhyNotView }) {
  const t = useTranslations("agreement.whyNot");
  const lists = useTranslations("agreement.lists");
  const locale = useLocale();
  const { place, list, of, k, last, hiddenBy, isKnown } = view;
  if (place === null || list === null) return <p className="text-sm">{isKnown ? t("notRanked") : t("neverBought")}</p>;
  const facts = { list: lists(list), rank: place.rank, of, k };
  if (hiddenBy) return <p className="text-sm">{t("wouldStand", facts)}</p>;
  if (last === null) return <p className="text-sm">{t("listed", facts)}</p>;
  return (
    <p className="text-sm">
      {t("below", facts)}{" "}
      {t("lastListed", {
        name: last.code || productName(last, locale).first,
        score: formatScore(last.score, locale),
        own: formatScore(place.score, locale),
      })}
    </p>
  );
}
