import type { History } from "@/lib/domain/interactions";

/** Orders and their value in one calendar month (UTC). */
export interface MonthOrders {
  /** `2025-03`. */
  readonly month: string;
  readonly orders: number;
  /** Sum of quantity x price of the priced lines, EUR; null when the month has lines and none is priced. */
  readonly value: number | null;
}

/**
 * Orders by month over several histories (each cut before `asOfSec`), from the month of the first order to the month
 * that `asOfSec` ends; months without orders are present. An order counts in the month of its first line.
 */
export function monthlyOrders(histories: readonly History[], asOfSec: number): MonthOrders[] {
  const counts = new Map<number, { orders: number; value: number; lines: number; priced: number }>();
  const seen = new Set<number>();
  const monthOf = monthFinder();
  let first = Number.POSITIVE_INFINITY;
  for (const { item, order, timeSec, quantity, price } of histories) {
    for (let line = 0; line < item.length; line++) {
      const month = monthOf(timeSec[line]);
      first = Math.min(first, month);
      let count = counts.get(month);
      if (count === undefined) {
        count = { orders: 0, value: 0, lines: 0, priced: 0 };
        counts.set(month, count);
      }
      if (!seen.has(order[line])) {
        seen.add(order[line]);
        count.orders++;
      }
      count.lines++;
      if (price[line] > 0) {
        count.priced++;
        count.value += quantity[line] * price[line];
      }
    }
  }
  const months: MonthOrders[] = [];
  if (counts.size === 0) return months;
  for (let month = first; month <= monthOf(asOfSec - 1); month++) {
    const count = counts.get(month) ?? { orders: 0, value: 0, lines: 0, priced: 0 };
    const value = count.lines > 0 && count.priced === 0 ? null : count.value;
    months.push({ month: monthText(month), orders: count.orders, value });
  }
  return months;
}

/** Month number of an instant; lines come in time order, so the last month found is nearly always the next one's. */
function monthFinder(): (timeSec: number) => number {
  let fromSec = 0;
  let toSec = 0;
  let month = 0;
  return (timeSec) => {
    if (timeSec < fromSec || timeSec >= toSec) {
      const date = new Date(timeSec * 1000);
      month = date.getUTCFullYear() * 12 + date.getUTCMonth();
      fromSec = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 1000;
      toSec = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000;
    }
    return month;
  };
}

function monthText(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
}
