import { describe, expect, it } from "vitest";
import type { ModelParams } from "../model";
import { isHopeless } from "./median-stopping";
import { categorical, float, int, logFloat } from "./param-space";
import { nextProposal, runSearch, type SearchPlan } from "./run-search";
import { bestTrial, meanScore, type Trial } from "./trial";

const PLAN: SearchPlan = {
  space: {
    rate: logFloat(0.001, 10),
    depth: int(1, 30),
    share: float(0, 1),
    metric: categorical("a", "b", "c", "d"),
  },
  defaults: { rate: 5, depth: 28, share: 0.9, metric: "d", unsearched: 7 },
  sampler: "tpe",
  seed: 1,
  budgetTrials: 60,
  steps: 3,
};

/** Highest, 0, at rate 0.05, depth 8, share 0.3 and metric b; steps differ by a constant. */
function toyScore(params: ModelParams, step: number): number {
  const rate = (Math.log10(params.rate as number) - Math.log10(0.05)) / 2;
  const depth = ((params.depth as number) - 8) / 15;
  const share = (params.share as number) - 0.3;
  return step - 1 - rate ** 2 - depth ** 2 - share ** 2 - (params.metric === "b" ? 0 : 0.2);
}

interface Ran {
  readonly trials: readonly Trial[];
  readonly steps: number;
  readonly endedBy: string;
}

async function search(change: Partial<SearchPlan> = {}, known: readonly Trial[] = [], trialsMore = 1e9): Promise<Ran> {
  let steps = 0;
  let begun = 0;
  const { trials, endedBy } = await runSearch({
    plan: { ...PLAN, ...change },
    known,
    runStep: async (params, step) => {
      steps++;
      return { score: toyScore(params, step), seconds: 1 };
    },
    onTrial: async () => void begun++,
    mayGoOn: () => begun < trialsMore,
  });
  return { trials, steps, endedBy };
}

const bestScore = (trials: readonly Trial[]) => meanScore(bestTrial(trials)?.scores ?? []);

describe("runSearch", () => {
  it("finds a planted optimum better with TPE than at random with the same budget", async () => {
    const seeds = Array.from({ length: 40 }, (_, i) => i + 1);
    let wins = 0;
    const missed = { tpe: 0, random: 0 };
    for (const seed of seeds) {
      const tpe = bestScore((await search({ seed })).trials);
      const random = bestScore((await search({ seed, sampler: "random" })).trials);
      if (tpe > random) wins++;
      missed.tpe -= tpe / seeds.length;
      missed.random -= random / seeds.length;
    }
    expect(wins).toBeGreaterThan(0.6 * seeds.length);
    expect(missed.tpe).toBeLessThan(0.75 * missed.random);
  });

  it("is the same search for the same seed and another for another", async () => {
    const once = await search();
    expect((await search()).trials).toEqual(once.trials);
    expect((await search({ seed: 2 })).trials.slice(1)).not.toEqual(once.trials.slice(1));
  });

  it("gives the same trials when stopped and resumed as in one run", async () => {
    const whole = await search();
    for (const stop of [1, 7, 30]) {
      const part = await search({}, [], stop);
      expect(part.endedBy).toBe("time");
      expect(part.trials).toEqual(whole.trials.slice(0, stop));
      const stored = JSON.parse(JSON.stringify(part.trials)) as Trial[];
      expect((await search({}, stored)).trials).toEqual(whole.trials);
    }
  });

  it("tries the defaults first and to the end, then a share at random, then TPE, nothing twice", async () => {
    const { trials } = await search();
    expect(trials).toHaveLength(61);
    expect(trials[0]).toMatchObject({ kind: "default", state: "complete", params: { rate: 5, depth: 28 } });
    expect(Object.keys(trials[0].params)).not.toContain("unsearched");
    expect(trials.slice(1, 19).every((trial) => trial.kind === "random")).toBe(true);
    expect(trials.slice(19).every((trial) => trial.kind === "tpe")).toBe(true);
    expect(new Set(trials.map((trial) => JSON.stringify(trial.params))).size).toBe(61);
  });

  it("stops hopeless trials early and none that leads", async () => {
    const { trials, steps } = await search();
    const pruned = trials.filter((trial) => trial.state === "pruned");
    expect(pruned.length).toBeGreaterThan(5);
    expect(pruned.every((trial) => trial.scores.length < PLAN.steps)).toBe(true);
    expect(steps).toBe(trials.reduce((sum, trial) => sum + trial.scores.length, 0));
    const first = trials.map((trial) => trial.scores[0]);
    trials.forEach((trial, at) => {
      if (first[at] >= Math.max(...first.slice(0, at))) expect(trial.state).toBe("complete");
    });
  });

  it("ends when every setting of a small space was tried", async () => {
    const space = { metric: categorical("a", "b", "c") };
    const plan = { ...PLAN, space, defaults: { metric: "a" } };
    const { trials, endedBy } = await runSearch({
      plan,
      known: [],
      runStep: async (params) => ({ score: params.metric === "c" ? 1 : 0, seconds: 0 }),
      onTrial: async () => undefined,
      mayGoOn: () => true,
    });
    expect(endedBy).toBe("space");
    expect(trials.map((trial) => trial.params.metric).sort()).toEqual(["a", "b", "c"]);
    expect(bestTrial(trials)?.params.metric).toBe("c");
    expect(nextProposal(plan, trials)).toBeNull();
  });

  it("keeps on past a trial that fails, and never takes it for the best", async () => {
    const { trials } = await runSearch({
      plan: { ...PLAN, budgetTrials: 12 },
      known: [],
      runStep: async (params, step) => {
        if (params.metric === "b") throw new Error("no b here");
        return { score: params.metric === "c" ? Number.NaN : toyScore(params, step), seconds: 0 };
      },
      onTrial: async () => undefined,
      mayGoOn: () => true,
    });
    const failed = trials.filter((trial) => trial.state === "failed");
    expect(trials).toHaveLength(13);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every((trial) => trial.error !== null)).toBe(true);
    expect(["a", "d"]).toContain(bestTrial(trials)?.params.metric);
  });
});

describe("isHopeless", () => {
  const trial = (scores: number[], state: Trial["state"] = "complete"): Trial => ({
    index: 0,
    kind: "random",
    params: {},
    scores,
    state,
    seconds: 0,
    error: null,
  });
  const earlier = [trial([1, 3]), trial([2], "pruned"), trial([3, 1]), trial([4, 4]), trial([5, 5])];

  it("compares the mean so far with the median of earlier trials at the same step", () => {
    expect(isHopeless([2.9], earlier)).toBe(true);
    expect(isHopeless([3], earlier)).toBe(false);
    expect(isHopeless([1, 3], [...earlier, trial([0, 0])])).toBe(false);
    expect(isHopeless([1, 2.9], [...earlier, trial([0, 0])])).toBe(true);
  });

  it("stops nothing before five trials have come as far", () => {
    expect(isHopeless([0], earlier.slice(1))).toBe(false);
    expect(isHopeless([0, 0], earlier)).toBe(false);
    expect(isHopeless([0], [...earlier.slice(1), trial([9], "failed")])).toBe(false);
  });
});
