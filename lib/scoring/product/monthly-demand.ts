import { monthlyOrders } from "../monthly-orders";
import type { ItemPurchases } from "./item-buyers";

/** Demand for a product in one calendar month (UTC). */
export interface MonthDemand {
  /** `2025-03`. */
  readonly month: string;
  readonly orders: number;
  readonly units: number;
  readonly value: number | null;
}

/** Orders, units and value by month, from the first purchase to the month that `asOfSec` ends; quiet months are present. */
export function monthlyDemand(purchases: readonly ItemPurchases[], asOfSec: number): MonthDemand[] {
  const units = new Map<string, number>();
  for (const { history } of purchases) {
    history.timeSec.forEach((timeSec, line) => {
      const month = new Date(timeSec * 1000).toISOString().slice(0, 7);
      units.set(month, (units.get(month) ?? 0) + history.quantity[line]);
    });
  }
  const months = monthlyOrders(
    purchases.map(({ history }) => history),
    asOfSec,
  );
  return months.map((month) => ({ ...month, units: units.get(month.month) ?? 0 }));
}
