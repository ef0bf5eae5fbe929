import type { History } from "@/lib/domain/interactions";
import { median } from "@/lib/numeric/quantile";
import type { ItemStats } from "./item-stats";

/** Quantity of product `slot` in each of its orders, oldest first: lines of one order are added up. */
export function orderQuantities(stats: ItemStats, slot: number, history: History): number[] {
  const ofOrder = new Map<number, number>();
  for (let at = stats.lineOffset[slot]; at < stats.lineOffset[slot + 1]; at++) {
    const line = stats.lineOf[at];
    ofOrder.set(history.order[line], (ofOrder.get(history.order[line]) ?? 0) + history.quantity[line]);
  }
  return [...ofOrder.values()];
}

/** Median quantity of an order with the product. */
export function usualQuantity(stats: ItemStats, slot: number, history: History): number {
  if (stats.lineOffset[slot + 1] - stats.lineOffset[slot] === 1)
    return history.quantity[stats.lineOf[stats.lineOffset[slot]]];
  return median(orderQuantities(stats, slot, history)) ?? 0;
}

/** A quantity in whole packages: rounded up, one package at least. */
export function roundUpToPack(quantity: number, packingStandard: number): number {
  const pack = packingStandard > 0 ? packingStandard : 1;
  // A hair below a whole number of packs is rounding, not need.
  return Math.max(1, Math.ceil(quantity / pack - 1e-9)) * pack;
}
