import type { Interactions } from "@/lib/domain/interactions";
import { type ItemLines, userOfLine } from "./item-lines";

export interface Companion {
  readonly item: number;
  /** Orders that hold both. */
  readonly orders: number;
  /** Share of the product's own orders that hold the other too. */
  readonly share: number;
}

/** Imagined pairs at chance level that a pair's count is diluted with: one common order says little. */
const SHRINKAGE = 5;
const LEAST_ORDERS = 2;

/**
 * What is ordered with an item more often than chance has it, by the shrunk lift (seen + s) / (expected + s) (Brin et al.,
 * "Beyond Market Baskets", 1997), ties by item. All agreements' orders before `asOfSec` count.
 */
export function goesWith(
  lines: Interactions,
  { itemLines, item, asOfSec, limit }: { itemLines: ItemLines; item: number; asOfSec: number; limit: number },
): Companion[] {
  const together = new Map<number, number>();
  const own = new Set<number>();
  for (let at = itemLines.offset[item]; at < itemLines.offset[item + 1]; at++) {
    const line = itemLines.line[at];
    const order = lines.order[line];
    if (lines.timeSec[line] >= asOfSec || own.has(order)) continue;
    own.add(order);
    for (const other of orderItems(lines, line))
      if (other !== item) together.set(other, (together.get(other) ?? 0) + 1);
  }
  const strength = (other: number, seen: number) => {
    const sold = itemLines.offset[other + 1] - itemLines.offset[other];
    const expected = (own.size * sold) / Math.max(1, lines.orderCount);
    return (seen + SHRINKAGE) / (expected + SHRINKAGE);
  };
  return [...together]
    .filter(([other, seen]) => seen >= LEAST_ORDERS && strength(other, seen) > 1)
    .sort((a, b) => strength(...b) - strength(...a) || a[0] - b[0])
    .slice(0, limit)
    .map(([other, orders]) => ({ item: other, orders, share: orders / own.size }));
}

/** Distinct items of the order that a line belongs to: an order's lines stand together within its agreement. */
function orderItems(lines: Interactions, line: number): Set<number> {
  const user = userOfLine(lines, line);
  const items = new Set<number>();
  const order = lines.order[line];
  for (let at = line; at >= lines.userOffset[user] && lines.order[at] === order; at--) items.add(lines.item[at]);
  for (let at = line + 1; at < lines.userOffset[user + 1] && lines.order[at] === order; at++) items.add(lines.item[at]);
  return items;
}
