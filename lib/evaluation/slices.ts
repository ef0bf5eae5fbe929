import type { ScoringRules } from "@/lib/domain/scoring-rules";
import { basketsOf } from "@/lib/scoring/baskets-of";
import { segmentsOfUsers } from "@/lib/scoring/segments-of-users";
import type { Fold } from "./fold";
import { historyOf } from "./rank-users";

export const SLICE_DIMENSIONS = ["segment", "orderQuantile", "region", "historyLength"] as const;
export type SliceDimension = (typeof SLICE_DIMENSIONS)[number];

/** Regions shown by name; customers of the others are one slice. */
const MAX_REGIONS = 8;
const OTHER_REGIONS = "other";
const NO_REGION = "none";
/** Lower ends of the classes of history length, in orders. */
const HISTORY_CLASSES = [1, 2, 5, 10, 30] as const;
const QUANTILES = 4;

/** Slice of each evaluated user of a fold, by dimension; every user has one value in each. */
export type FoldSlices = Readonly<Record<SliceDimension, readonly string[]>>;

/** Everything is judged by what was known at the cutoff. */
export function slicesOf(fold: Fold, rules: ScoringRules): FoldSlices {
  const { past, users } = fold.split;
  const evaluated = Array.from(fold.evaluated, (position) => users[position]);
  const segments = segmentsOfUsers(past, rules);
  const orders = evaluated.map((user) => basketsOf(historyOf(fold.split, user)).length);
  const named = largestRegions(fold);
  return {
    segment: evaluated.map((user) => segments[user]),
    orderQuantile: quantileClasses(orders),
    region: evaluated.map((user) => {
      const region = past.customers.region[past.users.customer[user]];
      if (region < 0) return NO_REGION;
      return named.has(region) ? past.regions[region] : OTHER_REGIONS;
    }),
    historyLength: orders.map(historyClass),
  };
}

function historyClass(orders: number): string {
  const at = HISTORY_CLASSES.findLastIndex((from) => from <= orders);
  const from = HISTORY_CLASSES[Math.max(0, at)];
  const next = HISTORY_CLASSES[at + 1];
  if (next === undefined) return `${from}+ orders`;
  if (next === from + 1) return from === 1 ? "1 order" : `${from} orders`;
  return `${from}-${next - 1} orders`;
}

/** Quarters of the users by number of orders, users with equal numbers together. */
function quantileClasses(orders: readonly number[]): string[] {
  const sorted = [...orders].sort((a, b) => a - b);
  return orders.map((count) => {
    const below = sorted.findIndex((value) => value >= count);
    return `Q${Math.min(QUANTILES, Math.floor((QUANTILES * below) / Math.max(1, sorted.length)) + 1)}`;
  });
}

/** Regions with most evaluated users (ties to the smaller index), by index. */
function largestRegions({ split, evaluated }: Fold): ReadonlySet<number> {
  const counts = new Map<number, number>();
  for (const position of evaluated) {
    const region = split.past.customers.region[split.past.users.customer[split.users[position]]];
    if (region >= 0) counts.set(region, (counts.get(region) ?? 0) + 1);
  }
  const ordered = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return new Set(ordered.slice(0, MAX_REGIONS).map(([region]) => region));
}
