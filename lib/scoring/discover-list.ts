import type { Recommendation } from "@/lib/domain/recommendation";
import { topK } from "@/lib/numeric/top-k";
import type { ItemTable } from "./agreement-scores";
import { popularityBreakdown, popularityScores, type WeightedLevel } from "./popularity";
import { popularityReason } from "./reasons-of";

/** Items that someone in a customer's groups bought, most popular first, ties by product id. */
export interface PopularItems {
  readonly levels: readonly WeightedLevel[];
  readonly items: Int32Array;
  readonly scores: Float64Array;
  /** Whether these are all of them; otherwise only the most popular ones. */
  readonly isWhole: boolean;
}

/** The `limit` most popular items for a customer whom the levels speak for. */
export function popularItemsOf(
  levels: readonly WeightedLevel[],
  { itemCount, limit }: { itemCount: number; limit: number },
): PopularItems {
  const all = popularityScores(levels, itemCount);
  let bought = 0;
  for (let item = 0; item < itemCount; item++) if (all[item] > 0) bought++;
  const items = topK(all, Math.min(bought, limit));
  return { levels, items, scores: Float64Array.from(items, (item) => all[item]), isWhole: items.length === bought };
}

/** The `k` most popular products never bought under the agreement (`owned` = its item indices before the instant). */
export function discoverList(
  head: PopularItems,
  context: {
    k: number;
    owned: Int32Array;
    /** Item indices that may not be shown. */
    hidden?: ReadonlySet<number>;
    items: ItemTable;
    /** Names of the customer's segment and region, "" = none. */
    groups: { segment: string; region: string };
  },
): Recommendation[] {
  const owned = new Set(context.owned);
  for (const item of context.hidden ?? []) owned.add(item);
  const itemCount = context.items.snapshotItems;
  // Where so much is owned that the head may not hold k others, the whole list is made.
  const isEnough = head.isWhole || head.items.length - owned.size >= context.k;
  const popular = isEnough ? head : popularItemsOf(head.levels, { itemCount, limit: itemCount });
  const list: Recommendation[] = [];
  for (let at = 0; at < popular.items.length && list.length < context.k; at++) {
    const item = popular.items[at];
    if (owned.has(item)) continue;
    const components = popularityBreakdown(popular.levels, item);
    // The closest group that buys it speaks for it; one does, or its score would be 0.
    const closest = popular.levels[components.findIndex(({ contribution }) => contribution > 0)];
    const { level, demand } = closest;
    list.push({
      productId: context.items.productId[item],
      list: "discover",
      rank: list.length + 1,
      score: popular.scores[at],
      components,
      reasons: [
        popularityReason(level, {
          customers: demand.buyers[item],
          groupCustomers: demand.customers,
          group: level === "all" ? "" : context.groups[level],
        }),
      ],
      evidence: [],
      rhythm: null,
      suggestedQuantity: null,
      lastPrice: null,
      probability: null,
    });
  }
  return list;
}
