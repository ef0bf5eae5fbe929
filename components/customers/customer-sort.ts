import type { CustomerSortKey } from "@/lib/services/customer-list-view";

/** Columns that one can sort by, in their order on the screen, and which end comes first at the first click. */
export const CUSTOMER_SORTS = {
  name: "asc",
  segment: "asc",
  region: "asc",
  ownerName: "asc",
  agreements: "desc",
  orders: "desc",
  lastOrderAt: "desc",
  dueCount: "desc",
  overdueCount: "desc",
  expectedValue: "desc",
} as const satisfies Partial<Record<CustomerSortKey, "asc" | "desc">>;

export type SortKey = keyof typeof CUSTOMER_SORTS;

interface Sorted {
  key: CustomerSortKey;
  descending: boolean;
}

export function sortDirection(sorted: Sorted, key: SortKey): "asc" | "desc" | null {
  if (sorted.key !== key) return null;
  return sorted.descending ? "desc" : "asc";
}

/** Value of the parameter `sort` after a click on a column: its first direction, then the other. */
export function nextSort(sorted: Sorted, key: SortKey): string {
  const current = sortDirection(sorted, key);
  const next = current === null ? CUSTOMER_SORTS[key] : current === "asc" ? "desc" : "asc";
  return next === "desc" ? `-${key}` : key;
}
