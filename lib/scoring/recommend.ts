import type { Recommendation } from "@/lib/domain/recommendation";
import { type AgreementInput, type AgreementScores, bestSlots, scoreAgreement } from "./agreement-scores";
import { discoverList, type PopularItems } from "./discover-list";
import { type ExplainContext, explainReorder } from "./explain-reorder";
import type { PopularityLevel } from "./reasons-of";

export interface RecommendContext extends ExplainContext {
  /** Length of each list. */
  readonly k: number;
  readonly popular: PopularItems;
  /** Name of the customer's region, "" = none. */
  readonly region: string;
}

export interface AgreementLists {
  readonly scored: AgreementScores;
  readonly reorder: readonly Recommendation[];
  readonly discover: readonly Recommendation[];
  /** Set when nothing was bought under the agreement before the instant: the level popularity is taken from. */
  readonly coldStart: { readonly level: PopularityLevel; readonly orders: number } | null;
}

/**
 * Both lists of one agreement, ranked and explained. Reorder: products bought before, by score; Discover: popular with
 * the customer's peers and never bought. Ties break by product id. Pure: equal arguments give equal bytes.
 */
export function recommend(input: AgreementInput, context: RecommendContext): AgreementLists {
  const scored = scoreAgreement(input);
  const reorder = Array.from(bestSlots(scored, context.k), (slot, place) =>
    explainReorder(scored, { slot, rank: place + 1 }, context),
  );
  const discover = discoverList(context.popular, {
    k: context.k,
    owned: scored.stats.item,
    hidden: input.hidden,
    items: input.items,
    groups: { segment: input.segment, region: context.region },
  });
  const orders = scored.stats.orderCount;
  const level = context.popular.levels[0]?.level ?? "all";
  return { scored, reorder, discover, coldStart: orders === 0 ? { level, orders } : null };
}
