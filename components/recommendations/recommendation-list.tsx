"use client";

import { useId } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListName } from "@/lib/domain/recommendation";
import { formatDate } from "@/lib/presentation/format-date";
import { formatNumber } from "@/lib/presentation/format-number";
import type { RecommendationView } from "@/lib/services/views";
import { RecommendationRow, rowGrid } from "./recommendation-row";

interface RecommendationListProps {
  list: ListName;
  products: RecommendationView[];
  asOf: string;
  /** The other list on the page, where both are shown. */
  jump: { list: ListName; count: number } | null;
  className?: string;
}

/** Reorder or Discover, in order of rank. */
export function RecommendationList({ list, products, asOf, jump, className }: RecommendationListProps) {
  const t = useTranslations("agreement");
  const locale = useLocale();
  const titleId = useId();
  // Nothing is known of what was never bought here: columns of dashes would only take the names' room.
  const hasFigures = products.some(({ suggestedQuantity, probability }) => suggestedQuantity ?? probability);
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
        <EmptyState title={t(`empty.${list}`)} className="border-t border-line py-10">
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
          <ol className="border-t border-line @4xl:border-t-0">
            {products.map((product, index) => (
              <RecommendationRow
                key={product.productId}
                product={product}
                hasFigures={hasFigures}
                above={index === 0 ? null : products[index - 1]}
              />
            ))}
          </ol>
        </>
      )}
    </Card>
  );
}
