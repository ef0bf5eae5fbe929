import type { History } from "@/lib/domain/interactions";

/** The distinct products of one order, ascending. */
export interface Basket {
  readonly order: number;
  /** Time of the order's first line, seconds since 1970 UTC. */
  readonly timeSec: number;
  readonly items: Int32Array;
}

/** Baskets of a history, oldest first (ties by order index). */
export function basketsOf(history: History): Basket[] {
  const byOrder = new Map<number, { timeSec: number; items: number[] }>();
  for (let line = 0; line < history.item.length; line++) {
    const order = history.order[line];
    const basket = byOrder.get(order);
    if (basket === undefined) byOrder.set(order, { timeSec: history.timeSec[line], items: [history.item[line]] });
    else basket.items.push(history.item[line]);
  }
  const baskets: Basket[] = [];
  for (const [order, { timeSec, items }] of byOrder) {
    const sorted = Int32Array.from(items).sort();
    let length = 0;
    for (let i = 0; i < sorted.length; i++) {
      if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[length++] = sorted[i];
    }
    baskets.push({ order, timeSec, items: sorted.slice(0, length) });
  }
  return baskets.sort((a, b) => a.timeSec - b.timeSec || a.order - b.order);
}
