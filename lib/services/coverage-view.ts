import type { Segment } from "@/lib/domain/segment";
import type { Funnel } from "@/lib/scoring/outcome-funnel";
import type { DataStamp, Page } from "./views";

/** Days that are looked back on from the end of the data; what was done since counts too. */
export const COVERAGE_RANGES = ["30", "90", "365", "all"] as const;
export type CoverageRange = (typeof COVERAGE_RANGES)[number];

export const COVERAGE_DIMENSIONS = ["rep", "segment"] as const;
export type CoverageDimension = (typeof COVERAGE_DIMENSIONS)[number];

/** Customers that nobody looks after, in one way or another. */
export const COVERAGE_GAPS = ["never", "unassigned", "lapsed"] as const;
export type CoverageGap = (typeof COVERAGE_GAPS)[number];

export const COVERAGE_TABLES = ["funnel", "workload", "customers"] as const;
export type CoverageTable = (typeof COVERAGE_TABLES)[number];

/** A group of the funnel. People stand in order of name, never of figures. */
export interface FunnelRow extends Funnel {
  /** Id of an owner, `unassigned`, or a segment. */
  value: string;
  /** Name of a person; null where the value has words of its own. */
  name: string | null;
}

/** What one person has to look after, and did. */
export interface WorkloadRow {
  value: string;
  name: string | null;
  customers: number;
  dueCustomers: number;
  dueProducts: number;
  expectedValue: number;
  /** Customers with a call logged in the time looked at, and calls: one a customer and day. */
  contacted: number;
  calls: number;
  never: number;
  lapsed: number;
}

export interface CoverageCustomer {
  customerId: string;
  name: string;
  ownerName: string | null;
  segment: Segment;
  region: string | null;
  lastOrderAt: string | null;
  lastContactAt: string | null;
  dueCount: number;
  expectedValue: number;
}

export interface CoverageView {
  options: { range: CoverageRange; by: CoverageDimension; show: CoverageGap };
  /** ISO instant from which is counted; null = from the beginning. */
  since: string | null;
  funnel: { rows: FunnelRow[]; total: Funnel };
  workload: { rows: WorkloadRow[]; total: WorkloadRow };
  gaps: Record<CoverageGap, number>;
  list: Page<CoverageCustomer>;
  /** Within how many days an order counts as having followed an offer. */
  matchDays: number;
  /** Without an order for so many days a customer has lapsed. */
  lapsedDays: number;
  /** Whether everybody is in it, or only the caller's own customers. */
  isWhole: boolean;
  stamp: DataStamp;
}
