import { describe, expect, it } from "vitest";
import { itemStatsOf } from "./item-stats";
import { roundUpToPack, usualQuantity } from "./suggested-quantity";

describe("roundUpToPack", () => {
  it("rounds up to whole packages, one at least", () => {
    expect(roundUpToPack(5, 4)).toBe(8);
    expect(roundUpToPack(8, 4)).toBe(8);
    expect(roundUpToPack(0.5, 1)).toBe(1);
    expect(roundUpToPack(2.5, 1)).toBe(3);
    expect(roundUpToPack(0.3, 0.1)).toBeCloseTo(0.3, 12);
  });
});

describe("usualQuantity", () => {
  it("is the median over orders, whose lines are added up", () => {
    const history = {
      item: new Int32Array(4),
      order: Int32Array.of(0, 0, 1, 2),
      timeSec: Int32Array.of(0, 0, 1, 2),
      quantity: Float64Array.of(2, 3, 1, 10),
      price: new Float64Array(4),
    };
    expect(usualQuantity(itemStatsOf(history), 0, history)).toBe(5);
  });
});
