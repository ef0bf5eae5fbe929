/** What a customer's page answers. */
import type { AgreementSummary, RecommendationView, SegmentFactsView } from "./agreement-view";
import type { CustomerRow } from "./customer-list-view";
import type { DataStamp } from "./views";

export interface CustomerView {
  customer: CustomerRow & { phone: string | null; email: string | null; isBlocked: boolean };
  /** Why the customer is in its segment: the figures the rule looked at. */
  segmentFacts: SegmentFactsView;
  agreements: AgreementSummary[];
  /** Best score per product over all agreements. */
  rollUp: (RecommendationView & { agreementId: string })[];
  /** Orders and EUR value per calendar month, oldest first; months without orders are present with zero orders. */
  monthly: { month: string; orders: number; value: number | null }[];
  /** Median days between two orders; null with fewer than two. */
  orderIntervalDays: number | null;
  note: NoteView;
  stamp: DataStamp;
}

/** A customer's note; "" and null where there is none. */
export interface NoteView {
  note: string;
  /** ISO date. */
  nextContactOn: string | null;
  by: string | null;
  isOwn: boolean;
  at: string | null;
  version: number;
}
