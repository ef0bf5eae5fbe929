import { describe, expect, it } from "vitest";
import type { History } from "@/lib/domain/interactions";
import { monthlyOrders } from "./monthly-orders";

const sec = (text: string) => Date.parse(text) / 1000;
const history = (...lines: [order: number, at: string, quantity: number, price: number][]): History => ({
  item: new Int32Array(lines.length),
  order: Int32Array.from(lines, ([order]) => order),
  timeSec: Int32Array.from(lines, ([, at]) => sec(at)),
  quantity: Float64Array.from(lines, ([, , quantity]) => quantity),
  price: Float64Array.from(lines, ([, , , price]) => price),
});

describe("monthlyOrders", () => {
  it("runs from the first order to the month that the as-of instant ends, months without orders included", () => {
    const lines = history(
      [1, "2023-11-30T23:59:59Z", 2, 5],
      [1, "2023-12-01T00:00:00Z", 1, 7],
      [2, "2024-02-10T12:00:00Z", 1, 0],
    );
    expect(monthlyOrders([lines], sec("2024-04-01T00:00:00Z"))).toEqual([
      { month: "2023-11", orders: 1, value: 10 },
      { month: "2023-12", orders: 0, value: 7 },
      { month: "2024-01", orders: 0, value: 0 },
      { month: "2024-02", orders: 1, value: null },
      { month: "2024-03", orders: 0, value: 0 },
    ]);
  });

  it("adds up several histories", () => {
    const months = monthlyOrders(
      [history([1, "2024-01-05T00:00:00Z", 1, 1]), history([2, "2024-01-04T00:00:00Z", 1, 2])],
      sec("2024-01-06T00:00:00Z"),
    );
    expect(months).toEqual([{ month: "2024-01", orders: 2, value: 3 }]);
  });

  it("of nothing is empty", () => {
    expect(monthlyOrders([], sec("2024-01-01T00:00:00Z"))).toEqual([]);
  });
});
