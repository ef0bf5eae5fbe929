/**
 * Purchase lines as columns. A *user* is a customer's agreement and an *item* a product (the words of the
 * recommender literature, used inside the engine only); both are dense indices in the order of `compareIds`.
 */

/** Purchase lines of one user, oldest first. All columns have the same length; one entry is one order line. */
export interface History {
  /** Item index of each line. */
  readonly item: Int32Array;
  /** Dense order index of each line: equal means the same order (basket). */
  readonly order: Int32Array;
  /** Seconds since 1970-01-01 UTC, non-decreasing. */
  readonly timeSec: Int32Array;
  /** Units bought, > 0. */
  readonly quantity: Float64Array;
  /** EUR net per unit; 0 = not priced yet (leave it out of value sums). */
  readonly price: Float64Array;
}

/** The lines of all users: `History` columns sorted by (user, time, order, item, quantity, price), with row offsets per user. */
export interface Interactions extends History {
  readonly userCount: number;
  readonly itemCount: number;
  readonly orderCount: number;
  /** Length userCount + 1: the lines of user u are [userOffset[u], userOffset[u + 1]). */
  readonly userOffset: Uint32Array;
}

/** Columns `[from, to)` as views: no copy. */
export function sliceHistory(lines: History, from: number, to: number): History {
  return {
    item: lines.item.subarray(from, to),
    order: lines.order.subarray(from, to),
    timeSec: lines.timeSec.subarray(from, to),
    quantity: lines.quantity.subarray(from, to),
    price: lines.price.subarray(from, to),
  };
}

/** Index of the first line of `[from, to)` with `timeSec >= cutoffSec` (binary search). */
export function firstAtOrAfter(timeSec: Int32Array, cutoffSec: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeSec[middle] < cutoffSec) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A user's lines strictly before the cutoff, as views. */
export function historyBefore(lines: Interactions, user: number, cutoffSec: number): History {
  const from = lines.userOffset[user];
  return sliceHistory(lines, from, firstAtOrAfter(lines.timeSec, cutoffSec, from, lines.userOffset[user + 1]));
}
