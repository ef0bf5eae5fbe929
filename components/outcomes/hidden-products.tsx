"use client";

import { EyeOff } from "lucide-react";
import { useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { productName } from "@/components/recommendations/product-name";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { HiddenProduct } from "@/lib/services/agreement-view";
import { useOutcomes } from "./outcome-context";
import { OutcomeLine } from "./outcome-line";

/** "2 put off, 1 never", and behind a button what they are, by whose word, with a way back. */
export function HiddenProducts({ products }: { products: HiddenProduct[] }) {
  const t = useTranslations("outcomes.hidden");
  const locale = useLocale();
  const outcomes = useOutcomes();
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  if (products.length === 0) return null;
  const snoozed = products.filter(({ outcome }) => outcome.kind === "not_now").length;
  const never = products.length - snoozed;
  const counts = [
    snoozed > 0 ? t("snoozed", { count: snoozed }) : null,
    never > 0 ? t("never", { count: never }) : null,
  ].filter((count) => count !== null);
  return (
    <Card aria-label={t("title")} data-chrome>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2 @4xl:px-5 sm:px-5">
        <p className="flex items-center gap-2 text-sm text-ink-2">
          <EyeOff aria-hidden className="size-4 text-ink-3" />
          <span className="num">{counts.join(", ")}</span>
        </p>
        <Button
          variant="ghost"
          size="sm"
          aria-expanded={isOpen}
          aria-controls={listId}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? t("hide") : t("show")}
        </Button>
      </div>
      <ul id={listId} hidden={!isOpen}>
        {products.map((product) => {
          const name = productName(product, locale).first || product.code;
          return (
            <li
              key={product.productId}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 border-t border-line px-4 py-2.5 sm:px-5"
            >
              <div className="min-w-0">
                <p>
                  <span className="num font-semibold">{product.code}</span> {name}
                </p>
                <OutcomeLine outcome={product.outcome} className="text-ink-2" />
              </div>
              {outcomes ? (
                <Button
                  size="sm"
                  aria-label={t("againLabel", { name: `${product.code} ${name}` })}
                  onClick={() => outcomes.takeBack(product, product.outcome.seq)}
                >
                  {t("again")}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
