import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import { AppError } from "@/lib/domain/app-error";
import type { Snapshot } from "@/lib/domain/snapshot";
import { codeVersion } from "@/lib/services/backtest/code-version";
import type { ModelParams } from "@/lib/training/model";
import { compareSettings } from "@/lib/training/tuning/compare-settings";
import { type TunableModel, tunableModel } from "@/lib/training/tuning/model-spaces";
import { runSearch, type Sampler, type SearchPlan } from "@/lib/training/tuning/run-search";
import { bestTrial, meanScore, type Trial } from "@/lib/training/tuning/trial";
import { foldNdcg, type ValidationFold, validationFolds } from "@/lib/training/tuning/validation-folds";
import { createTrialLog } from "./trial-log";
import { kindSummary, stateCounts, type TuneReport, type WindowReport } from "./tune-report";

export interface TuneProgress {
  /** `compare`: the search is over, and its best is fitted in full beside the defaults. */
  readonly stage: "search" | "compare";
  /** Trials ended, or fits of the comparison, of `total`. */
  readonly done: number;
  readonly total: number;
  readonly reused: number;
  /** Windows of the running trial done, of `windows`; 0 as a trial ends. */
  readonly window: number;
  readonly windows: number;
  readonly best: number | null;
}

export interface TuneOptions {
  readonly model: string;
  /** Trials beside the defaults. */
  readonly budgetTrials: number;
  /** After these no further trial begins; null = no limit. */
  readonly budgetMinutes: number | null;
  readonly sampler: Sampler;
  readonly seed: number;
}

export interface TuneInput {
  readonly snapshot: Snapshot;
  readonly options: TuneOptions;
  readonly dataDir: string;
  /** ISO instant, told by the caller. */
  readonly generatedAt: string;
  readonly onProgress: (progress: TuneProgress) => void;
}

/** Searches the settings of a model; known trials are taken from the log, new ones added. Throws AppError. */
export async function tuneModel(input: TuneInput): Promise<TuneReport> {
  const { snapshot, options, dataDir } = input;
  const { model, sampler, seed, budgetTrials } = options;
  const tunable = tunableModel(model);
  const { folds, check, testStartSec } = validationFolds(snapshot, seed);
  if (folds.length === 0) {
    throw new AppError(
      "invalid_input",
      "The data has no 30-day window with buyers and history before the test windows.",
      {
        field: "data",
        remedy: "Tuning needs at least 150 days of orders.",
      },
    );
  }
  const defaults = tunable.definition.params;
  const plan: SearchPlan = { space: tunable.space, defaults, sampler, seed, budgetTrials, steps: folds.length };
  const spaceVersion = versionOf([tunable.space, defaults, tunable.standIns]);
  const engine = await codeVersion();
  const key = { snapshotId: snapshot.id, model, sampler, seed, spaceVersion, codeVersion: engine };
  const log = createTrialLog(dataDir, key);
  const logged = await log.load();
  // A smaller budget than last time looks at its own part of the trials only.
  const known = logged.slice(0, budgetTrials + 1);
  const { trials, endedBy } = await search({ input, tunable, plan, folds, known, append: log.append });
  const best = bestTrial(trials);
  if (trials[0].state !== "complete" || best === null) {
    throw new AppError("internal", `The default settings of ${model} failed: ${trials[0].error}`);
  }
  const allFolds = check === null ? folds : [...folds, check];
  const inFull = await fitInFull({ tunable, best, folds: allFolds, seed }, (done, total) =>
    input.onProgress({
      stage: "compare",
      done,
      total,
      reused: known.length,
      window: 0,
      windows: folds.length,
      best: meanScore(best.scores),
    }),
  );
  const compare = (from: number, to: number) =>
    compareSettings(allFolds.slice(from, to), {
      best: inFull.best.slice(from, to),
      defaults: inFull.defaults.slice(from, to),
      seed,
    });
  const compared = compare(0, folds.length);
  const checked = check === null ? null : compare(folds.length, allFolds.length);
  const random = kindSummary(trials, "random");
  return {
    schemaVersion: 1,
    model,
    objective: "ndcg@20",
    protocol: "next-30-days",
    sampler,
    seed,
    snapshotId: snapshot.id,
    codeVersion: engine,
    spaceVersion,
    generatedAt: input.generatedAt,
    testStart: isoTime(testStartSec),
    windows: folds.map(windowReport),
    endedBy,
    trialsReused: known.length,
    trialSeconds: trials.reduce((sum, trial) => sum + trial.seconds, 0),
    states: stateCounts(trials),
    random,
    tpe: {
      ...kindSummary(trials, "tpe"),
      bestOfAsManyAsRandom: kindSummary(trials, "tpe", random.trials).best,
    },
    standIns: tunable.standIns,
    defaults: { params: trials[0].params, searchScore: meanScore(trials[0].scores) },
    best: { params: best.params, trial: best.index, searchScore: meanScore(best.scores) },
    compared,
    checked: check === null || checked === null ? null : { ...checked, window: windowReport(check) },
    isClearlyBetter: (compared.difference.low ?? 0) > 0 && (checked === null || (checked.difference.mean ?? 0) >= 0),
    trials,
  };
}

