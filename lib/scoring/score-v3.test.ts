import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { History } from "@/lib/domain/interactions";
import { DEFAULT_SCORING_RULES as rules } from "@/lib/domain/scoring-rules";
import { SEGMENTS } from "@/lib/domain/segment";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { componentsOf } from "./components";
import { itemStatsOf } from "./item-stats";
import { breakdownOf, scoreItems } from "./score-items";
import { pastOf, scoreV3, scoreV3Plus } from "./score-v3";
import { COMPONENT_KEYS, weightsOf } from "./weights-of";

interface Line {
  item: number;
  order: number;
  quantity: number;
  price: number;
}

const AS_OF = 100 * DAY_SEC;
const groupOf = (item: number) => (item % 4) - 1;

/** Lines as columns, sorted as a snapshot sorts them; the order of an id decides its time. */
function historyOf(lines: readonly Line[]): History {
  const timeOf = ({ order }: Line) => order * 3 * DAY_SEC + ((order * 7919) % DAY_SEC);
  const rows = [...lines].sort((a, b) => timeOf(a) - timeOf(b) || a.order - b.order || a.item - b.item);
  return {
    item: Int32Array.from(rows, (row) => row.item),
    order: Int32Array.from(rows, (row) => row.order),
    timeSec: Int32Array.from(rows, timeOf),
    quantity: Float64Array.from(rows, (row) => row.quantity),
    price: Float64Array.from(rows, (row) => row.price),
  };
}

const anyLine = fc.record({
  item: fc.integer({ min: 0, max: 12 }),
  order: fc.integer({ min: 0, max: 45 }),
  quantity: fc.integer({ min: 1, max: 9 }),
  price: fc.constantFrom(0, 1.25, 9.99),
});
const anyLines = fc.array(anyLine, { maxLength: 60 });
const anySegment = fc.constantFrom(...SEGMENTS);
const context = { segment: "LIGHT", asOfSec: AS_OF, rules } as const;

