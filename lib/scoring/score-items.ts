import type { ScoreComponent } from "@/lib/domain/recommendation";
import type { Components } from "./components";
import { COMPONENT_KEYS, type ComponentWeights } from "./weights-of";

/**
 * Score of each product: its contributions weight x raw added from left to right in the order of `COMPONENT_KEYS`.
 * A component of weight 0 is not computed: it would add exactly 0.
 */
export function scoreItems(length: number, components: Components, weights: ComponentWeights): Float64Array {
  const scores = new Float64Array(length);
  for (const key of COMPONENT_KEYS) {
    const weight = weights[key];
    if (weight === 0) continue;
    const raw = components[key];
    for (let slot = 0; slot < length; slot++) scores[slot] += weight * raw(slot);
  }
  return scores;
}

/** The breakdown of one score, every component present; the contributions add up, in order, exactly to the score. */
export function breakdownOf(slot: number, components: Components, weights: ComponentWeights): ScoreComponent[] {
  return COMPONENT_KEYS.map((key) => {
    const raw = components[key](slot);
    return { key, raw, weight: weights[key], contribution: weights[key] * raw };
  });
}
