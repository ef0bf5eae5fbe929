import type { Recommendation, ScoreComponent } from "@/lib/domain/recommendation";
import { sumInOrder } from "@/lib/numeric/sum";
import type { AgreementScores, ModelVerdict } from "@/lib/scoring/agreement-scores";
import type { PopularItems } from "@/lib/scoring/discover-list";
import { popularityReason } from "@/lib/scoring/reasons-of";
import { type RankedItem, rankAgreement } from "./rank-agreement";
import type { RankerRuntime } from "./score-candidates";

export interface RankScoredContext {
  readonly runtime: RankerRuntime;
  /** Dense user index of the runtime's population; -1 = unknown to it. */
  readonly user: number;
  /** Length of each list. */
  readonly k: number;
}

/** An agreement as a trained model ranks it: the `k` best slots have scores, the others none (NaN). */
export interface RankedScores {
  readonly scored: AgreementScores;
  readonly discover: readonly RankedItem[];
  /** Where the model's contributions start from. */
  readonly expectedScore: number;
}

/** Ranks a scored agreement anew by a model, with statistics, rhythm and evidence kept. */
export function rankScored(scored: AgreementScores, { runtime, user, k }: RankScoredContext): RankedScores {
  const { past, stats, input } = scored;
  const { asOfSec, hidden } = input;
  const accept = hidden && hidden.size > 0 ? (item: number) => !hidden.has(item) : null;
  const history = knownTo(runtime, past);
  const { reorder, discover, expectedScore } = rankAgreement(runtime, { user, history, asOfSec, k, accept });
  const slotOf = new Map(Array.from(stats.item.subarray(0, stats.length), (item, slot) => [item, slot]));
  const scores = new Float64Array(stats.length).fill(Number.NaN);
  const bySlot = new Map<number, { item: RankedItem; components: ScoreComponent[] }>();
  for (const item of reorder) {
    const slot = slotOf.get(item.item);
    if (slot === undefined) continue;
    const components = componentsOf(item, expectedScore);
    scores[slot] = sumOf(components);
    bySlot.set(slot, { item, components });
  }
  const verdict: ModelVerdict = {
    breakdownOf: (slot) => bySlot.get(slot)?.components ?? [],
    probabilityOf: (slot) => bySlot.get(slot)?.item.probability ?? null,
  };
  return { scored: { ...scored, scores, verdict }, discover, expectedScore };
}

/** Lines of products that the population knows: a live history may hold newer ones, which no model has learnt. */
function knownTo({ population }: RankerRuntime, past: AgreementScores["past"]): AgreementScores["past"] {
  if (past.item.every((item) => item < population.itemCount)) return past;
  const kept = Int32Array.from(past.item.keys()).filter((line) => past.item[line] < population.itemCount);
  return {
    item: kept.map((line) => past.item[line]),
    order: kept.map((line) => past.order[line]),
    timeSec: kept.map((line) => past.timeSec[line]),
    quantity: Float64Array.from(kept, (line) => past.quantity[line]),
    price: Float64Array.from(kept, (line) => past.price[line]),
  };
}

/** The expected score, then what each kind of feature adds to it; their sum in order is the score shown. */
function componentsOf(item: RankedItem, expectedScore: number): ScoreComponent[] {
  const base = { key: "base", raw: expectedScore, weight: 1, contribution: expectedScore };
  return [
    base,
    ...item.contributions.map(({ kind, contribution }) => ({ key: kind, raw: contribution, weight: 1, contribution })),
  ];
}

const sumOf = (components: readonly ScoreComponent[]) => sumInOrder(components.map((one) => one.contribution));

export interface DiscoverContext {
  readonly runtime: RankerRuntime;
  readonly popular: PopularItems;
  /** Names of the customer's segment and region, "" = none. */
  readonly groups: { readonly segment: string; readonly region: string };
}

/** The Discover list of a model, each product with a reason that a rep can say and check. */
export function rankedDiscoverList(ranked: RankedScores, context: DiscoverContext): Recommendation[] {
  const { input } = ranked.scored;
  return ranked.discover.map((item, place) => {
    const components = componentsOf(item, ranked.expectedScore);
    return {
      productId: input.items.productId[item.item],
      list: "discover",
      rank: place + 1,
      score: sumOf(components),
      components,
      reasons: [reasonOf(ranked, item, context)],
      evidence: [],
      rhythm: null,
      suggestedQuantity: null,
      lastPrice: null,
      probability: item.probability === null ? null : { value: item.probability, basis: "calibrated" },
    };
  });
}

/** Kinds of features that speak through other customers' purchases of what this one buys. */
const RELATED: ReadonlySet<string> = new Set(["collaborative", "group-text"]);

function reasonOf(ranked: RankedScores, item: RankedItem, context: DiscoverContext): Recommendation["reasons"][number] {
  const strongest = item.contributions.reduce((best, one) => (one.contribution > best.contribution ? one : best));
  const partner = RELATED.has(strongest.kind) ? closestOwned(ranked, item.item, context.runtime) : null;
  if (partner !== null) {
    return { key: "goes_with", values: { productId: ranked.scored.input.items.productId[partner] } };
  }
  // The closest group that buys it speaks for it; without one, customers with a like history do.
  const closest = context.popular.levels.find(({ demand }) => demand.buyers[item.item] > 0);
  if (closest === undefined) return { key: "similar_customers", values: {} };
  const { level, demand } = closest;
  return popularityReason(level, {
    customers: demand.buyers[item.item],
    groupCustomers: demand.customers,
    group: level === "all" ? "" : context.groups[level],
  });
}

/** The product bought here that other customers most often buy together with `item`; null when no link is known. */
function closestOwned({ scored }: RankedScores, item: number, { population }: RankerRuntime): number | null {
  const { offset, item: linked, weight } = population.links.basket;
  let best: number | null = null;
  let bestWeight = 0;
  for (let slot = 0; slot < scored.stats.length; slot++) {
    const owned = scored.stats.item[slot];
    if (owned >= population.itemCount) continue;
    for (let at = offset[owned]; at < offset[owned + 1]; at++) {
      if (linked[at] !== item || weight[at] <= bestWeight) continue;
      bestWeight = weight[at];
      best = owned;
    }
  }
  return best;
}
