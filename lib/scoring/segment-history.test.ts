import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { historyBefore } from "@/lib/domain/interactions";
import { DEFAULT_SCORING_RULES } from "@/lib/domain/scoring-rules";
import { SEGMENTS } from "@/lib/domain/segment";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { TINY_START_SEC, tinySnapshot } from "@/lib/testing/tiny-snapshot";
import { monthCutoffs, segmentMovement, segmentStates } from "./segment-history";
import { segmentFactsOf, segmentOf } from "./segment-of";
import { snapshotIndexOf } from "./snapshot-index";

const rules = { ...DEFAULT_SCORING_RULES, segments: { heavyOrders: 6, regularOrders: 3, consistentShare: 0.4 } };
const dayOf = (day: number) => TINY_START_SEC + day * DAY_SEC;

const worlds = fc
  .array(
    fc.record({
      user: fc.constantFrom("1", "2"),
      item: fc.constantFrom("10", "11", "12"),
      order: fc.nat(8),
      day: fc.nat(100),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((lines) => tinySnapshot(lines.map((line) => ({ ...line, order: `${line.user}-${line.order}` }))));

describe("segmentStates", () => {
  it("says of every past instant what the segment rule says of the history before it", () => {
    fc.assert(
      fc.property(worlds, fc.uniqueArray(fc.nat(120), { minLength: 1, maxLength: 5 }), (snapshot, days) => {
        const cutoffs = days.sort((a, b) => a - b).map(dayOf);
        const index = snapshotIndexOf(snapshot);
        snapshot.customers.customerId.forEach((_, customer) => {
          const states = segmentStates(snapshot, customer, { index, cutoffs, rules });
          cutoffs.forEach((cutoffSec, at) => {
            const facts = segmentFactsOf([historyBefore(snapshot.lines, customer, cutoffSec)]);
            expect(states[at].segment).toBe(segmentOf(facts, rules));
          });
        });
      }),
    );
  });

  it("does not change when the future does", () => {
    fc.assert(
      fc.property(worlds, fc.nat(100), (snapshot, day) => {
        const index = snapshotIndexOf(snapshot);
        const at = (cutoffs: number[]) => segmentStates(snapshot, 0, { index, cutoffs, rules })[0];
        expect(at([dayOf(day)])).toEqual(at([dayOf(day), dayOf(200)]));
      }),
    );
  });

  it("counts as active, with what was bought, the year before the instant", () => {
    const snapshot = tinySnapshot([
      { user: "1", item: "10", order: "a", day: 0, quantity: 2, price: 5 },
      { user: "1", item: "10", order: "b", day: 300, quantity: 1, price: 7 },
    ]);
    const cutoffs = [dayOf(0), dayOf(301), dayOf(400), dayOf(800)];
    const states = segmentStates(snapshot, 0, { index: snapshotIndexOf(snapshot), cutoffs, rules });
    expect(states.map(({ isActive, value }) => [isActive, value])).toEqual([
      [false, 0],
      [true, 17],
      [true, 7],
      [false, 0],
    ]);
    expect(states[0].segment).toBe("NEW");
  });
});

describe("segmentMovement", () => {
  it("keeps every customer: rows sum to where they came from, columns to where they are", () => {
    const pair = fc.tuple(fc.constantFrom(...SEGMENTS), fc.constantFrom(...SEGMENTS));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 50 }), (pairs) => {
        const counts = segmentMovement(pairs);
        SEGMENTS.forEach((segment, at) => {
          const row = counts[at].reduce((sum, count) => sum + count, 0);
          const column = counts.reduce((sum, one) => sum + one[at], 0);
          expect(row).toBe(pairs.filter(([from]) => from === segment).length);
          expect(column).toBe(pairs.filter(([, to]) => to === segment).length);
        });
      }),
    );
  });
});

describe("monthCutoffs", () => {
  it("gives first days of months and the instant itself, once where they are one", () => {
    const iso = (list: number[]) => list.map((sec) => new Date(sec * 1000).toISOString().slice(0, 10));
    expect(iso(monthCutoffs(Date.UTC(2025, 10, 22) / 1000, 3))).toEqual([
      "2025-09-01",
      "2025-10-01",
      "2025-11-01",
      "2025-11-22",
    ]);
    expect(iso(monthCutoffs(Date.UTC(2025, 0, 1) / 1000, 2))).toEqual(["2024-12-01", "2025-01-01"]);
  });
});
