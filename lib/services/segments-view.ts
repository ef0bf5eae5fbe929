import type { Segment } from "@/lib/domain/segment";
import type { DataStamp, Page } from "./views";

/** Months over which movement is looked at. */
export const MOVEMENT_MONTHS = ["1", "3", "6", "12"] as const;
export type MovementMonths = (typeof MOVEMENT_MONTHS)[number];

export const SEGMENT_TABLES = ["sizes", "history", "movement", "customers"] as const;
export type SegmentTable = (typeof SEGMENT_TABLES)[number];

export interface SegmentSize {
  segment: Segment;
  customers: number;
  /** Ordered within the last year. */
  active: number;
  /** EUR net bought within the last year. */
  value: number;
  /** Of all segments' value; null without any. */
  valueShare: number | null;
  dueProducts: number;
  expectedValue: number;
}

/** Customers of each segment at one instant. */
export interface SegmentMonth {
  at: string;
  counts: Record<Segment, number>;
}

/** A customer that is in another segment than it was. */
export interface MovedCustomer {
  customerId: string;
  name: string;
  ownerName: string | null;
  from: Segment;
  to: Segment;
  value: number;
  lastOrderAt: string | null;
}

export interface SegmentsView {
  options: { months: MovementMonths; from: Segment | null; to: Segment | null };
  sizes: SegmentSize[];
  totals: { customers: number; active: number; value: number };
  history: SegmentMonth[];
  movement: {
    since: string;
    /** Row = where they were, column = where they are, in the order of the segments. */
    counts: number[][];
    moved: number;
  };
  /** Those that moved, narrowed by `from` and `to`; the largest first. */
  list: Page<MovedCustomer>;
  isWhole: boolean;
  stamp: DataStamp;
}
