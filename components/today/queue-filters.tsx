"use client";

import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { ListFilters } from "@/components/customers/list-filters";
import { useFacetFilters } from "@/components/customers/use-facet-filters";
import { formatEstimate } from "@/lib/presentation/format-number";
import type { ListQuery } from "@/lib/presentation/list-href";
import type { QueueReason, TodayView } from "@/lib/services/today-view";

interface QueueFiltersProps {
  path: string;
  query: ListQuery;
  options: TodayView["options"];
  facets: TodayView["facets"];
  showOwner: boolean;
  children: ReactNode;
}

/** The filters of the call queue, around it. */
export function QueueFilters({ path, query, options, facets, showOwner, children }: QueueFiltersProps) {
  const t = useTranslations();
  const locale = useLocale();
  const { segment, region, owner } = useFacetFilters(facets, options);
  const fromValue = (value: number) => t("today.filter.from", { value: formatEstimate(value, locale) });
  const reason = {
    key: "reason",
    name: t("today.filter.reason"),
    any: t("today.filter.anyReason"),
    value: options.reason,
    choices: facets.reasons.map(({ value, count }) => ({ value, count, label: t(`today.filter.reasons.${value}`) })),
    labelOf: (value: string) => t(`today.filter.reasons.${value as QueueReason}`),
  };
  const minValue = {
    key: "minValue",
    name: t("today.filter.value"),
    any: t("today.filter.anyValue"),
    value: options.minValueEur > 0 ? String(options.minValueEur) : null,
    choices: facets.minValues.map(({ value, count }) => ({ value: String(value), count, label: fromValue(value) })),
    labelOf: (value: string) => fromValue(Number(value)),
  };
  return (
    <ListFilters
      path={path}
      query={query}
      filters={[reason, segment, region, minValue, ...(showOwner ? [owner] : [])]}
      openLabel={t("customers.filters")}
    >
      {children}
    </ListFilters>
  );
}
