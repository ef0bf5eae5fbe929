import { describe, expect, it } from "vitest";
import { sliceHistory } from "@/lib/domain/interactions";
import { DAY_SEC, type Snapshot } from "@/lib/domain/snapshot";
import { rankUsers } from "@/lib/evaluation/rank-users";
import { splitAtWindow } from "@/lib/evaluation/split";
import { Random } from "@/lib/numeric/random";
import { DEFAULT_CANDIDATES, generateCandidates } from "@/lib/scoring/candidates/generate-candidates";
import { fillFeatures, RANKER_FEATURES } from "@/lib/scoring/features/feature-set";
import { buildPopulation } from "@/lib/scoring/features/population";
import { stateScratch, userStateOf } from "@/lib/scoring/features/user-state";
import { historyOfUser } from "@/lib/scoring/user-vectors";
import { TINY_START_SEC, type TinyLine, tinySnapshot } from "@/lib/testing/tiny-snapshot";
import { modelNamed } from "./models";

/** What `models.test.ts` states of every model, of a ranker with data enough to be trained. */
const ranker = modelNamed("ranker");
const PARAMS = { maxRounds: 8, patience: 5, minChildRows: 10, maxFolds: 3, maxLeaves: 8 };
const DAYS = 200;
const CUTOFF_SEC = TINY_START_SEC + 170 * DAY_SEC;
const USERS = Array.from({ length: 50 }, (_, user) => `${user + 1}`);
const ITEMS = Array.from({ length: 40 }, (_, item) => `${item + 100}`);

/** Customers who order every few days, each mostly its own handful of products. */
function shopLines(seed: number): TinyLine[] {
  const random = new Random(seed);
  const lines: TinyLine[] = [];
  for (const [index, user] of USERS.entries()) {
    for (let day = random.int(20); day < DAYS; day += 3 + random.int(25)) {
      // Distinct: what stands twice in an order is a question of its own, below.
      const items = new Set<string>();
      for (let piece = 0; piece < 1 + random.int(4); piece++)
        items.add(ITEMS[random.chance(0.7) ? (index + random.int(5)) % 40 : random.int(40)]);
      for (const item of items)
        lines.push({
          user,
          item,
          order: `${user}-${day}`,
          day,
          quantity: 1 + random.int(5),
          price: 1 + random.int(30),
        });
    }
  }
  return lines;
}

const snapshotOf = (lines: readonly TinyLine[]) => tinySnapshot(lines, { users: USERS, items: ITEMS });

function listsOf(snapshot: Snapshot): string[] {
  const split = splitAtWindow(snapshot, { cutoffSec: CUTOFF_SEC, endSec: CUTOFF_SEC + 30 * DAY_SEC });
  const scorer = ranker.fit({ snapshot: split.past, cutoffSec: CUTOFF_SEC, seed: 1, params: PARAMS });
  return rankUsers(scorer, split, Int32Array.from(split.users.keys())).map(
    ({ items, scores }) => `${items.join(" ")} | ${scores.join(" ")}`,
  );
}

describe("the ranker, trained", () => {
  const lines = shopLines(1);
  const lists = listsOf(snapshotOf(lines));

  it("is trained, and does not answer as the rule that serves where data are few", () => {
    const few = ranker.fit({
      snapshot: snapshotOf(lines.slice(0, 3)),
      cutoffSec: CUTOFF_SEC,
      seed: 1,
      params: PARAMS,
    });
    expect(few.name).toBe("ranker");
    expect(
      lists[0]
        .split(" | ")[1]
        .split(" ")
        .every((score) => Number.isInteger(Number(score))),
    ).toBe(false);
  });

  it("gives the same lists and scores whatever the order of the input", () => {
    expect(listsOf(snapshotOf(new Random(9).shuffle([...lines])))).toEqual(lists);
  });

  it("sees more bought, and nothing else, where every line stands twice in its order", () => {
    const featuresOf = (snapshot: Snapshot) => {
      const { past } = splitAtWindow(snapshot, { cutoffSec: CUTOFF_SEC, endSec: CUTOFF_SEC + 30 * DAY_SEC });
      const population = buildPopulation(past, CUTOFF_SEC);
      const scratch = stateScratch(population);
      return USERS.map((_, user) => {
        const history = historyOfUser(past.lines, user);
        const state = userStateOf({ population, user, history, asOfSec: CUTOFF_SEC, scratch });
        const items = generateCandidates(population, state, DEFAULT_CANDIDATES);
        const out = new Float32Array(items.length * RANKER_FEATURES.names.length);
        fillFeatures(RANKER_FEATURES, { population, state, items, out });
        return { items, out };
      });
    };
    const once = featuresOf(snapshotOf(lines));
    const twice = featuresOf(snapshotOf([...lines, ...lines]));
    const width = RANKER_FEATURES.names.length;
    const changed = new Set<string>();
    for (const [user, { items, out }] of once.entries()) {
      expect(twice[user].items).toEqual(items);
      for (const [at, value] of out.entries())
        if (!Object.is(twice[user].out[at], value)) changed.add(RANKER_FEATURES.names[at % width]);
    }
    expect([...changed].filter((name) => !/quantity|value|spent/.test(name))).toEqual([]);
  });

  it("gives the same lists and scores when the future is edited or deleted", () => {
    const isPast = ({ day }: TinyLine) => TINY_START_SEC + day * DAY_SEC < CUTOFF_SEC;
    const edited = lines.map((line) => (isPast(line) ? line : { ...line, item: "101", quantity: 99 }));
    expect(listsOf(snapshotOf(edited))).toEqual(lists);
    expect(listsOf(snapshotOf(lines.filter(isPast)))).toEqual(lists);
  });

  it("answers an empty and a one-line history, known user or not, without a NaN", () => {
    const snapshot = snapshotOf(lines);
    const past = splitAtWindow(snapshot, { cutoffSec: CUTOFF_SEC, endSec: CUTOFF_SEC + 30 * DAY_SEC }).past;
    const scorer = ranker.fit({ snapshot: past, cutoffSec: CUTOFF_SEC, seed: 1, params: PARAMS });
    const whole = historyOfUser(past.lines, 3);
    for (const user of [-1, 3]) {
      for (const length of [0, 1]) {
        const out = new Float64Array(ITEMS.length).fill(Number.NaN);
        scorer.scoreUser({ user, history: sliceHistory(whole, 0, length), asOfSec: CUTOFF_SEC, out });
        expect(out.some((score) => Number.isNaN(score))).toBe(false);
      }
    }
  });
});
