import { describe, expect, it } from "vitest";
import { DAY_SEC, type Snapshot } from "@/lib/domain/snapshot";
import { historyOfUser } from "@/lib/scoring/user-vectors";
import { TINY_START_SEC, tinySnapshot } from "@/lib/testing/tiny-snapshot";
import type { ModelParams } from "@/lib/training/model";
import { modelNamed } from "@/lib/training/models";

const CUTOFF_SEC = TINY_START_SEC + 100 * DAY_SEC;

/**
 * Ann: {A, B} on day 40, {A} on day 90. Bob: {A, B} on day 80. Cid: {B, C} on day 95. Items A, B, C are 0, 1, 2.
 */
const snapshot = tinySnapshot([
  { user: "ann", item: "A", order: "1", day: 40 },
  { user: "ann", item: "B", order: "1", day: 40 },
  { user: "ann", item: "A", order: "2", day: 90 },
  { user: "bob", item: "A", order: "3", day: 80 },
  { user: "bob", item: "B", order: "3", day: 80 },
  { user: "cid", item: "B", order: "4", day: 95 },
  { user: "cid", item: "C", order: "4", day: 95 },
]);

function scoresOf(model: string, user: number, params: ModelParams = {}, data: Snapshot = snapshot): number[] {
  const scorer = modelNamed(model).fit({ snapshot: data, cutoffSec: CUTOFF_SEC, seed: 1, params });
  const out = new Float64Array(data.lines.itemCount);
  scorer.scoreUser({ user, history: historyOfUser(data.lines, user), asOfSec: CUTOFF_SEC, out });
  return [...out];
}

function expectScores(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, item) => {
    if (Number.isFinite(value)) expect(actual[item]).toBeCloseTo(value, 6);
    else expect(actual[item]).toBe(value);
  });
}

const NONE = Number.NEGATIVE_INFINITY;

