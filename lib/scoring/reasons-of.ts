import type { Reason, Rhythm } from "@/lib/domain/recommendation";

/**
 * Why a product bought before stands in the list: its place in its own rhythm.
 * - `due`, `overdue`, `upcoming`, `lapsed`: orders, intervalDays, daysSinceLast, daysOverdue (below 0 = still to come);
 * - `bought_once`: orders, daysSinceLast (several orders on one day are one purchase day, so it has no interval).
 */
export function rhythmReason(rhythm: Rhythm): Reason {
  const { orders, intervalDays, daysSinceLast, daysOverdue, state } = rhythm;
  if (state === "once" || intervalDays === null || daysOverdue === null) {
    return { key: "bought_once", values: { orders, daysSinceLast } };
  }
  return { key: state, values: { orders, intervalDays, daysSinceLast, daysOverdue } };
}

/** The group whose buyers speak for a product, from the closest to the widest. */
export type PopularityLevel = "segment" | "region" | "all";

const POPULARITY_REASON = {
  segment: "popular_in_segment",
  region: "popular_in_region",
  all: "popular_overall",
} as const;

/**
 * Why a product never bought stands in the list: `customers` of the `groupCustomers` who bought anything within the
 * window bought it (`share` = their ratio); `group` names the segment or region, "" for all.
 */
export function popularityReason(
  level: PopularityLevel,
  values: { customers: number; groupCustomers: number; group: string },
): Reason {
  return {
    key: POPULARITY_REASON[level],
    values: { ...values, share: values.customers / values.groupCustomers },
  };
}
