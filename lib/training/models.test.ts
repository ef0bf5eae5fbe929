import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sliceHistory } from "@/lib/domain/interactions";
import { DAY_SEC, type Snapshot } from "@/lib/domain/snapshot";
import { makeFold } from "@/lib/evaluation/fold";
import { rankUsers } from "@/lib/evaluation/rank-users";
import { historyOfUser } from "@/lib/scoring/user-vectors";
import { TINY_START_SEC, type TinyLine, tinySnapshot } from "@/lib/testing/tiny-snapshot";
import type { ModelDefinition, ModelParams } from "./model";
import { MODELS, modelNamed } from "./models";

/** Small settings: what is guaranteed does not depend on size. The boosted ranker needs more data: `ranker-properties.test.ts`. */
const SMALL: Readonly<Record<string, ModelParams>> = {
  "mf-warp": { factors: 4, epochs: 3 },
  als: { factors: 4, sweeps: 3 },
};
const TESTED = MODELS.filter((model) => model.name !== "ranker");
const RUNS = { numRuns: 15 };

const USERS = ["1", "2", "3", "4", "5"];
const ITEMS = ["10", "11", "12", "13", "14", "15"];
const CUTOFF_DAY = 120;
const CUTOFF_SEC = TINY_START_SEC + CUTOFF_DAY * DAY_SEC;

const linesBefore = (day: number, from = 0) =>
  fc.array(
    fc
      .record({
        user: fc.constantFrom(...USERS),
        item: fc.constantFrom(...ITEMS),
        day: fc.integer({ min: from, max: day - 1 }),
        quantity: fc.integer({ min: 1, max: 9 }),
        price: fc.integer({ min: 0, max: 50 }),
      })
      .map((line): TinyLine => ({ ...line, order: `${line.user}-${line.day}` })),
    { minLength: 1, maxLength: 60 },
  );

const snapshotOf = (lines: readonly TinyLine[]) => tinySnapshot(lines, { users: USERS, items: ITEMS });

function scoresOf(model: ModelDefinition, data: Snapshot): number[][] {
  const params = SMALL[model.name] ?? {};
  const scorer = model.fit({ snapshot: data, cutoffSec: CUTOFF_SEC, seed: 1, params });
  return USERS.map((_, user) => {
    const out = new Float64Array(data.lines.itemCount);
    scorer.scoreUser({ user, history: historyOfUser(data.lines, user), asOfSec: CUTOFF_SEC, out });
    return [...out];
  });
}

describe.each(TESTED.map((model) => [model.name, model] as const))("%s", (_, model) => {
  it("gives the same scores whatever the order of the input", () => {
    fc.assert(
      fc.property(linesBefore(CUTOFF_DAY), (lines) => {
        expect(scoresOf(model, snapshotOf([...lines].reverse()))).toEqual(scoresOf(model, snapshotOf(lines)));
      }),
      RUNS,
    );
  });

  it("does not mind a line that stands twice in an order", () => {
    fc.assert(
      fc.property(linesBefore(CUTOFF_DAY), (lines) => {
        const once = scoresOf(model, snapshotOf(lines));
        const twice = scoresOf(model, snapshotOf([...lines, ...lines]));
        once.flat().forEach((score, at) => {
          if (Number.isFinite(score)) expect(twice.flat()[at]).toBeCloseTo(score, 9);
          else expect(twice.flat()[at]).toBe(score);
        });
      }),
      RUNS,
    );
  });

  it("lists the same when the future is shuffled or deleted", () => {
    fc.assert(
      fc.property(linesBefore(CUTOFF_DAY), linesBefore(CUTOFF_DAY + 30, CUTOFF_DAY), (past, future) => {
        const plan = { protocol: "next-30-days" as const, cutoffSec: CUTOFF_SEC, endSec: CUTOFF_SEC + 30 * DAY_SEC };
        const listsWith = (lines: readonly TinyLine[]) => {
          const { split } = makeFold(snapshotOf([...past, ...lines]), plan, 1);
          const params = SMALL[model.name] ?? {};
          const scorer = model.fit({ snapshot: split.past, cutoffSec: CUTOFF_SEC, seed: 1, params });
          return rankUsers(scorer, split, Int32Array.from(split.users.keys()));
        };
        const shuffled = future.map((line, at) => ({
          ...line,
          item: future[(at + 1) % future.length].item,
          quantity: 99,
        }));
        const lists = listsWith(future);
        expect(listsWith(shuffled)).toEqual(lists);
        expect(listsWith([])).toEqual(lists);
      }),
      RUNS,
    );
  });

  it("answers an empty history, a user it has never seen and data without a line without a NaN", () => {
    const data = snapshotOf([{ user: "1", item: "10", order: "a", day: 3 }]);
    for (const snapshot of [data, snapshotOf([])]) {
      const params = SMALL[model.name] ?? {};
      const scorer = model.fit({ snapshot, cutoffSec: CUTOFF_SEC, seed: 1, params });
      for (const user of [-1, 0, 1]) {
        for (const length of [0, 1]) {
          const history = sliceHistory(data.lines, 0, length);
          const out = new Float64Array(ITEMS.length).fill(Number.NaN);
          scorer.scoreUser({ user, history, asOfSec: CUTOFF_SEC, out });
          expect(out.some((score) => Number.isNaN(score))).toBe(false);
        }
      }
    }
  });

  it("names its source", () => {
    expect(model.source.length).toBeGreaterThan(20);
  });
});

describe("modelNamed", () => {
  it("says which models there are when the name is wrong", () => {
    expect(() => modelNamed("magic")).toThrow(/no model named "magic"/);
  });
});
