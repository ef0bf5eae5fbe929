/** What the call queue answers. */
import type { Reason } from "@/lib/domain/recommendation";
import type { OutcomeView } from "./agreement-view";
import type { CustomerFacets, CustomerListOptions, CustomerRow } from "./customer-list-view";
import type { NoteView } from "./customer-view";
import type { DataStamp, Page } from "./views";

/** What a call can be about: parts due now, overdue ones, ones due since yesterday, ones no longer bought. */
export const QUEUE_REASONS = ["overdue", "due", "new", "lapsed"] as const;

export type QueueReason = (typeof QUEUE_REASONS)[number];

/** What the call queue was made with, after parsing; null = no filter. */
export interface QueueOptions extends Pick<CustomerListOptions, "segment" | "region" | "owner"> {
  reason: QueueReason | null;
  /** EUR; 0 = any. */
  minValueEur: number;
}

/** One line of the Today queue. Under the filter `lapsed` its value holds what lapsed too, and `top` is that. */
export interface QueueRow extends CustomerRow {
  /** Products bought regularly until two or three intervals ago. */
  lapsedCount: number;
  /** Largest overdue in days among due products; null when none is overdue. */
  mostOverdueDays: number | null;
  /** Parts due now that were not a day before. */
  newlyDue: number;
  /** The best products to open the call with, at most three. */
  top: {
    agreementId: string;
    productId: string;
    code: string;
    name: string;
    nameUk: string | null;
    reason: Reason;
    outcome: OutcomeView | null;
    outcomeVersion: number;
  }[];
  note: NoteView;
}

/** A customer put off to a date: out of the queue until then. */
export interface LaterCustomer {
  customerId: string;
  name: string;
  dueCount: number;
  expectedValue: number;
  note: NoteView;
}

/** A product put off to a date. */
export interface SnoozedProduct {
  customerId: string;
  customerName: string;
  agreementId: string;
  productId: string;
  code: string;
  name: string;
  nameUk: string | null;
  outcome: OutcomeView;
}

export interface TodayView {
  options: QueueOptions;
  list: Page<QueueRow>;
  facets: CustomerFacets & {
    reasons: { value: QueueReason; count: number }[];
    /** Round amounts in EUR, and how many calls are worth as much. */
    minValues: { value: number; count: number }[];
  };
  /** Of the calls that pass the filter; `customers` are all in scope. */
  totals: { customers: number; dueCustomers: number; dueProducts: number; expectedValue: number };
  /** What the last day brought: parts that became due, at how many customers of the queue; and who ordered. */
  sinceYesterday: { products: number; customers: number; ordered: number };
  /** What is put off, the soonest date first, at most 50 of each; the totals count all. */
  later: { customers: LaterCustomer[]; customerTotal: number; products: SnoozedProduct[]; productTotal: number };
  stamp: DataStamp;
}
