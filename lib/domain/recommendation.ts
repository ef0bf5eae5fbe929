import type { OrderId, ProductId } from "./ids";

/** Which list a recommendation stands in: bought before under this agreement, or never. */
export type ListName = "reorder" | "discover";

/** The models a list can be asked from. URL spelling; `v3+` is accepted for `v3-plus`. */
export const VARIANTS = ["v3", "v3-plus", "ranker"] as const;
export type Variant = (typeof VARIANTS)[number];

/** One part of a score. `contribution` = what it adds; the contributions sum, in order, exactly to the score. */
export interface ScoreComponent {
  /** frequency, recency, dueness, monetary, breadth, popularity, ... : worded by the presentation layer. */
  readonly key: string;
  readonly raw: number;
  readonly weight: number;
  readonly contribution: number;
}

/** A purchase the recommendation rests on. */
export interface Evidence {
  readonly orderId: OrderId;
  /** Seconds since 1970 UTC. */
  readonly orderedAtSec: number;
  readonly quantity: number;
  /** EUR net per unit; null = not priced yet. */
  readonly unitPrice: number | null;
}

export const REASON_KEYS = [
  "due",
  "overdue",
  "upcoming",
  "lapsed",
  "bought_once",
  "goes_with",
  "similar_customers",
  "popular_in_segment",
  "popular_in_region",
  "popular_overall",
] as const;
export type ReasonKey = (typeof REASON_KEYS)[number];

/** Language-neutral: a key with values, worded when shown. */
export interface Reason {
  readonly key: ReasonKey;
  readonly values: Readonly<Record<string, number | string>>;
}

/** The purchase rhythm of one product under one agreement, as of an instant. */
export interface Rhythm {
  /** Distinct orders with the product. */
  readonly orders: number;
  readonly firstAtSec: number;
  readonly lastAtSec: number;
  readonly daysSinceLast: number;
  /** Median days between successive orders; null with fewer than two order days. */
  readonly intervalDays: number | null;
  /** Days past the expected next purchase: > 0 overdue, < 0 still to come; null without an interval. */
  readonly daysOverdue: number | null;
  readonly state: "upcoming" | "due" | "overdue" | "lapsed" | "once";
  /** Distinct calendar months with a purchase, of the last `monthsSpan` months. */
  readonly monthsActive: number;
  readonly monthsSpan: number;
}

export interface Recommendation {
  readonly productId: ProductId;
  readonly list: ListName;
  /** 1-based within its list. */
  readonly rank: number;
  readonly score: number;
  readonly components: readonly ScoreComponent[];
  readonly reasons: readonly Reason[];
  /** Newest first. */
  readonly evidence: readonly Evidence[];
  /** null on the Discover list. */
  readonly rhythm: Rhythm | null;
  /** Median of past quantities rounded to the packing standard; null when never bought. */
  readonly suggestedQuantity: number | null;
  /** Last known EUR net unit price for this agreement; null when never priced. */
  readonly lastPrice: number | null;
  /**
   * Probability of a purchase within 30 days, and where it comes from: `hazard` is the Poisson-gamma estimate
   * from this customer's own rhythm, `calibrated` a model's calibrated figure. null = no basis for one.
   */
  readonly probability: { readonly value: number; readonly basis: "hazard" | "calibrated" } | null;
}
