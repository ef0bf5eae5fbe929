import { beforeAll, describe, expect, it } from "vitest";
import { sliceHistory } from "@/lib/domain/interactions";
import { DAY_SEC, type Snapshot } from "@/lib/domain/snapshot";
import { makeFold } from "@/lib/evaluation/fold";
import { rankUsers } from "@/lib/evaluation/rank-users";
import { truncateSnapshot } from "@/lib/evaluation/truncate-snapshot";
import { Random } from "@/lib/numeric/random";
import { RANKER_FEATURES } from "@/lib/scoring/features/feature-set";
import { buildPopulation } from "@/lib/scoring/features/population";
import { rankAgreement } from "@/lib/scoring/rankers/rank-agreement";
import { decodeRanker, encodeRanker } from "@/lib/scoring/rankers/ranker-codec";
import { createRankerScorer } from "@/lib/scoring/rankers/ranker-scorer";
import { rankerRuntime, scoreCandidates } from "@/lib/scoring/rankers/score-candidates";
import { historyOfUser } from "@/lib/scoring/user-vectors";
import { TINY_START_SEC, type TinyLine, tinySnapshot } from "@/lib/testing/tiny-snapshot";
import { type FittedRanker, fitRanker, fitRankerWith, type RunFitTasks } from "./fit-ranker";
import { createTaskRunner } from "./fit-tasks";
import { rankerModel } from "./ranker-definition";
import { RANKER_DEFAULTS } from "./ranker-settings";
import { buildTrainingRows } from "./training-rows";

const SETTINGS = { ...RANKER_DEFAULTS, maxRounds: 8, patience: 5, minChildRows: 10, maxFolds: 3, maxLeaves: 8 };
const DAYS = 200;
const CUTOFF_SEC = TINY_START_SEC + 170 * DAY_SEC;

/** 50 customers who order every few days, each mostly its own handful of 40 products. */
function shop(seed: number, scramble: (line: TinyLine) => TinyLine | null = (line) => line): Snapshot {
  const random = new Random(seed);
  const lines: TinyLine[] = [];
  const users = Array.from({ length: 50 }, (_, user) => `${user + 1}`);
  const items = Array.from({ length: 40 }, (_, item) => `${item + 100}`);
  for (const [index, user] of users.entries()) {
    for (let day = random.int(20); day < DAYS; day += 3 + random.int(25)) {
      for (let piece = 0; piece < 1 + random.int(4); piece++) {
        const item = items[random.chance(0.7) ? (index + random.int(5)) % 40 : random.int(40)];
        const line = scramble({
          user,
          item,
          order: `${user}-${day}`,
          day,
          quantity: 1 + random.int(5),
          price: 1 + random.int(30),
        });
        if (line !== null) lines.push(line);
      }
    }
  }
  return tinySnapshot(lines, { users, items });
}

const isFuture = (line: TinyLine) => TINY_START_SEC + line.day * DAY_SEC >= CUTOFF_SEC;

function fitOn(snapshot: Snapshot, settings = SETTINGS): FittedRanker {
  const fitted = fitRanker({
    snapshot: truncateSnapshot(snapshot, CUTOFF_SEC),
    cutoffSec: CUTOFF_SEC,
    seed: 1,
    settings,
    protocol: "next-30-days",
  });
  if (fitted === null) throw new Error("too little data");
  return fitted;
}

