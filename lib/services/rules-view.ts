/** What the page of thresholds and weights answers. */
import type { Variant } from "@/lib/domain/recommendation";
import type { BaseWeights, ScoringRules, WeightedSegment } from "@/lib/domain/scoring-rules";
import type { DataStamp } from "./views";

/** Thresholds and weights in force, for the page that shows them. */
export interface ScoringRulesView {
  rules: ScoringRules;
  /** Whether `scoring.json` changes anything. */
  isDefault: boolean;
  segments: {
    segment: WeightedSegment;
    base: BaseWeights;
    /** Weight of each component by variant, in the order in which they are added up; each `v3-plus` row sums to 1. */
    weights: { variant: "v3" | "v3-plus"; components: { key: string; weight: number }[] }[];
    /** Customers in the segment at the default as-of instant, within the caller's scope. */
    customers: number;
  }[];
  defaultVariant: Variant;
  stamp: DataStamp;
}