/** nDCG by user of the best settings and of the defaults on each fold, both without stand-ins. */
async function fitInFull(
  input: { tunable: TunableModel; best: Trial; folds: readonly ValidationFold[]; seed: number },
  onFit: (done: number, total: number) => void,
): Promise<{ best: Float64Array[]; defaults: Float64Array[] }> {
  const { tunable, best, folds, seed } = input;
  const { definition } = tunable;
  // The first trial is the defaults: nothing is fitted twice when none was better.
  const isDefaults = best.index === 0;
  const total = folds.length * (isDefaults ? 1 : 2);
  let done = 0;
  const valuesOf = async (params: ModelParams) => {
    const values: Float64Array[] = [];
    for (const fold of folds) {
      onFit(done, total);
      await setImmediate();
      values.push(foldNdcg(definition, fold, { params: { ...definition.params, ...params }, seed }));
      onFit(++done, total);
    }
    return values;
  };
  const defaults = await valuesOf({});
  return { best: isDefaults ? defaults : await valuesOf(best.params), defaults };
}

function windowReport({ split, evaluated }: ValidationFold): WindowReport {
  return { cutoff: isoTime(split.cutoffSec), end: isoTime(split.endSec), users: evaluated.length };
}

interface SearchParts {
  readonly input: TuneInput;
  readonly tunable: TunableModel;
  readonly plan: SearchPlan;
  readonly folds: readonly ValidationFold[];
  readonly known: readonly Trial[];
  readonly append: (trial: Trial) => Promise<void>;
}

async function search({ input, tunable, plan, folds, known, append }: SearchParts) {
  const { definition, standIns } = tunable;
  const startedMs = performance.now();
  const { budgetMinutes } = input.options;
  const ended = [...known];
  const tell = (window: number) => {
    const best = bestTrial(ended);
    input.onProgress({
      stage: "search",
      done: ended.length,
      total: plan.budgetTrials + 1,
      reused: known.length,
      window,
      windows: folds.length,
      best: best === null ? null : meanScore(best.scores),
    });
  };
  tell(0);
  return runSearch({
    plan,
    known,
    async runStep(params, step) {
      // Lets the terminal draw and Ctrl-C through between two fits.
      await setImmediate();
      const fitMs = performance.now();
      const settings = { ...definition.params, ...params, ...standIns };
      const values = foldNdcg(definition, folds[step], { params: settings, seed: plan.seed });
      const score = values.reduce((sum, value) => sum + value, 0) / values.length;
      return { score, seconds: (performance.now() - fitMs) / 1000 };
    },
    onStep: (_, stepsDone) => tell(stepsDone),
    async onTrial(trial) {
      await append(trial);
      ended.push(trial);
      tell(0);
    },
    mayGoOn: () => budgetMinutes === null || performance.now() - startedMs < budgetMinutes * 60_000,
  });
}

function versionOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}

function isoTime(sec: number): string {
  return new Date(sec * 1000).toISOString();
}