describe("the ranker", () => {
  const snapshot = shop(1);
  let fitted: FittedRanker;
  beforeAll(() => {
    fitted = fitOn(snapshot);
  });

  it("gives the same bytes for the same data, and other bytes for another seed", () => {
    expect(encodeRanker(fitOn(shop(1)).model)).toEqual(encodeRanker(fitted.model));
    expect(encodeRanker(fitOn(shop(2)).model)).not.toEqual(encodeRanker(fitted.model));
  });

  it("gives the same bytes when its parts run elsewhere, each on its own copy of the data, the last first", async () => {
    const apart: RunFitTasks = async (context, tasks) =>
      tasks
        .map((task) => structuredClone({ context, task }))
        .reverse()
        .map((one) => createTaskRunner(one.context).run(one.task))
        .reverse();
    const other = await fitRankerWith(apart, {
      snapshot: truncateSnapshot(snapshot, CUTOFF_SEC),
      cutoffSec: CUTOFF_SEC,
      seed: 1,
      settings: SETTINGS,
      protocol: "next-30-days",
    });
    expect(other === null ? null : encodeRanker(other.model)).toEqual(encodeRanker(fitted.model));
  });

  it("knows nothing of the future: editing or deleting it changes neither the model nor a list", () => {
    const deleted = shop(1, (line) => (isFuture(line) ? null : line));
    const edited = shop(1, (line) => (isFuture(line) ? { ...line, item: "101", quantity: 99 } : line));
    for (const other of [deleted, edited]) expect(encodeRanker(fitOn(other).model)).toEqual(encodeRanker(fitted.model));
  });

  it("builds the population from lines before the instant only", () => {
    const whole = buildPopulation(snapshot, CUTOFF_SEC);
    const cut = buildPopulation(truncateSnapshot(snapshot, CUTOFF_SEC), CUTOFF_SEC);
    expect(cut.demand.buyers).toEqual(whole.demand.buyers);
    expect(cut.links).toEqual(whole.links);
    expect(cut.vectors).toEqual(whole.vectors);
    expect(cut.foresight).toEqual(whole.foresight);
  });

  it("serves the very features it was trained on", () => {
    const population = buildPopulation(snapshot, CUTOFF_SEC);
    const runtime = rankerRuntime(fitted.model, population);
    for (const user of [0, 7, 49]) {
      const from = snapshot.lines.userOffset[user];
      const history = sliceHistory(snapshot.lines, from, from + 6);
      const ask = { user, history, asOfSec: CUTOFF_SEC };
      const trained = buildTrainingRows({
        population,
        asks: [{ ...ask, truth: new Set() }],
        features: RANKER_FEATURES,
        candidates: fitted.model.candidates,
      });
      const served = scoreCandidates(runtime, ask);
      expect(served.items.length).toBe(trained.rowCount);
      expect(served.rows.slice(0, trained.values.length)).toEqual(trained.values);
    }
  });

  it("explains every score by contributions that sum to it within 1e-9, in both lists", () => {
    const runtime = rankerRuntime(fitted.model, buildPopulation(snapshot, CUTOFF_SEC));
    for (const user of [0, 13, 31]) {
      const { expectedScore, reorder, discover } = rankAgreement(runtime, {
        user,
        history: historyOfUser(
          fitted.populations.length > 0 ? truncateSnapshot(snapshot, CUTOFF_SEC).lines : snapshot.lines,
          user,
        ),
        asOfSec: CUTOFF_SEC,
        k: 10,
      });
      expect(reorder.length).toBeGreaterThan(0);
      expect(discover.length).toBeGreaterThan(0);
      for (const list of [reorder, discover]) {
        for (const [place, item] of list.entries()) {
          const sum = item.contributions.reduce((total, part) => total + part.contribution, expectedScore);
          expect(Math.abs(sum - item.score)).toBeLessThan(1e-9);
          expect(item.isRepeat).toBe(list === reorder);
          if (place > 0) expect(item.score).toBeLessThanOrEqual(list[place - 1].score);
          expect(item.probability ?? 0).toBeGreaterThanOrEqual(0);
        }
      }
    }
  });

  it("lists nothing that is not accepted", () => {
    const runtime = rankerRuntime(fitted.model, buildPopulation(snapshot, CUTOFF_SEC));
    const ask = { user: 3, history: historyOfUser(snapshot.lines, 3), asOfSec: CUTOFF_SEC + 30 * DAY_SEC, k: 50 };
    const { reorder, discover } = rankAgreement(runtime, { ...ask, accept: (item) => item % 2 === 0 });
    expect([...reorder, ...discover].filter(({ item }) => item % 2 === 1)).toEqual([]);
  });

  it("answers a customer it has never seen, with no history at all, from what sells", () => {
    const runtime = rankerRuntime(fitted.model, buildPopulation(snapshot, CUTOFF_SEC));
    const { reorder, discover } = rankAgreement(runtime, {
      user: -1,
      history: sliceHistory(snapshot.lines, 0, 0),
      asOfSec: CUTOFF_SEC,
      k: 5,
    });
    expect(reorder).toEqual([]);
    expect(discover).toHaveLength(5);
    for (const { score } of discover) expect(Number.isFinite(score)).toBe(true);
  });

  it("reads back from its bytes as the same model", () => {
    expect(decodeRanker(encodeRanker(fitted.model))).toEqual(fitted.model);
    expect(() => decodeRanker(encodeRanker(fitted.model).subarray(0, 40))).toThrow("cannot be read");
    expect(() => decodeRanker(Uint8Array.of(1, 2))).toThrow("cannot be read");
  });

  it("fits the next-basket protocol and ranks every user at its own instant", () => {
    const { split, evaluated } = makeFold(snapshot, { protocol: "next-basket", cutoffSec: 0, endSec: 0 }, 1);
    const basket = fitRanker({
      snapshot: split.past,
      cutoffSec: split.cutoffSec,
      seed: 1,
      settings: SETTINGS,
      protocol: "next-basket",
    });
    expect(basket).not.toBeNull();
    if (basket === null) return;
    const instants = basket.populations.map((population) => population.cutoffSec);
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    const lists = rankUsers(createRankerScorer(basket.model, basket.populations), split, evaluated);
    for (const list of lists) expect(list.items.length).toBeGreaterThan(0);
  });

  it("falls back to personal frequency where there is too little to learn from", () => {
    const few = tinySnapshot([
      { user: "1", item: "1", order: "1", day: 0 },
      { user: "1", item: "2", order: "2", day: 4 },
      { user: "1", item: "2", order: "3", day: 9 },
    ]);
    for (const data of [few, tinySnapshot([], { users: ["1"], items: ["1", "2"] })]) {
      const scorer = rankerModel.fit({ snapshot: data, cutoffSec: TINY_START_SEC + 10 * DAY_SEC, seed: 1, params: {} });
      const out = new Float64Array(2);
      scorer.scoreUser({ user: 0, history: historyOfUser(data.lines, 0), asOfSec: TINY_START_SEC + 10 * DAY_SEC, out });
      expect(scorer.name).toBe("ranker");
      if (data === few) expect(out[1]).toBeGreaterThan(out[0]);
    }
  });
});
