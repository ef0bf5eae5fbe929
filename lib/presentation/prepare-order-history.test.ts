import { describe, expect, it } from "vitest";
import { prepareOrderHistory } from "./prepare-order-history";

const months = (...orders: number[]) =>
  orders.map((count, at) => ({
    month: `2026-${String(at + 1).padStart(2, "0")}`,
    orders: count,
    value: count === 0 ? null : count * 10,
  }));

describe("prepareOrderHistory", () => {
  it("counts over the shown range only and leaves a gap a gap", () => {
    const history = prepareOrderHistory(months(9, 0, 2, 1), 3);
    expect(history.points.map((point) => point.value)).toEqual([null, 20, 10]);
    expect(history).toMatchObject({ totalOrders: 3, totalValue: 30, monthsWithOrders: 2, recentQuarter: null });
  });

  it("finds the busiest month, the later on a tie, and the last active one", () => {
    const history = prepareOrderHistory(months(3, 1, 3, 0), null);
    expect(history.busiest?.month).toBe("2026-03");
    expect(history.lastActive?.month).toBe("2026-03");
  });

  it("compares the last quarter with the one before", () => {
    expect(prepareOrderHistory(months(1, 1, 1, 2, 2, 2), null).recentQuarter).toEqual({ orders: 6, before: 3 });
  });

  it("answers an empty history without figures", () => {
    expect(prepareOrderHistory([], 12)).toMatchObject({
      totalOrders: 0,
      busiest: null,
      lastActive: null,
      hasValues: false,
    });
  });
});
