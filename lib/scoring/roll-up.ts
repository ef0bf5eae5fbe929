import { compareIds } from "@/lib/domain/ids";
import type { Recommendation } from "@/lib/domain/recommendation";
import { type AgreementScores, bestSlots } from "./agreement-scores";
import { type ExplainContext, explainReorder } from "./explain-reorder";

/** One line of a customer's roll-up: the recommendation, and the agreement (index) whose score is the best. */
export interface RolledUp {
  readonly agreement: number;
  readonly recommendation: Recommendation;
}

/**
 * A customer's best products over all its agreements: each product once, with the best of its scores (the earlier
 * agreement's where they are equal), ranked by score, ties by product id.
 */
export function rollUp(
  agreements: readonly AgreementScores[],
  k: number,
  contextOf: (agreement: number) => ExplainContext,
): RolledUp[] {
  /** Best entry per product id. A product outside the best k of its agreement is not among the best k of all. */
  const best = new Map<string, { agreement: number; slot: number; score: number; productId: string }>();
  agreements.forEach((scored, agreement) => {
    for (const slot of bestSlots(scored, k)) {
      const productId = scored.input.items.productId[scored.stats.item[slot]];
      const score = scored.scores[slot];
      const known = best.get(productId);
      if (known === undefined || score > known.score) best.set(productId, { agreement, slot, score, productId });
    }
  });
  return [...best.values()]
    .sort((a, b) => b.score - a.score || compareIds(a.productId, b.productId))
    .slice(0, k)
    .map(({ agreement, slot }, place) => ({
      agreement,
      recommendation: explainReorder(agreements[agreement], { slot, rank: place + 1 }, contextOf(agreement)),
    }));
}
