import type { Segment } from "./segment";

/** Segments with an order history, the ones that have weights. */
export type WeightedSegment = Exclude<Segment, "NEW">;

/** Weights of the two components the first system had. Their sum is at most 1; the rest is for the others. */
export interface BaseWeights {
  readonly frequency: number;
  readonly recency: number;
}

/** Thresholds and weights of the rule-based lists. Defaults below; overridable by configuration, shown in the app. */
export interface ScoringRules {
  readonly segments: {
    /** Distinct orders from which a customer is HEAVY. */
    readonly heavyOrders: number;
    /** Distinct orders from which a customer is REGULAR. */
    readonly regularOrders: number;
    /** Share of distinct products bought in two or more orders from which a REGULAR customer is CONSISTENT. */
    readonly consistentShare: number;
  };
  /** Recency = exp(-days since last purchase / this). The first system's "half-life" is the constant of the exponential. */
  readonly recencyDays: number;
  readonly weights: Readonly<Record<WeightedSegment, BaseWeights>>;
  /** How `v3-plus` shares out what frequency and recency leave of 1. The shares sum to 1. */
  readonly otherShares: { readonly dueness: number; readonly monetary: number; readonly breadth: number };
  readonly popularity: {
    /** A customer counts for a product bought within so many days before the as-of instant. */
    readonly windowDays: number;
    /** Weight of the buyers' share among peers of the segment, the region, all. They sum to 1. */
    readonly weights: { readonly segment: number; readonly region: number; readonly all: number };
    /** A group with fewer buying customers says nothing: its weight goes to the next wider one. */
    readonly minGroupCustomers: number;
  };
  readonly rhythm: {
    /** A product is due when the days since the last purchase are within this share of its interval ... */
    readonly dueToleranceShare: number;
    /** ... but never tighter than this. */
    readonly dueToleranceDays: number;
    /** Overdue by so many intervals a product has lapsed; not before `lapsedAfterDays`, and by `overdueAtMostDays` surely. */
    readonly lapsedAfterIntervals: number;
    readonly lapsedAfterDays: number;
    readonly overdueAtMostDays: number;
    /** Months looked back on for "7 of the last 9 months". */
    readonly months: number;
  };
}

/** The first system's published thresholds and weights; the rest is ours and can be set. */
export const DEFAULT_SCORING_RULES: ScoringRules = {
  segments: { heavyOrders: 500, regularOrders: 100, consistentShare: 0.4 },
  recencyDays: 90,
  weights: {
    HEAVY: { frequency: 0.6, recency: 0.25 },
    REGULAR_CONSISTENT: { frequency: 0.5, recency: 0.35 },
    REGULAR_EXPLORATORY: { frequency: 0.25, recency: 0.5 },
    LIGHT: { frequency: 0.7, recency: 0.3 },
  },
  otherShares: { dueness: 0.6, monetary: 0.2, breadth: 0.2 },
  popularity: { windowDays: 365, weights: { segment: 0.6, region: 0.25, all: 0.15 }, minGroupCustomers: 10 },
  rhythm: {
    dueToleranceShare: 0.25,
    dueToleranceDays: 3,
    lapsedAfterIntervals: 2,
    lapsedAfterDays: 30,
    overdueAtMostDays: 180,
    months: 12,
  },
};
