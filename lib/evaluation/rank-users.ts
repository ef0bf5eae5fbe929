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

/** What a user is shown: the whole list, and the list that would stand there without Discover. */
export interface UserLists extends RankedList {
  /** The best of the items that the user has bought before, by the same scores, at most `LIST_LENGTH`. */
  readonly reorder: Int32Array;
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
): UserLists[] {
  const sold = soldItems(split.past);
  const out = new Float64Array(split.past.lines.itemCount);
  const lists: UserLists[] = [];
  for (const position of positions) {
    const user = split.users[position];
    const history = historyOf(split, user);
    scorer.scoreUser({ user, history, asOfSec: split.asOfSec[position], out });
    for (let item = 0; item < out.length; item++) if (sold[item] === 0) out[item] = Number.NEGATIVE_INFINITY;
    lists.push({ ...topItems(out, LIST_LENGTH), reorder: topOwnedItems(out, history, LIST_LENGTH) });
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

/** The k best items of a history, ties by item index; what a scorer left at -Infinity or NaN is never listed. */
export function topOwnedItems(scores: Float64Array, history: Pick<History, "item">, k: number): Int32Array {
  const owned = [...new Set(history.item)].filter((item) => scores[item] > Number.NEGATIVE_INFINITY);
  return Int32Array.from(owned.sort((a, b) => scores[b] - scores[a] || a - b).slice(0, k));
}
