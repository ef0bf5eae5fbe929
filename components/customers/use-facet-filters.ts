"use client";

import { useTranslations } from "use-intl";
import type { Segment } from "@/lib/domain/segment";
import type { CustomerFacets, CustomerListOptions } from "@/lib/services/customer-list-view";
import type { ListFilter } from "./list-filters";

const NO_REGION = "none";
const UNASSIGNED = "unassigned";

/** The filters that every list of customers has, worded. A rep's customers have one owner: that filter is for the others. */
export function useFacetFilters(
  facets: CustomerFacets,
  options: Pick<CustomerListOptions, "segment" | "region" | "owner">,
): Record<"segment" | "region" | "owner", ListFilter> {
  const t = useTranslations();
  return {
    segment: {
      key: "segment",
      name: t("customers.segment"),
      any: t("customers.anySegment"),
      value: options.segment,
      choices: facets.segments.map(({ value, count }) => ({ value, count, label: t(`segments.${value}`) })),
      labelOf: (value) => t(`segments.${value as Segment}`),
    },
    region: {
      key: "region",
      name: t("customers.region"),
      any: t("customers.anyRegion"),
      value: options.region,
      choices: facets.regions.map(({ value, count }) => ({
        value,
        count,
        label: value === NO_REGION ? t("customers.noRegion") : value,
      })),
      labelOf: (value) => (value === NO_REGION ? t("customers.noRegion") : value),
    },
    owner: {
      key: "owner",
      name: t("customers.owner"),
      any: t("customers.anyOwner"),
      value: options.owner,
      choices: facets.owners.map((owner) => ({
        ...owner,
        label: owner.value === UNASSIGNED ? t("common.unassigned") : owner.label,
      })),
      labelOf: (value) => (value === UNASSIGNED ? t("common.unassigned") : value),
    },
  };
}
