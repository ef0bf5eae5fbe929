/** What the list of customers answers. */
import type { Segment } from "@/lib/domain/segment";
import type { DataStamp, Page } from "./views";

export interface CustomerRow {
  customerId: string;
  name: string;
  taxId: string | null;
  region: string | null;
  ownerName: string | null;
  segment: Segment;
  agreements: number;
  orders: number;
  lastOrderAt: string | null;
  /** Products due or overdue now over all agreements. */
  dueCount: number;
  overdueCount: number;
  /** Sum over due and overdue products of probability x usual quantity x last price. */
  expectedValue: number;
}

/** Columns of the customer list that `sort` may name; a leading `-` sorts descending (`-expectedValue`, the default). */
export type CustomerSortKey = keyof Omit<CustomerRow, "customerId">;

/** Columns of the customer list that one may choose, in their usual order; the name always stands first. */
export const CUSTOMER_COLUMNS = [
  "segment",
  "region",
  "ownerName",
  "agreements",
  "orders",
  "lastOrderAt",
  "dueCount",
  "overdueCount",
  "expectedValue",
] as const;

export type CustomerColumn = (typeof CUSTOMER_COLUMNS)[number];

/** What the customer list was made with, after parsing: "" or null = no filter. */
export interface CustomerListOptions {
  q: string;
  segment: Segment | null;
  /** Name of a region; `none` = customers without one. */
  region: string | null;
  /** Id of an owner, or `unassigned`. */
  owner: string | null;
  due: "due" | "overdue" | null;
  sort: { key: CustomerSortKey; descending: boolean };
  /** As chosen, in that order; null = the usual ones. */
  columns: CustomerColumn[] | null;
}

/** What the caller may filter customers by, with counts under the other filters. */
export interface CustomerFacets {
  segments: { value: Segment; count: number }[];
  regions: { value: string; count: number }[];
  owners: { value: string; label: string; count: number }[];
}

export interface CustomerListView {
  options: CustomerListOptions;
  list: Page<CustomerRow>;
  facets: CustomerFacets;
  stamp: DataStamp;
}

/** Where a customer stands in the list that the same filter and sort give. */
export interface NeighboursView {
  list: "today" | "customers";
  previousCustomerId: string | null;
  nextCustomerId: string | null;
  /** Of the list that shows the customer; null when none does. */
  page: number | null;
  /** 1-based; null when the customer is not in the filtered list. */
  position: number | null;
  total: number;
}
