"use client";

import { useId } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListName } from "@/lib/domain/recommendation";
import { formatDate } from "@/lib/presentation/format-date";
import { formatNumber } from "@/lib/presentation/format-number";
import type { AgreementView, RecommendationView } from "@/lib/services/agreement-view";
import { RecommendationRow, rowGrid } from "./recommendation-row";

interface RecommendationListProps {
  list: ListName;
  products: RecommendationView[];
  asOf: string;
  /** The other list on the page, where both are shown. */
  jump: { list: ListName; count: number } | null;
  supply: AgreementView["supply"];
  /** With tried weights: each product's place without them (null = not listed); null = the weights are those in force. */
  placesInForce: Readonly<Record<string, number | null>> | null;
  className?: string;
}

/** Reorder or Discover, in order of rank. */
export function RecommendationList({
  list,
  products,
  supply,
  asOf,
  jump,
  placesInForce,
  className,
}: RecommendationListProps) {
  const t = useTranslations("agreement");
  const locale = useLocale();
  const titleId = useId();
  // Nothing is known of what was never bought here: columns of dashes would only take the names' room.
  const hasFigures = products.some(({ suggestedQuantity, probability }) => suggestedQuantity ?? probability);
  // What they stopped buying needs another sentence on the phone than what is due: apart, each with its place in the ranking.
  const isLapsed = (product: RecommendationView) => product.reasons[0]?.key === "lapsed";
  const routine = products.filter((product) => !isLapsed(product));
  const lapsed = products.filter(isLapsed);
  const rowOf = (product: RecommendationView) => (
    <RecommendationRow
      key={product.productId}
      product={product}
      supply={supply[product.productId] ?? null}
      hasFigures={hasFigures}
      above={products[product.rank - 2] ?? null}
      placeInForce={placesInForce === null ? undefined : placesInForce[product.productId]}
    />
  );
  return (
    <Card id={list} aria-labelledby={titleId} className={cn("@container min-w-0 scroll-mt-18", className)}>
      <header className="relative px-4 pt-4 pb-3 @4xl:px-5">
        <h2 id={titleId} className="text-lg max-lg:sr-only print:not-sr-only">
          {t(`lists.${list}`)}{" "}
          <span className="num ms-1 text-sm font-normal tracking-normal text-ink-3">
            {formatNumber(products.length, locale)}
          </span>
        </h2>
        <p className="text-sm text-ink-2">{t(`listLead.${list}`)}</p>
        {jump ? (
          <a
            href={`#${jump.list}`}
            className="num absolute end-5 top-4 text-sm font-medium text-accent hover:underline max-lg:hidden print:hidden"
          >
            {t(`lists.${jump.list}`)} {formatNumber(jump.count, locale)}
          </a>
        ) : null}
      </header>
      {products.length === 0 ? (
        <EmptyState title={t(`empty.${list}`)} size="flat">
          {t(`empty.${list}Body`, { date: formatDate(asOf, locale) })}
        </EmptyState>
      ) : (
        <>
          <div
            aria-hidden
            className={cn("hidden border-y border-line px-5 py-2 text-xs font-medium text-ink-3", rowGrid(hasFigures))}
          >
            <span className="col-start-2">{t("columns.reason")}</span>
            <span>{t("columns.product")}</span>
            {hasFigures ? (
              <>
                <span className="text-end">{t("columns.quantity")}</span>
                <span className="text-end">{t("columns.value")}</span>
                <span>{t("columns.likelihood")}</span>
              </>
            ) : (
              <span />
            )}
            <span className="text-end">{t("columns.score")}</span>
          </div>
          {routine.length > 0 ? <ol className="border-t border-line @4xl:border-t-0">{routine.map(rowOf)}</ol> : null}
          {lapsed.length > 0 ? (
            <section aria-labelledby={`${titleId}-lapsed`}>
              <header className="border-y border-line bg-sunken px-4 py-2 @4xl:px-5">
                <h3 id={`${titleId}-lapsed`} className="text-base">
                  {t("lapsed.title")}{" "}
                  <span className="num ms-1 text-sm font-normal text-ink-3">{formatNumber(lapsed.length, locale)}</span>
                </h3>
                <p className="text-sm text-ink-2">{t("lapsed.lead")}</p>
              </header>
              <ol>{lapsed.map(rowOf)}</ol>
            </section>
          ) : null}
        </>
      )}
    </Card>
  );
}
