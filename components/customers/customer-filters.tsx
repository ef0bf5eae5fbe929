"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import type { CustomerFacets, CustomerListOptions } from "@/lib/services/customer-list-view";
import { CUSTOMER_SORTS, nextSort, type SortKey } from "./customer-sort";
import { ListFilters } from "./list-filters";
import { useFacetFilters } from "./use-facet-filters";

interface CustomerFiltersProps {
  path: string;
  query: ListQuery;
  options: CustomerListOptions;
  facets: CustomerFacets;
  showOwner: boolean;
  children: ReactNode;
}

const DUE = ["due", "overdue"] as const;

/** The filters of the list of customers, around it. */
export function CustomerFilters({ path, query, options, facets, showOwner, children }: CustomerFiltersProps) {
  const t = useTranslations();
  const { segment, region, owner } = useFacetFilters(facets, options);
  const due = {
    key: "due",
    name: t("customers.due"),
    any: t("customers.anyDue"),
    value: options.due,
    choices: DUE.map((value) => ({ value, count: null, label: t(`customers.dueOptions.${value}`) })),
  };
  const sortKeys = (Object.keys(CUSTOMER_SORTS) as SortKey[]).filter((key) => showOwner || key !== "ownerName");
  return (
    <ListFilters
      path={path}
      query={query}
      filters={[segment, region, due, ...(showOwner ? [owner] : [])]}
      search={options.q}
      openLabel={t("customers.filtersAndOrder")}
      sort={{
        value: options.sort.key,
        choices: sortKeys.map((key) => ({ value: key, label: t(`customers.columns.${key}`) })),
        hrefOf: (key) => listHref(path, query, { sort: nextSort({ key: "taxId", descending: false }, key as SortKey) }),
      }}
    >
      {children}
    </ListFilters>
  );
}
