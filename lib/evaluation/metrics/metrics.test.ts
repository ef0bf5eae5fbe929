import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averagePrecision } from "./average-precision";
import { precisionCeiling, recallCeiling } from "./ceiling";
import { coverage } from "./coverage";
import { diversity } from "./diversity";
import { hitRate } from "./hit-rate";
import { kindPrecisionRecall } from "./kind-precision-recall";
import { ndcg } from "./ndcg";
import { novelty, selfInformationOf } from "./novelty";
import { precision } from "./precision";
import { recall } from "./recall";
import { reciprocalRank } from "./reciprocal-rank";
import { revenueRecall } from "./revenue-recall";

/** Places 2 and 4 of five were bought; four items were bought in all. */
const hits = Uint8Array.from([0, 1, 0, 1, 0]);
const relevant = 4;

describe("metrics of a list worked out by hand", () => {
  it("divides precision by k even when the list is shorter", () => {
    expect(precision(hits, 4)).toBe(0.5);
    expect(precision(hits, 10)).toBe(0.2);
  });

  it("divides recall by everything bought", () => {
    expect(recall(hits, 2, relevant)).toBe(0.25);
    expect(recall(hits, 5, relevant)).toBe(0.5);
  });

  it("discounts gains by log2 and normalises by the best list of min(k, relevant)", () => {
    const gain = 1 / Math.log2(3) + 1 / Math.log2(5);
    const ideal = 1 + 1 / Math.log2(3) + 1 / Math.log2(4) + 1 / Math.log2(5);
    expect(ndcg(hits, 5, relevant)).toBeCloseTo(gain / ideal, 12);
    expect(ndcg(Uint8Array.from([1]), 5, 1)).toBe(1);
  });

  it("counts a user as hit from the first hit on", () => {
    expect(hitRate(hits, 1)).toBe(0);
    expect(hitRate(hits, 2)).toBe(1);
  });

  it("takes the reciprocal of the first hit's place", () => {
    expect(reciprocalRank(hits, 5)).toBe(0.5);
    expect(reciprocalRank(hits, 1)).toBe(0);
  });

  it("averages the precision at each hit", () => {
    expect(averagePrecision(hits, 5, relevant)).toBeCloseTo((1 / 2 + 2 / 4) / 4, 12);
  });

  it("weighs recall by value, and has none where nothing was priced", () => {
    expect(revenueRecall(Float64Array.from([0, 30, 0, 10, 0]), 3, 60)).toBe(0.5);
    expect(revenueRecall(Float64Array.from([0]), 3, 0)).toBeNull();
  });

  it("keeps a gap a gap when no item of a kind is shown or bought", () => {
    const list = { hits, isKind: Uint8Array.from([1, 1, 0, 0, 0]) };
    expect(kindPrecisionRecall(list, 5, 3)).toEqual({ precision: 0.5, recall: 1 / 3 });
    expect(kindPrecisionRecall({ hits, isKind: new Uint8Array(5) }, 5, 0)).toEqual({ precision: null, recall: null });
  });

  it("counts distinct items over the catalogue, and distinct groups over the list", () => {
    expect(coverage([Int32Array.of(0, 1), Int32Array.of(1, 2)], 1, 4)).toBe(0.5);
    expect(coverage([], 1, 4)).toBeNull();
    expect(diversity(Int32Array.of(0, 1, 2), 3, Int32Array.of(5, 5, -1))).toBe(0.5);
    expect(diversity(Int32Array.of(2), 3, Int32Array.of(5, 5, -1))).toBeNull();
  });

  it("finds an item known to half of the users one bit novel", () => {
    expect(novelty(Int32Array.of(0, 1), 2, selfInformationOf(Int32Array.of(2, 4), 4))).toBe(0.5);
    expect(novelty(new Int32Array(0), 2, new Float64Array(0))).toBeNull();
  });

  it("puts the ceiling where an oracle stands", () => {
    expect(precisionCeiling(20, 5)).toBe(0.25);
    expect(recallCeiling(20, 40)).toBe(0.5);
  });
});

describe("metrics of any list", () => {
  it("stay between 0 and their ceiling", () => {
    const lists = fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 30 });
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 25 }), fc.integer({ min: 0, max: 20 }), (flags, k, more) => {
        const list = Uint8Array.from(flags);
        const bought = flags.reduce((sum, flag) => sum + flag, 0) + more;
        if (bought === 0) return;
        expect(precision(list, k)).toBeLessThanOrEqual(precisionCeiling(k, bought));
        expect(recall(list, k, bought)).toBeLessThanOrEqual(recallCeiling(k, bought) + 1e-12);
        for (const value of [ndcg(list, k, bought), averagePrecision(list, k, bought)]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
      { numRuns: 100 },
    );
  });
});
