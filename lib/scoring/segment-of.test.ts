import { describe, expect, it } from "vitest";
import { DEFAULT_SCORING_RULES as rules } from "@/lib/domain/scoring-rules";
import { segmentFactsOf, segmentOf } from "./segment-of";

const facts = (orders: number, distinctProducts = 10, repeatedProducts = 0) => ({
  orders,
  distinctProducts,
  repeatedProducts,
});
const columns = (lines: readonly (readonly [item: number, order: number])[]) => ({
  item: Int32Array.from(lines, ([item]) => item),
  order: Int32Array.from(lines, ([, order]) => order),
  timeSec: Int32Array.from(lines, (_, at) => at),
  quantity: Float64Array.from(lines, () => 1),
  price: Float64Array.from(lines, () => 0),
});

describe("segmentOf", () => {
  it("draws the line at 100 and at 500 distinct orders", () => {
    expect(segmentOf(facts(0, 0), rules)).toBe("NEW");
    expect(segmentOf(facts(1), rules)).toBe("LIGHT");
    expect(segmentOf(facts(99, 10, 10), rules)).toBe("LIGHT");
    expect(segmentOf(facts(100), rules)).toBe("REGULAR_EXPLORATORY");
    expect(segmentOf(facts(499), rules)).toBe("REGULAR_EXPLORATORY");
    expect(segmentOf(facts(500), rules)).toBe("HEAVY");
  });

  it("calls a regular customer consistent from 40% of products bought in two or more orders", () => {
    expect(segmentOf(facts(100, 1000, 399), rules)).toBe("REGULAR_EXPLORATORY");
    expect(segmentOf(facts(100, 1000, 400), rules)).toBe("REGULAR_CONSISTENT");
    expect(segmentOf(facts(499, 5, 2), rules)).toBe("REGULAR_CONSISTENT");
  });

  it("is exact at the threshold for every number of products", () => {
    for (let fifth = 1; fifth <= 2000; fifth++) {
      expect(segmentOf(facts(100, 5 * fifth, 2 * fifth), rules)).toBe("REGULAR_CONSISTENT");
      expect(segmentOf(facts(100, 5 * fifth, 2 * fifth - 1), rules)).toBe("REGULAR_EXPLORATORY");
    }
  });
});

describe("segmentFactsOf", () => {
  it("counts orders and products over all agreements of a customer, each once", () => {
    const first = columns([
      [1, 10],
      [1, 10],
      [2, 10],
    ]);
    const second = columns([
      [1, 11],
      [3, 12],
      [3, 13],
      [3, 14],
    ]);
    expect(segmentFactsOf([first, second])).toEqual({ orders: 5, distinctProducts: 3, repeatedProducts: 2 });
  });

  it("does not take two lines of one order for a repeat", () => {
    expect(
      segmentFactsOf([
        columns([
          [7, 1],
          [7, 1],
          [7, 1],
        ]),
      ]).repeatedProducts,
    ).toBe(0);
  });

  it("of nothing is nothing", () => {
    expect(segmentFactsOf([])).toEqual({ orders: 0, distinctProducts: 0, repeatedProducts: 0 });
  });
});
