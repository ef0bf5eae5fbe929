import { compareIds } from "@/lib/domain/ids";
import type { Recommendation } from "@/lib/domain/recommendation";

/** One line of a customer's roll-up: the recommendation, and the agreement (index) whose score is the best. */
export interface RolledUp {
  readonly agreement: number;
  readonly recommendation: Recommendation;
}

/**
 * A customer's best products over all its agreements, from the best `k` of each: every product once, with the best of its
 * scores (the earlier agreement's where they are equal), ranked by score, ties by product id. A product outside the best
 * k of its agreement is not among the best k of all.
 */
export function rollUp(lists: readonly (readonly Recommendation[])[], k: number): RolledUp[] {
  const best = new Map<string, RolledUp>();
  lists.forEach((list, agreement) => {
    for (const recommendation of list) {
      const known = best.get(recommendation.productId);
      if (known === undefined || recommendation.score > known.recommendation.score)
        best.set(recommendation.productId, { agreement, recommendation });
    }
  });
  return [...best.values()]
    .sort(({ recommendation: a }, { recommendation: b }) => b.score - a.score || compareIds(a.productId, b.productId))
    .slice(0, k)
    .map(({ agreement, recommendation }, place) => ({
      agreement,
      recommendation: { ...recommendation, rank: place + 1 },
    }));
}
