import type { History } from "@/lib/domain/interactions";
import { sliceHistory } from "@/lib/domain/interactions";
import { topK } from "@/lib/numeric/top-k";
import type { Scorer } from "@/lib/scoring/scorer";
import { LIST_LENGTH } from "./metric-keys";
import type { Split } from "./split";
import { soldItems } from "./truncate-snapshot";

export interface RankedList {
  /** Item indices, best first, at most `LIST_LENGTH`. */
  readonly items: Int32Array;
  readonly scores: Float64Array;
}

/** The past of one user of the split: everything the truncated snapshot holds of them. */
export function historyOf(split: Split, user: number): History {
  const { lines } = split.past;
  return sliceHistory(lines, lines.userOffset[user], lines.userOffset[user + 1]);
}

/**
 * Ranks the full catalogue (every item sold before the cutoff, no sampled negatives) for the users at the given
 * positions of `split.users`. Ties break by item index, the order of product ids.
 */
export function rankUsers(
  scorer: Scorer,
  split: Split,
  positions: Int32Array,
  onUser?: (done: number) => void,
): RankedList[] {
  const sold = soldItems(split.past);
  const out = new Float64Array(split.past.lines.itemCount);
  const lists: RankedList[] = [];
  for (const position of positions) {
    const user = split.users[position];
    scorer.scoreUser({ user, history: historyOf(split, user), asOfSec: split.asOfSec[position], out });
    for (let item = 0; item < out.length; item++) if (sold[item] === 0) out[item] = Number.NEGATIVE_INFINITY;
    lists.push(topItems(out, LIST_LENGTH));
    onUser?.(lists.length);
  }
  return lists;
}

/** The k best candidates; what a scorer left at -Infinity is never listed, so a list may be short. */
export function topItems(scores: Float64Array, k: number): RankedList {
  const best = topK(scores, k);
  let length = best.length;
  while (length > 0 && scores[best[length - 1]] === Number.NEGATIVE_INFINITY) length--;
  const items = best.slice(0, length);
  return { items, scores: Float64Array.from(items, (item) => scores[item]) };
}
