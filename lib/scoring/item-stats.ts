import type { History } from "@/lib/domain/interactions";

/**
 * What one agreement's history says about each distinct product: columns of equal length, ascending by item index.
 * `lineOf` from `lineOffset[s]` to `lineOffset[s + 1]` are the lines of product s, in the order of the history.
 */
export interface ItemStats {
  readonly length: number;
  readonly item: Int32Array;
  /** Distinct orders with the product. */
  readonly orders: Int32Array;
  readonly firstSec: Float64Array;
  readonly lastSec: Float64Array;
  /** Sum of quantity x price of the priced lines, EUR. */
  readonly value: Float64Array;
  /** Newest price above 0; 0 = never priced. */
  readonly lastPrice: Float64Array;
  readonly lineOffset: Int32Array;
  readonly lineOf: Int32Array;
  /** Distinct orders of the whole history. */
  readonly orderCount: number;
  /** Largest of `orders`; 0 for an empty history. */
  readonly maxOrders: number;
}

/** Aggregates a history by product. `byItem` orders the products; ascending index unless given. */
export function itemStatsOf(history: History, byItem: (a: number, b: number) => number = (a, b) => a - b): ItemStats {
  const lines = history.item.length;
  const slotOfItem = new Map<number, number>();
  for (let line = 0; line < lines; line++) slotOfItem.set(history.item[line], 0);
  const item = Int32Array.from(slotOfItem.keys()).sort(byItem);
  for (let slot = 0; slot < item.length; slot++) slotOfItem.set(item[slot], slot);

  const slotOfLine = new Int32Array(lines);
  const lineOffset = new Int32Array(item.length + 1);
  for (let line = 0; line < lines; line++) {
    const slot = slotOfItem.get(history.item[line]) as number;
    slotOfLine[line] = slot;
    lineOffset[slot + 1]++;
  }
  for (let slot = 0; slot < item.length; slot++) lineOffset[slot + 1] += lineOffset[slot];

  const fill = lineOffset.slice(0, item.length);
  const lineOf = new Int32Array(lines);
  const value = new Float64Array(item.length);
  const lastPrice = new Float64Array(item.length);
  for (let line = 0; line < lines; line++) {
    const slot = slotOfLine[line];
    lineOf[fill[slot]++] = line;
    if (history.price[line] > 0) {
      value[slot] += history.quantity[line] * history.price[line];
      lastPrice[slot] = history.price[line];
    }
  }
  const firstSec = new Float64Array(item.length);
  const lastSec = new Float64Array(item.length);
  for (let slot = 0; slot < item.length; slot++) {
    firstSec[slot] = history.timeSec[lineOf[lineOffset[slot]]];
    lastSec[slot] = history.timeSec[lineOf[lineOffset[slot + 1] - 1]];
  }
  const { orders, orderCount } = countOrders(history, lineOffset, lineOf);
  let maxOrders = 0;
  for (let slot = 0; slot < orders.length; slot++) if (orders[slot] > maxOrders) maxOrders = orders[slot];
  return {
    length: item.length,
    item,
    orders,
    firstSec,
    lastSec,
    value,
    lastPrice,
    lineOffset,
    lineOf,
    orderCount,
    maxOrders,
  };
}

/**
 * Distinct orders per product and in all. Lines of an order usually stand together; where an order's lines carry
 * different times and another order lies between, only a set tells how many orders there are.
 */
function countOrders(history: History, lineOffset: Int32Array, lineOf: Int32Array) {
  const orders = new Int32Array(lineOffset.length - 1);
  for (let slot = 0; slot < orders.length; slot++) {
    const from = lineOffset[slot];
    const to = lineOffset[slot + 1];
    if (to - from === 1) {
      orders[slot] = 1;
      continue;
    }
    let changes = 1;
    for (let at = from + 1; at < to; at++) if (history.order[lineOf[at]] !== history.order[lineOf[at - 1]]) changes++;
    if (changes > 2) {
      const distinct = new Set<number>();
      for (let at = from; at < to; at++) distinct.add(history.order[lineOf[at]]);
      changes = distinct.size;
    }
    orders[slot] = changes;
  }
  const distinct = new Set<number>();
  let last = -1;
  for (let line = 0; line < history.order.length; line++) {
    if (history.order[line] !== last) {
      last = history.order[line];
      distinct.add(last);
    }
  }
  return { orders, orderCount: distinct.size };
}
