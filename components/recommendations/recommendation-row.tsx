"use client";

import { ChevronDown } from "lucide-react";
import { type ReactNode, useEffect, useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { OutcomeActions } from "@/components/outcomes/outcome-actions";
import { OutcomeLine } from "@/components/outcomes/outcome-line";
import { cn } from "@/components/ui/cn";
import { useDeferred } from "@/components/ui/use-deferred";
import { formatAmount, formatNumber, GAP } from "@/lib/presentation/format-number";
import { formatScore } from "@/lib/presentation/format-score";
import { wordReason } from "@/lib/presentation/reasons/word-reason";
import { wordRhythm } from "@/lib/presentation/reasons/word-rhythm";
import type { RecommendationView, SupplyView } from "@/lib/services/agreement-view";
import { Likelihood } from "./likelihood";
import { productName } from "./product-name";
import { ReasonChip } from "./reason-chip";
import { SupplyLine } from "./supply-line";
import { useCatalogue } from "./use-catalogue";

/** Columns on a wide card, shared with the header of the list; without figures the outcome buttons stand in the place of the middle three. */
export function rowGrid(hasFigures: boolean): string {
  return cn(
    "@4xl:grid @4xl:gap-x-4",
    hasFigures
      ? "@4xl:grid-cols-[1.5rem_10rem_minmax(0,1fr)_4.75rem_6rem_9.25rem_3.5rem_1.25rem]"
      : "@4xl:grid-cols-[1.5rem_10rem_minmax(0,1fr)_20.5rem_3.5rem_1.25rem]",
  );
}

interface RecommendationRowProps {
  product: RecommendationView;
  above: RecommendationView | null;
  /** null = nothing is known of it. */
  supply: SupplyView | null;
  /** Whether the list has quantities, values and likelihoods at all. */
  hasFigures: boolean;
  /** Its place without the tried weights, null = not listed; undefined = none are tried. */
  placeInForce?: number | null;
}

const loadDetails = () => import("./recommendation-details");

/** One product of a list: what to say about it, then the figures; opened, everything the score rests on. */
export function RecommendationRow({ product, above, supply, hasFigures, placeInForce }: RecommendationRowProps) {
  const t = useTranslations("agreement");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const detailsId = useId();
  const [isOpen, setOpen] = useState(false);
  const [details, fetchDetails] = useDeferred(loadDetails);
  useEffect(() => {
    if (isOpen) fetchDetails();
  }, [isOpen, fetchDetails]);
  // An address that names the row (from the customer page or an export) opens it.
  useEffect(() => {
    if (window.location.hash === `#p-${encodeURIComponent(product.productId)}`) setOpen(true);
  }, [product.productId]);
  const { first, second } = productName(product, locale);
  const reason = product.reasons[0];
  const facts = product.rhythm ? wordRhythm(catalogue, product.rhythm) : reason ? wordReason(catalogue, reason) : null;
  return (
    <li
      data-row
      id={`p-${product.productId}`}
      className="scroll-mt-20 break-inside-avoid border-b border-line last:border-b-0"
    >
      <div
        className={cn(
          "relative px-4 py-3 transition-colors hover:bg-hover has-[[data-row-link]:focus-visible]:bg-accent-soft @4xl:px-5 @4xl:py-(--row-y) compact:py-1.5",
          rowGrid(hasFigures),
          isOpen && "bg-hover",
        )}
      >
        <div className="flex items-center gap-2 @4xl:contents">
          <span className="num w-5 text-sm text-ink-3 @4xl:w-auto @4xl:pt-0.5 @4xl:text-end">
            <span className="sr-only">{t("rank", { rank: product.rank })}</span>
            <span aria-hidden>{product.rank}</span>
          </span>
          <span className="min-w-0 @4xl:pt-0.5">{reason ? <ReasonChip reasonKey={reason.key} /> : null}</span>
        </div>
        <div className={cn("mt-1.5 min-w-0 pe-7 @4xl:mt-0 @4xl:pe-0", hasFigures && "@4xl:row-span-2")}>
          <h3 className="text-base font-normal tracking-normal text-wrap">
            <button
              type="button"
              data-row-link
              aria-expanded={isOpen}
              aria-controls={detailsId}
              onPointerEnter={fetchDetails}
              onFocus={fetchDetails}
              onClick={() => setOpen(!isOpen)}
              className="text-start after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
            >
              <span className="num font-semibold">{product.code}</span> <span>{first}</span>
            </button>
          </h3>
          <p className="text-sm text-ink-2">{facts}</p>
          {placeInForce !== undefined && placeInForce !== product.rank ? (
            <p className="num text-xs font-medium text-warn">
              {placeInForce === null ? t("trial.wasOut") : t("trial.was", { rank: placeInForce })}
            </p>
          ) : null}
          <SupplyLine supply={supply} />
          {product.outcome ? <OutcomeLine outcome={product.outcome} /> : null}
          {second ? <p className="truncate text-xs text-ink-3 compact:hidden print:hidden">{second}</p> : null}
        </div>
        <dl className="mt-2 grid grid-cols-[auto_auto_minmax(0,1fr)_auto] gap-x-4 text-sm @4xl:mt-0 @4xl:contents">
          {hasFigures ? (
            <>
              <Figure label={t("columns.quantity")}>{formatNumber(product.suggestedQuantity, locale, 2)}</Figure>
              <Figure label={t("columns.value")}>
                {formatAmount(product.value, locale)}
                {product.lastPrice !== null && product.suggestedQuantity !== null && product.suggestedQuantity !== 1 ? (
                  <span className="ms-1.5 text-xs text-ink-3 @4xl:ms-0 @4xl:block max-sm:hidden">
                    {`${formatNumber(product.suggestedQuantity, locale, 2)} × ${formatAmount(product.lastPrice, locale)}`}
                  </span>
                ) : null}
              </Figure>
              <Figure label={t("columns.likelihood")} className="@4xl:text-start">
                <Likelihood probability={product.probability} />
              </Figure>
            </>
          ) : null}
          <Figure label={t("columns.score")}>
            <span className="text-ink-2">{formatScore(product.score, locale)}</span>
          </Figure>
        </dl>
        <OutcomeActions
          product={product}
          className={cn(
            "mt-2 @4xl:mt-0",
            hasFigures
              ? "@4xl:col-start-4 @4xl:col-end-8 @4xl:row-start-2 @4xl:justify-self-end @4xl:pt-1"
              : "@4xl:col-start-4 @4xl:row-start-1 @4xl:self-start",
          )}
        />
        <ChevronDown
          aria-hidden
          className={cn(
            "pointer-events-none absolute end-4 top-3.5 size-4 text-ink-3 transition-transform @4xl:static @4xl:mt-1",
            isOpen && "rotate-180",
          )}
          data-chrome
        />
      </div>
      <section id={detailsId} hidden={!isOpen} aria-label={t("details", { name: first || product.code })}>
        {isOpen && details ? <details.default product={product} above={above} supply={supply} /> : null}
      </section>
    </li>
  );
}

function Figure({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div className={cn("min-w-0 @4xl:pt-0.5", className ?? "@4xl:text-end")}>
      <dt className="text-2xs text-ink-3 @4xl:sr-only">{label}</dt>
      <dd className="num">{children ?? GAP}</dd>
    </div>
  );
}
