import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { planWindows } from "@/lib/evaluation/plan-windows";
import { TINY_START_SEC, type TinyLine, tinySnapshot } from "@/lib/testing/tiny-snapshot";
import type { ModelParams } from "../model";
import { compareSettings } from "./compare-settings";
import { tunableModel } from "./model-spaces";
import { runSearch } from "./run-search";
import type { Trial } from "./trial";
import { foldNdcg, validationFolds } from "./validation-folds";

const USERS = ["1", "2", "3", "4"];
const ITEMS = ["10", "11", "12", "13", "14"];
const DAYS = 270;
const TEST_DAY = DAYS - 90;

const past: TinyLine[] = Array.from({ length: 120 }, (_, i) => ({
  user: USERS[i % 4],
  item: ITEMS[(i * i + (i % 4)) % 5],
  order: `o${i}`,
  day: (i * 7 + (i % 3)) % TEST_DAY,
}));
/** Fixes the end of the data: when the test windows begin is known of any data. */
const lastLine: TinyLine = { user: "1", item: "10", order: "last", day: DAYS - 0.5 };

const futures = fc.array(
  fc
    .record({
      user: fc.constantFrom(...USERS),
      item: fc.constantFrom(...ITEMS),
      day: fc.integer({ min: TEST_DAY, max: DAYS - 1 }),
      quantity: fc.integer({ min: 1, max: 9 }),
    })
    .map((line): TinyLine => ({ ...line, order: `f${line.user}-${line.day}` })),
  { maxLength: 40 },
);

async function tuned(future: readonly TinyLine[], name: string): Promise<readonly Trial[]> {
  const snapshot = tinySnapshot([...past, ...future, lastLine], { users: USERS, items: ITEMS });
  const { definition, space } = tunableModel(name);
  const { folds } = validationFolds(snapshot, 1);
  const { trials } = await runSearch({
    plan: { space, defaults: definition.params, sampler: "tpe", seed: 1, budgetTrials: 6, steps: folds.length },
    known: [],
    runStep: async (params: ModelParams, step) => {
      const values = foldNdcg(definition, folds[step], { params: { ...definition.params, ...params }, seed: 1 });
      return { score: values.reduce((sum, value) => sum + value, 0) / values.length, seconds: 0 };
    },
    onTrial: async () => undefined,
    mayGoOn: () => true,
  });
  return trials;
}

describe("validationFolds", () => {
  const snapshot = tinySnapshot([...past, lastLine], { users: USERS, items: ITEMS });
  const { folds, check, testStartSec } = validationFolds(snapshot, 1);

  it("ends every window before the first test window begins, newest first, none overlapping", () => {
    expect(testStartSec).toBe(planWindows(snapshot).windows[0].cutoffSec);
    expect(testStartSec).toBe(TINY_START_SEC + TEST_DAY * DAY_SEC);
    expect(folds).toHaveLength(4);
    expect(folds[0].split.endSec).toBe(testStartSec);
    for (let fold = 1; fold < 4; fold++) expect(folds[fold].split.endSec).toBe(folds[fold - 1].split.cutoffSec);
    expect(check?.split.endSec).toBe(folds[3].split.cutoffSec);
    for (const { split } of folds) expect(split.past.dataToSec).toBeLessThan(split.cutoffSec);
  });

  it("keeps no window for the check where choosing needs them all", () => {
    const short = [...past.map((line) => ({ ...line, day: line.day / 2 })), { ...lastLine, day: TEST_DAY - 0.5 }];
    const planned = validationFolds(tinySnapshot(short), 1);
    expect(planned.folds.length).toBeGreaterThan(0);
    expect(planned.check).toBeNull();
  });

  it("answers no window where the data is too short", () => {
    expect(validationFolds(tinySnapshot([{ ...lastLine, day: 100 }]), 1).folds).toEqual([]);
    expect(validationFolds(tinySnapshot([]), 1).folds).toEqual([]);
  });
});

describe("a whole search", () => {
  it.each(["up-cf", "tifu-knn", "popularity"])("of %s does not change when the test windows do", async (name) => {
    const without = await tuned([], name);
    expect(new Set(without.map((trial) => trial.scores[0])).size).toBeGreaterThan(1);
    await fc.assert(
      fc.asyncProperty(futures, async (future) => {
        expect(await tuned(future, name)).toEqual(without);
      }),
      { numRuns: 5 },
    );
  });
});

describe("compareSettings", () => {
  const { folds } = validationFolds(tinySnapshot([...past, lastLine], { users: USERS, items: ITEMS }), 1);
  const values = folds.map(({ evaluated }) => Float64Array.from(evaluated, (_, row) => row / 10));

  it("finds no difference between equal settings and a certain one where every user gains the same", () => {
    const same = compareSettings(folds, { best: values, defaults: values, seed: 1 });
    expect(same.difference).toEqual({ mean: 0, low: 0, high: 0 });
    const more = values.map((fold) => fold.map((value) => value + 0.25));
    const { best, defaults, difference } = compareSettings(folds, { best: more, defaults: values, seed: 1 });
    expect((best.mean as number) - (defaults.mean as number)).toBeCloseTo(0.25, 12);
    expect(difference.low).toBeCloseTo(0.25, 12);
    expect(difference.high).toBeCloseTo(0.25, 12);
  });
});
