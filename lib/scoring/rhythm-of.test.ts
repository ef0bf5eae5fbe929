import { describe, expect, it } from "vitest";
import type { History } from "@/lib/domain/interactions";
import { DEFAULT_SCORING_RULES as rules } from "@/lib/domain/scoring-rules";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { itemStatsOf } from "./item-stats";
import { rhythmOf, rhythmState } from "./rhythm-of";

/** One product bought on the given days since 2024-01-01 (fractions are hours), each purchase an order. */
function bought(...days: number[]): History {
  const from = Date.UTC(2024, 0, 1) / 1000;
  return {
    item: new Int32Array(days.length),
    order: Int32Array.from(days, (_, at) => at),
    timeSec: Int32Array.from(days, (day) => from + day * DAY_SEC),
    quantity: new Float64Array(days.length).fill(1),
    price: new Float64Array(days.length),
  };
}

function rhythm(asOfDay: number, ...days: number[]) {
  const history = bought(...days);
  return rhythmOf(itemStatsOf(history), 0, {
    history,
    asOfSec: Date.UTC(2024, 0, 1) / 1000 + asOfDay * DAY_SEC,
    rules,
  });
}

describe("rhythmOf", () => {
  it("takes the median of the intervals between order days", () => {
    expect(rhythm(70, 0, 10, 20, 60)).toMatchObject({ orders: 4, intervalDays: 10, daysSinceLast: 10, daysOverdue: 0 });
  });

  it("has no interval for one order day, however many orders it had", () => {
    expect(rhythm(30, 3.1, 3.5)).toMatchObject({ orders: 2, intervalDays: null, daysOverdue: null, state: "once" });
  });

  it("counts calendar months with a purchase of those since the first one, at most the months looked back on", () => {
    expect(rhythm(91, 0, 5, 40, 70)).toMatchObject({ monthsActive: 3, monthsSpan: 3 });
    expect(rhythm(91.5, 0, 5, 40, 70)).toMatchObject({ monthsActive: 3, monthsSpan: 4 });
    expect(rhythm(800, 0, 5, 700)).toMatchObject({ monthsActive: 1, monthsSpan: 12 });
  });
});

describe("rhythmState", () => {
  const state = (daysSinceLast: number, interval: number | null) =>
    rhythmState(daysSinceLast, interval, rules.rhythm).state;

  it("goes from upcoming over due and overdue to lapsed", () => {
    expect([74, 75, 100, 125, 126, 280, 281].map((days) => state(days, 100))).toEqual([
      "upcoming",
      "due",
      "due",
      "due",
      "overdue",
      "overdue",
      "lapsed",
    ]);
  });

  it("is not tighter than some days for a product bought nearly every day", () => {
    expect([0, 4, 5, 31, 32].map((days) => state(days, 1))).toEqual(["due", "due", "overdue", "overdue", "lapsed"]);
  });

  it("needs an interval", () => {
    expect(state(1000, null)).toBe("once");
  });
});
