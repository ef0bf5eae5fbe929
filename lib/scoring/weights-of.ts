import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { Segment } from "@/lib/domain/segment";

/** Variants scored by rules alone. */
export type RuleVariant = "v3" | "v3-plus";

/** Components of a score in the order in which they are added up and shown. */
export const COMPONENT_KEYS = ["frequency", "recency", "dueness", "monetary", "breadth"] as const;
export type ComponentKey = (typeof COMPONENT_KEYS)[number];
export type ComponentWeights = Readonly<Record<ComponentKey, number>>;

/**
 * Weights of every component. In `v3` the components the first system never built weigh 0; in `v3-plus` they share
 * what frequency and recency leave of 1. A customer without a segment yet is weighed like a LIGHT one.
 */
export function weightsOf(rules: ScoringRules, segment: Segment, variant: RuleVariant): ComponentWeights {
  const { frequency, recency } = rules.weights[segment === "NEW" ? "LIGHT" : segment];
  if (variant === "v3") return { frequency, recency, dueness: 0, monetary: 0, breadth: 0 };
  // Rounded, so that 1 - 0.7 - 0.3 is 0 and not 5.6e-17.
  const rest = Math.max(0, Math.round((1 - frequency - recency) * 1e12) / 1e12);
  const { dueness, monetary, breadth } = rules.otherShares;
  return { frequency, recency, dueness: rest * dueness, monetary: rest * monetary, breadth: rest * breadth };
}