describe("models against cases worked out by hand", () => {
  it("popularity counts orders of the last 30 days, or of all time", () => {
    expectScores(scoresOf("popularity", 0), [2, 2, 1]);
    expectScores(scoresOf("popularity", 0, { windowDays: null }), [3, 3, 1]);
  });

  it("personal-frequency counts the user's orders, the later product first among equals, and knows nothing else", () => {
    expectScores(scoresOf("personal-frequency", 0), [2, 1 + 1 / 4, NONE]);
  });

  it("personal-frequency-popular breaks ties by recent orders", () => {
    expectScores(scoresOf("personal-frequency-popular", 2), [2 / 3, 1 + 2 / 3, 1 + 1 / 3]);
  });

  it("v3 adds weighted frequency and recency of a LIGHT customer", () => {
    expectScores(scoresOf("v3", 0), [0.7 + 0.3 * Math.exp(-10 / 90), 0.35 + 0.3 * Math.exp(-60 / 90), NONE]);
  });

  it("repeat-hazard orders by repeats, and by exposure among equals", () => {
    const [a, b, c] = scoresOf("repeat-hazard", 0);
    expect(a).toBeGreaterThan(b);
    // One recent buyer of C among three users and one imagined.
    expect(c).toBeCloseTo(1 / 4, 12);
  });

  it("tifu-knn averages decayed baskets and groups, and blends the neighbours' mean", () => {
    const params = { neighbours: 1, alpha: 0.5, basketDecay: 0.9, groupDecay: 0.7, groups: 7 };
    // Ann: two groups of one basket each, the older decayed once: A (1 + .7) / 2, B .7 / 2.
    // Bob (A 1, B 1) and Cid (B 1, C 1): Bob is nearer, |a - b|^2 = .15^2 + .65^2 against .85^2 + .65^2 + 1.
    expectScores(scoresOf("tifu-knn", 0, params), [0.5 * 0.85 + 0.5, 0.5 * 0.35 + 0.5, 0]);
  });

  it("tifu-knn-calendar adds the baskets of a period and fades empty periods", () => {
    const params = { neighbours: 1, alpha: 1, groupDecay: 0.5, groupDays: 30 };
    // Periods back from day 100: day 90 is in the newest, day 40 in the second: of two, A 1/2 + .5/2, B .5/2.
    expectScores(scoresOf("tifu-knn-calendar", 0, params), [0.75, 0.25, 0]);
  });

  it("up-cf blends the shares of recent baskets by asymmetric cosine", () => {
    const params = { recentBaskets: 1, alpha: 0.5, locality: 1 };
    // Ann's last basket is {A}; Bob shares 2 of 2 items (1), Cid 1 (1/2).
    expectScores(scoresOf("up-cf", 0, params), [1 + 1, 1 + 0.5, 0.5]);
  });

  it("item-knn adds shrunk cosines of the user's items", () => {
    const params = { neighbours: 5, shrinkage: 1, halfLifeDays: 1e12 };
    // A: {ann, bob}, B: all, C: {cid}. cos(A, B) = 2 / (sqrt 6 + 1), cos(B, C) = 1 / (sqrt 3 + 1).
    const ab = 2 / (Math.sqrt(6) + 1);
    const bc = 1 / (Math.sqrt(3) + 1);
    expectScores(scoresOf("item-knn", 0, params), [2 + ab, 2 * ab + 1, bc]);
  });

  it("ease solves the ridge regression of each item on the others", () => {
    const data = tinySnapshot([
      { user: "1", item: "A", order: "1", day: 99 },
      { user: "1", item: "B", order: "1", day: 99 },
      { user: "2", item: "A", order: "2", day: 99 },
    ]);
    // One predictor each: b = x.y / (x.x + lambda): A from B 1 / (1 + 1), B from A 1 / (2 + 1).
    expectScores(scoresOf("ease", 0, { lambda: 1, halfLifeDays: 1e12 }, data), [1 / 2, 1 / 3]);
  });

  it("als with one factor reaches the fixed point of its two equations", () => {
    const data = tinySnapshot([{ user: "1", item: "A", order: "1", day: 99 }]);
    // x = c y / (c y^2 + lambda) and y = c x / (c x^2 + lambda): x = y, c x^2 + lambda = c, x^2 = 1 - lambda / c.
    const params = { factors: 1, sweeps: 200, alpha: 1, regularisation: 0.5, halfLifeDays: 1e12 };
    expectScores(scoresOf("als", 0, params, data), [1 - 0.5 / 2]);
  });

  it("mf-warp ranks what a user bought above what it did not", () => {
    const lines = ["a", "b", "c", "d"].flatMap((item, i) =>
      ["1", "2"].map((user) => ({ user: `${i % 2}${user}`, item, order: `${item}${user}`, day: 50 })),
    );
    const data = tinySnapshot(lines);
    const scores = scoresOf("mf-warp", 0, { epochs: 200 }, data);
    expect(Math.min(scores[0], scores[2])).toBeGreaterThan(Math.max(scores[1], scores[3]));
  });

  it("co-purchase adds the log of shrunk lifts, of orders for complements, of users less orders for substitutes", () => {
    const params = { shrinkage: 1, halfLifeDays: 1e12 };
    // Three orders hold two items each: A B twice, B C once. lift(A, B) = (2 + 1) / (2 * 3 / 3 + 1), none above chance.
    expectScores(scoresOf("co-purchase", 0, params), [0, 0, 0]);
    const wide = tinySnapshot([
      { user: "1", item: "A", order: "1", day: 90 },
      { user: "1", item: "B", order: "1", day: 90 },
      { user: "2", item: "C", order: "2", day: 90 },
      { user: "2", item: "D", order: "2", day: 90 },
      { user: "3", item: "C", order: "3", day: 90 },
      { user: "3", item: "E", order: "4", day: 91 },
    ]);
    // Two orders hold pairs: (1 + 1) / (1 / 2 + 1) for A and B. Of three users one has C and E, never in one order.
    expectScores(scoresOf("co-purchase", 0, params, wide), [Math.log(4 / 3), Math.log(4 / 3), 0, 0, 0]);
    const substitutes = scoresOf("co-purchase", 2, { ...params, relation: "substitutes" }, wide);
    expect(substitutes[4]).toBeCloseTo(Math.log(2 / (2 / 3 + 1)), 9);
  });

  it("text-similarity finds the product whose name is nearest", () => {
    const data = tinySnapshot(["A", "B", "C", "D"].map((item, i) => ({ user: String(i), item, order: item, day: 50 })));
    const name = ["oil filter front", "filters, oil", "brake pad", "brake pads rear"];
    const scores = scoresOf("text-similarity", 0, {}, { ...data, items: { ...data.items, name } });
    expect(scores[1]).toBeGreaterThan(scores[2]);
    expect(scores[1]).toBeGreaterThan(scores[3]);
  });
});
