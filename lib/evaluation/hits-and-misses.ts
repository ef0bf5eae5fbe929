import type { GroundTruth } from "./split";

/** A product that a user bought in a window. */
export interface BoughtItem {
  readonly item: number;
  /** EUR bought of it in the window; 0 = not priced. */
  readonly value: number;
  /** Bought before the window too. */
  readonly isRepeat: boolean;
  /** 1-based place in the whole list that was kept; null = not on it. */
  readonly rank: number | null;
  /** Among the first k. */
  readonly isHit: boolean;
}

export interface HitsAndMisses {
  /** Hits first by rank, then what was bought but not listed: the nearest misses first, then by value. */
  readonly bought: readonly BoughtItem[];
  /** Of the first k, what was not bought, best first. */
  readonly notBought: readonly { readonly item: number; readonly rank: number; readonly isRepeat: boolean }[];
  readonly hits: number;
}

/** Holds one list against what was bought after it. Ties break by item index. */
export function hitsAndMisses(
  { items, truth, owned }: { items: Int32Array; truth: GroundTruth; owned: ReadonlySet<number> },
  k: number,
): HitsAndMisses {
  const rankOf = new Map(Array.from(items, (item, at) => [item, at + 1]));
  const wanted = new Set(truth.items);
  const bought = Array.from(truth.items, (item, at): BoughtItem => {
    const rank = rankOf.get(item) ?? null;
    return { item, value: truth.value[at], isRepeat: owned.has(item), rank, isHit: rank !== null && rank <= k };
  });
  const place = ({ rank }: BoughtItem) => rank ?? Number.POSITIVE_INFINITY;
  bought.sort((a, b) => (place(a) === place(b) ? b.value - a.value || a.item - b.item : place(a) - place(b)));
  return {
    bought,
    notBought: Array.from(items.subarray(0, k), (item, at) => ({
      item,
      rank: at + 1,
      isRepeat: owned.has(item),
    })).filter(({ item }) => !wanted.has(item)),
    hits: bought.filter(({ isHit }) => isHit).length,
  };
}