describe("scoreV3", () => {
  it("is wf * distinct orders / largest count + wr * exp(-days / 90)", () => {
    const lines = [
      { item: 5, order: 0 },
      { item: 5, order: 1 },
      { item: 2, order: 1 },
      { item: 2, order: 1 },
    ].map((line) => ({ ...line, quantity: 1, price: 0 }));
    const history = historyOf(lines);
    const days = (AS_OF - history.timeSec[3]) / DAY_SEC;
    const recency = Math.exp(-days / 90);
    for (const [segment, wf, wr] of [
      ["HEAVY", 0.6, 0.25],
      ["REGULAR_CONSISTENT", 0.5, 0.35],
      ["REGULAR_EXPLORATORY", 0.25, 0.5],
      ["LIGHT", 0.7, 0.3],
    ] as const) {
      const { items, scores } = scoreV3(history, { ...context, segment });
      expect([...items]).toEqual([2, 5]);
      expect([...scores]).toEqual([wf * 0.5 + wr * recency, wf * 1 + wr * recency]);
    }
  });

  it("takes the second before the as-of instant for history and the instant itself not", () => {
    const history = historyOf([{ item: 1, order: 5, quantity: 1, price: 0 }]);
    const [boughtSec] = history.timeSec;
    expect(scoreV3(history, { ...context, asOfSec: boughtSec + 1 }).items.length).toBe(1);
    expect(scoreV3(history, { ...context, asOfSec: boughtSec }).items.length).toBe(0);
  });

  it("of an empty history is empty", () => {
    expect(scoreV3(historyOf([]), context).items.length).toBe(0);
  });

  it("counts an order once though another order's line stands between two of its lines", () => {
    const history: History = {
      item: Int32Array.of(1, 1, 1, 2),
      order: Int32Array.of(8, 9, 8, 9),
      timeSec: Int32Array.of(0, 1, 2, 3),
      quantity: new Float64Array(4).fill(1),
      price: new Float64Array(4),
    };
    const stats = itemStatsOf(history);
    expect([[...stats.orders], stats.orderCount, stats.maxOrders]).toEqual([[2, 1], 2, 2]);
  });

  it("stays within 0 and 1", () => {
    fc.assert(
      fc.property(anyLines, anySegment, (lines, segment) => {
        const all = { ...context, segment, groupOf };
        for (const { scores } of [scoreV3(historyOf(lines), all), scoreV3Plus(historyOf(lines), all)]) {
          for (const score of scores) expect(score >= 0 && score <= 1 + 1e-12).toBe(true);
        }
      }),
    );
  });

  it("does not change when lines of the history are given in another order or twice", () => {
    fc.assert(
      fc.property(anyLines, fc.array(fc.nat()), anySegment, (lines, seed, segment) => {
        const shuffled = [...lines]
          .map((line, at) => ({ line, key: seed[at % Math.max(1, seed.length)] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ line }) => line);
        const expected = scoreV3(historyOf(lines), { ...context, segment });
        expect(scoreV3(historyOf(shuffled), { ...context, segment })).toEqual(expected);
        expect(scoreV3(historyOf([...lines, ...lines]), { ...context, segment })).toEqual(expected);
      }),
    );
  });

  it("never depends on lines at or after the as-of instant", () => {
    fc.assert(
      fc.property(anyLines, anySegment, fc.integer({ min: 0, max: 100 }), (lines, segment, day) => {
        const asOfSec = day * DAY_SEC;
        const whole = historyOf(lines);
        const past = whole.timeSec.findIndex((time) => time >= asOfSec);
        const kept = historyOf(
          lines.filter(({ order }) => historyOf([{ item: 0, order, quantity: 1, price: 0 }]).timeSec[0] < asOfSec),
        );
        expect(kept.item.length).toBe(past < 0 ? whole.item.length : past);
        const all = { rules, segment, asOfSec, groupOf };
        expect(scoreV3(whole, all)).toEqual(scoreV3(kept, all));
        expect(scoreV3Plus(whole, all)).toEqual(scoreV3Plus(kept, all));
      }),
    );
  });
});

describe("a breakdown", () => {
  it("adds up, in its order, exactly to the score, with every component present", () => {
    fc.assert(
      fc.property(anyLines, anySegment, fc.constantFrom("v3", "v3-plus"), (lines, segment, variant) => {
        const history = pastOf(historyOf(lines), AS_OF);
        const stats = itemStatsOf(history);
        const components = componentsOf({ stats, history, asOfSec: AS_OF, rules, groupOf });
        const weights = weightsOf(rules, segment, variant as "v3" | "v3-plus");
        const scores = scoreItems(stats.length, components, weights);
        for (let slot = 0; slot < stats.length; slot++) {
          const parts = breakdownOf(slot, components, weights);
          expect(parts.map(({ key }) => key)).toEqual([...COMPONENT_KEYS]);
          expect(parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(scores[slot]);
          for (const { raw, weight, contribution } of parts) {
            expect(raw >= 0 && raw <= 1).toBe(true);
            expect(contribution).toBe(weight * raw);
          }
        }
      }),
    );
  });
});

describe("weightsOf", () => {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

  it("gives v3 the published two and 0 to the rest", () => {
    expect(weightsOf(rules, "HEAVY", "v3")).toEqual({
      frequency: 0.6,
      recency: 0.25,
      dueness: 0,
      monetary: 0,
      breadth: 0,
    });
  });

  it("gives v3-plus all of the weight in every segment", () => {
    for (const segment of SEGMENTS) expect(sum(Object.values(weightsOf(rules, segment, "v3-plus")))).toBeCloseTo(1, 12);
    expect(weightsOf(rules, "LIGHT", "v3-plus")).toEqual(weightsOf(rules, "LIGHT", "v3"));
  });
});
