import { DAY_SEC } from "@/lib/domain/snapshot";
import { topK } from "@/lib/numeric/top-k";
import type { PopulationShape } from "./item-demand";
import type { OwnPurchases } from "./own-purchases";
import type { PurchaseEvents } from "./purchase-events";

const LINKS_KEPT = 100;
/** A user's newest distinct items that take part in pairs: bounds the quadratic work for very broad customers. */
const MAX_ITEMS_PER_USER = 400;
const MAX_ITEMS_PER_ORDER = 60;
const LINK_HALF_LIFE_DAYS = 180;

/** For each item its most related items with a weight: rows of a sparse matrix. */
export interface LinkMatrix {
  readonly offset: Uint32Array;
  readonly item: Int32Array;
  readonly weight: Float32Array;
}

export interface ItemLinks {
  /** Cosine of the items' user vectors (Sarwar et al., "Item-based collaborative filtering", WWW 2001). */
  readonly together: LinkMatrix;
  /** a -> b: b bought in the order right after one with a, over the number of orders with a. */
  readonly next: LinkMatrix;
  /** a -> b bought in the same order, cosine. */
  readonly basket: LinkMatrix;
}

export function buildItemLinks({ itemCount, cutoffSec, events }: PopulationShape): ItemLinks {
  return {
    together: strongest({ itemCount, rowsOf: userRows(events, { itemCount, cutoffSec }), cosine: true }),
    next: strongest({ itemCount, rowsOf: transitionRows(events, cutoffSec), cosine: false }),
    basket: strongest({ itemCount, rowsOf: orderRows(events, cutoffSec), cosine: true }),
  };
}

/** Pairs of item sets: every item of `from` is linked to every item of `to` with the weight. */
interface PairRow {
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly weight: number;
}

function userRows(
  events: readonly PurchaseEvents[],
  { itemCount, cutoffSec }: { itemCount: number; cutoffSec: number },
): PairRow[] {
  const seen = new Int32Array(itemCount).fill(-1);
  return events.flatMap((own, user) => {
    const items: number[] = [];
    for (let e = own.count - 1; e >= 0 && items.length < MAX_ITEMS_PER_USER; e--) {
      if (seen[own.item[e]] === user) continue;
      seen[own.item[e]] = user;
      items.push(own.item[e]);
    }
    if (items.length < 2) return [];
    const age = (cutoffSec - own.timeSec[own.count - 1]) / DAY_SEC;
    // A user who knows everything says little about any pair.
    return [{ from: items, to: items, weight: 0.5 ** (age / (2 * LINK_HALF_LIFE_DAYS)) / Math.log1p(items.length) }];
  });
}

function ordersOf(own: PurchaseEvents): { items: Int32Array; timeSec: number }[] {
  const orders: { items: Int32Array; timeSec: number }[] = [];
  let from = 0;
  for (let e = 1; e <= own.count; e++) {
    if (e < own.count && own.orderNumber[e] === own.orderNumber[from]) continue;
    orders.push({
      items: own.item.subarray(from, Math.min(e, from + MAX_ITEMS_PER_ORDER)),
      timeSec: own.timeSec[from],
    });
    from = e;
  }
  return orders;
}

const decay = (cutoffSec: number, timeSec: number) => 0.5 ** ((cutoffSec - timeSec) / DAY_SEC / LINK_HALF_LIFE_DAYS);

function transitionRows(events: readonly PurchaseEvents[], cutoffSec: number): PairRow[] {
  return events.flatMap((own) => {
    const orders = ordersOf(own);
    return orders
      .slice(1)
      .map((order, i) => ({ from: orders[i].items, to: order.items, weight: decay(cutoffSec, order.timeSec) }));
  });
}

function orderRows(events: readonly PurchaseEvents[], cutoffSec: number): PairRow[] {
  return events.flatMap((own) =>
    ordersOf(own)
      .filter((order) => order.items.length > 1)
      .map((order) => ({
        from: order.items,
        to: order.items,
        weight: decay(cutoffSec, order.timeSec) / Math.log1p(order.items.length),
      })),
  );
}

/** Sums the pair weights by source item and keeps each item's strongest targets. */
function strongest({
  itemCount,
  rowsOf,
  cosine,
}: {
  itemCount: number;
  rowsOf: readonly PairRow[];
  cosine: boolean;
}): LinkMatrix {
  // Rows that hold each item, so that one dense accumulator serves one source at a time.
  const rowOffset = new Uint32Array(itemCount + 1);
  for (const { from } of rowsOf) for (let i = 0; i < from.length; i++) rowOffset[from[i] + 1]++;
  for (let item = 0; item < itemCount; item++) rowOffset[item + 1] += rowOffset[item];
  const next = rowOffset.slice(0, itemCount);
  const rowIndex = new Int32Array(rowOffset[itemCount]);
  for (const [row, { from }] of rowsOf.entries()) for (let i = 0; i < from.length; i++) rowIndex[next[from[i]]++] = row;
  const mass = new Float64Array(itemCount);
  for (const { to, weight } of rowsOf) for (let i = 0; i < to.length; i++) mass[to[i]] += weight;

  const sums = new Float64Array(itemCount);
  const touched = new Int32Array(itemCount);
  const found = new Float64Array(itemCount);
  const offset = new Uint32Array(itemCount + 1);
  const items: number[] = [];
  const weights: number[] = [];
  for (let source = 0; source < itemCount; source++) {
    let count = 0;
    let fromMass = 0;
    for (let at = rowOffset[source]; at < rowOffset[source + 1]; at++) {
      const { to, weight } = rowsOf[rowIndex[at]];
      fromMass += weight;
      for (let i = 0; i < to.length; i++) {
        const target = to[i];
        if (sums[target] === 0) touched[count++] = target;
        sums[target] += weight;
      }
    }
    for (let i = 0; i < count; i++) {
      const target = touched[i];
      const isSelf = cosine && target === source;
      found[i] = isSelf
        ? Number.NaN
        : cosine
          ? sums[target] / Math.sqrt(fromMass * mass[target] + 1e-9)
          : sums[target] / (fromMass + 1);
      sums[target] = 0;
    }
    for (const place of topK(found.subarray(0, count), LINKS_KEPT)) {
      items.push(touched[place]);
      weights.push(found[place]);
    }
    offset[source + 1] = items.length;
  }
  return { offset, item: Int32Array.from(items), weight: Float32Array.from(weights) };
}

/** Adds each own item's links, weighed by `weightOf(slot)`; slots of weight 0 are skipped. */
export function linkScores(
  links: LinkMatrix,
  { own, weightOf, out }: { own: OwnPurchases; weightOf: (slot: number) => number; out: Float64Array },
): void {
  out.fill(0);
  for (let slot = 0; slot < own.count; slot++) {
    const weight = weightOf(slot);
    if (weight === 0) continue;
    for (let at = links.offset[own.item[slot]]; at < links.offset[own.item[slot] + 1]; at++)
      out[links.item[at]] += weight * links.weight[at];
  }
}
