"use client";

import { type ReactNode, useId } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListName } from "@/lib/domain/recommendation";
import { formatDate } from "@/lib/presentation/format-date";
import { formatNumber } from "@/lib/presentation/format-number";
import type { RecommendationView } from "@/lib/services/views";
import { RecommendationRow, ROW_GRID } from "./recommendation-row";

interface RecommendationListProps {
  list: ListName;
  products: RecommendationView[];
  asOf: string;
  /** Said between the title and the rows. */
  note?: ReactNode;
  className?: string;
}

/** Reorder or Discover, in order of rank. */
export function RecommendationList({ list, products, asOf, note, className }: RecommendationListProps) {
  const t = useTranslations("agreement");
  const locale = useLocale();
  const titleId = useId();
  return (
    <Card aria-labelledby={titleId} className={cn("@container min-w-0", className)}>
      <header className="px-4 pt-4 pb-3 @4xl:px-5">
        <h2 id={titleId} className="text-lg">
          {t(`lists.${list}`)}{" "}
          <span className="num ms-1 text-sm font-normal tracking-normal text-ink-3">
            {formatNumber(products.length, locale)}
          </span>
        </h2>
        <p className="text-sm text-ink-2">{t(`listLead.${list}`)}</p>
        {note}
      </header>
      {products.length === 0 ? (
        <EmptyState title={t(`empty.${list}`)} className="border-t border-line py-10">
          {t(`empty.${list}Body`, { date: formatDate(asOf, locale) })}
        </EmptyState>
      ) : (
        <>
          <div
            aria-hidden
            className={cn("hidden border-y border-line px-5 py-2 text-xs font-medium text-ink-3", ROW_GRID)}
          >
            <span className="col-start-3">{t("columns.product")}</span>
            <span className="text-end">{t("columns.quantity")}</span>
            <span className="text-end">{t("columns.value")}</span>
            <span>{t("columns.likelihood")}</span>
            <span className="text-end">{t("columns.score")}</span>
          </div>
          <ol className="border-t border-line @4xl:border-t-0">
            {products.map((product, index) => (
              <RecommendationRow
                key={product.productId}
                product={product}
                above={index === 0 ? null : products[index - 1]}
              />
            ))}
          </ol>
        </>
      )}
    </Card>
  );
}
