import type { Recommendation } from "@/lib/domain/recommendation";
import { type AgreementInput, type AgreementScores, bestSlots, scoreAgreement } from "./agreement-scores";
import { discoverList, type PopularItems } from "./discover-list";
import { type ExplainContext, explainReorder } from "./explain-reorder";
import { rankedDiscoverList, rankScored } from "./rankers/rank-scored";
import type { RankerRuntime } from "./rankers/score-candidates";
import type { PopularityLevel } from "./reasons-of";

export interface RecommendContext extends ExplainContext {
  /** Length of each list. */
  readonly k: number;
  readonly popular: PopularItems;
  /** Name of the customer's region, "" = none. */
  readonly region: string;
  /** The trained model that ranks, and the agreement's user index in its population (-1 = none); null = the rules rank. */
  readonly model?: { readonly runtime: RankerRuntime; readonly user: number } | null;
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
 * the customer's peers and never bought, or what a trained model expects. Ties break by product id. Pure: equal arguments give equal bytes.
 */
export function recommend(input: AgreementInput, context: RecommendContext): AgreementLists {
  const byRules = scoreAgreement(input);
  const groups = { segment: input.segment, region: context.region };
  const ranked = context.model ? rankScored(byRules, { ...context.model, k: context.k }) : null;
  const scored = ranked?.scored ?? byRules;
  const reorder = Array.from(bestSlots(scored, context.k), (slot, place) =>
    explainReorder(scored, { slot, rank: place + 1 }, context),
  );
  const discover =
    ranked && context.model
      ? rankedDiscoverList(ranked, { runtime: context.model.runtime, popular: context.popular, groups })
      : discoverList(context.popular, {
          k: context.k,
          owned: scored.stats.item,
          hidden: input.hidden,
          items: input.items,
          groups,
        });
  const orders = scored.stats.orderCount;
  const level = context.popular.levels[0]?.level ?? "all";
  return { scored, reorder, discover, coldStart: orders === 0 ? { level, orders } : null };
}
