import { DAY_SEC, type Snapshot } from "@/lib/domain/snapshot";
import { Random } from "@/lib/numeric/random";
import type { CandidateRules } from "@/lib/scoring/candidates/generate-candidates";
import { RANKER_FEATURES } from "@/lib/scoring/features/feature-set";
import { buildPopulation, type Population } from "@/lib/scoring/features/population";
import { mergeEnsembles, type RankerModel } from "@/lib/scoring/rankers/ranker-model";
import { hide, type RankerRuntime, rankerRuntime, scoreCandidates } from "@/lib/scoring/rankers/score-candidates";
import { type TreeEnsemble, treeCount } from "@/lib/scoring/trees/tree-ensemble";
import { fitCalibration } from "./fit-calibration";
import { listNdcg } from "./list-ndcg";
import type { RankerSettings } from "./ranker-settings";
import { binHeldRows, type MemberPlan, memberPlans, prepareRows, scoresOf, trainMember } from "./train-members";
import { basketFolds, type TrainingAsk, type TrainingFold, windowFolds } from "./training-asks";
import { buildTrainingRows, joinRows, type TrainingRows, thinRows } from "./training-rows";

export interface FitRankerInput {
  /** Every line is before `cutoffSec`. */
  readonly snapshot: Snapshot;
  readonly cutoffSec: number;
  readonly seed: number;
  readonly settings: RankerSettings;
  readonly protocol: "next-30-days" | "next-basket";
  /** Features left out, by index. */
  readonly hidden?: Int32Array;
  readonly onProgress?: (message: string) => void;
}

export interface FittedRanker {
  readonly model: RankerModel;
  /** The past at the instants that lists are asked for, oldest first. */
  readonly populations: readonly Population[];
  readonly facts: {
    readonly folds: number;
    readonly lists: number;
    readonly rows: number;
    readonly positives: number;
    /** Trees of each member, and nDCG@20 of all members together on the held-out fold. */
    readonly rounds: readonly number[];
    readonly heldNdcg: number;
  };
}

/** Below these a ranking cannot be learnt, only memorised. */
const MIN_LISTS = 20;
const MIN_POSITIVES = 50;

/**
 * Fits the ranker: boosted trees of two objectives over the candidates of earlier windows. The newest window first stops
 * the training of the older ones and calibrates their scores, then joins them for the final fit. null = too little data.
 */
export function fitRanker(input: FitRankerInput): FittedRanker | null {
  const { snapshot, cutoffSec, seed, settings, protocol, hidden = new Int32Array(0) } = input;
  const say = input.onProgress ?? (() => undefined);
  const candidates: CandidateRules = {
    perScore: settings.perScore,
    perPopularity: settings.perPopularity,
    maxNew: settings.maxNew,
  };
  const folds = planFolds(input);
  const askCount = folds.reduce((sum, fold) => sum + fold.asks.length, 0);
  if (askCount < MIN_LISTS) return null;

  const populations: Population[] = [];
  const rowsOf = (population: Population, asks: readonly TrainingAsk[]) => {
    const rows = buildTrainingRows({ population, asks, features: RANKER_FEATURES, candidates });
    hide(rows.values, { hidden, rowCount: rows.rowCount, width: rows.featureCount });
    return rows;
  };
  const [newest, ...olderFolds] = folds;
  const newestPopulation = buildPopulation(snapshot, newest.contextSec);
  const held = splitHeld(newest, olderFolds.length > 0, seed);
  const heldRows = rowsOf(newestPopulation, held.asks);
  if (protocol === "next-basket") populations.push(newestPopulation);
  const sets = rowSets(settings, seed);
  if (held.training.length > 0) sets.add(rowsOf(newestPopulation, held.training));
  let foldCount = 1;
  for (const fold of olderFolds) {
    if (sets.isFull()) break;
    const population = buildPopulation(snapshot, fold.contextSec);
    sets.add(rowsOf(population, fold.asks));
    if (protocol === "next-basket") populations.push(population);
    foldCount++;
    say(`${foldCount} of at most ${folds.length} windows read`);
  }
  if (sets.positives() < MIN_POSITIVES || positivesOf(heldRows) === 0) return null;

  const plans = memberPlans(settings, seed);
  // One member of each objective says when to stop and how wide its scores spread; its copies follow it.
  const leaders = plans.filter(
    (plan, index) => plans.findIndex((other) => other.objective === plan.objective) === index,
  );
  const leaderOf = (plan: MemberPlan) => leaders.findIndex((leader) => leader.objective === plan.objective);
  const stopped = trainAll(leaders, (objective) => sets.rows(objective), {
    settings,
    seed,
    say,
    held: heldRows,
    roundsOf: () => settings.maxRounds,
  });
  const spread = stopped.map((trees) => deviation(scoresOf(trees, heldRows)));
  // Members are brought to the spread of the first, so that their shares mean what they say.
  const scaleOf = (plan: MemberPlan) => (spread[leaderOf(plan)] > 0 ? spread[0] / spread[leaderOf(plan)] : 0);
  const shareOf = (leader: MemberPlan) =>
    plans.reduce((total, plan) => total + (plan.objective === leader.objective ? plan.share : 0), 0);
  const trial = mergeEnsembles(
    stopped.map((trees, index) => ({ trees, weight: scaleOf(leaders[index]) * shareOf(leaders[index]) })),
  );
  const trialScores = scoresOf(trial, heldRows);
  const heldNdcg = listNdcg(heldRows, trialScores, 20);
  const featureSet = { name: RANKER_FEATURES.name, version: RANKER_FEATURES.version };
  const silentScores = scoresOfAsks(
    rankerRuntime({ featureSet, trees: trial, candidates, calibration: null, hidden }, newestPopulation),
    newest.silent,
  );
  const silentWeight = (newest.silentWeight * held.asks.length) / newest.asks.length;
  const calibration = fitCalibration({
    score: concat(trialScores, silentScores),
    label: Uint8Array.from({ length: trialScores.length + silentScores.length }, (_, row) =>
      row < trialScores.length ? heldRows.label[row] : 0,
    ),
    weight: Float64Array.from({ length: trialScores.length + silentScores.length }, (_, row) =>
      row < trialScores.length ? 1 : silentWeight,
    ),
  });

  const rounds = stopped.map(treeCount);
  sets.add(heldRows, true);
  const final = trainAll(plans, (objective) => sets.rows(objective), {
    settings,
    seed,
    say,
    held: null,
    roundsOf: (index) => Math.max(1, rounds[leaderOf(plans[index])]),
  });
  const trees = mergeEnsembles(
    final.map((member, index) => ({ trees: member, weight: scaleOf(plans[index]) * plans[index].share })),
  );
  populations.reverse();
  populations.push(buildPopulation(snapshot, cutoffSec));
  return {
    model: { featureSet, trees, candidates, calibration, hidden },
    populations,
    facts: { folds: foldCount, ...sets.facts(), rounds, heldNdcg },
  };
}

/** Trains the members one objective after the other, so that only one set of binned rows is held at a time. */
function trainAll(
  plans: readonly MemberPlan[],
  rowsOf: (objective: MemberPlan["objective"]) => TrainingRows,
  input: {
    settings: RankerSettings;
    seed: number;
    say: (message: string) => void;
    held: TrainingRows | null;
    roundsOf: (index: number) => number;
  },
): TreeEnsemble[] {
  const { settings, seed, say, held, roundsOf } = input;
  const trained: TreeEnsemble[] = [];
  for (const objective of ["logistic", "lambdarank"] as const) {
    if (!plans.some((plan) => plan.objective === objective)) continue;
    const prepared = prepareRows(rowsOf(objective), settings, seed);
    const heldMatrix = held === null ? null : { rows: held, matrix: binHeldRows(held, prepared.mapper) };
    for (const [index, plan] of plans.entries()) {
      if (plan.objective !== objective) continue;
      say(
        `${plan.objective} member ${index + 1} of ${plans.length}${held === null ? "" : ", stopped on the newest window"}`,
      );
      trained[index] = trainMember({ plan, prepared, settings, held: heldMatrix, rounds: roundsOf(index) });
    }
  }
  return trained;
}

/**
 * Rows for each objective. Log loss takes many windows with thinned lists (weights make up for it); LambdaMART needs whole
 * lists, since what is thinned out would have been in its pairs, so it takes the newest windows only.
 */
function rowSets(settings: RankerSettings, seed: number) {
  const thin: TrainingRows[] = [];
  const whole: TrainingRows[] = [];
  const random = new Random(seed).fork("thin");
  const count = (sets: readonly TrainingRows[]) => sets.reduce((total, rows) => total + rows.rowCount, 0);
  const trim = () => {
    while (whole.length > 1 && count(whole) > settings.rankRowBudget) whole.pop();
  };
  return {
    /** Windows come newest first; the held-out one, newer than all, comes last and is put in front. */
    add(rows: TrainingRows, isNewest = false) {
      thin.push(thinRows(rows, settings.keepUnbought, random.fork(thin.length)));
      if (settings.rankShare === 0) return;
      if (isNewest) whole.unshift(rows);
      else whole.push(rows);
      trim();
    },
    isFull: () => count(thin) >= settings.rowBudget,
    rows: (objective: MemberPlan["objective"]) => {
      const parts = objective === "logistic" ? thin : whole;
      return joinRows(parts, parts[0].featureCount);
    },
    positives: () => thin.reduce((total, rows) => total + positivesOf(rows), 0),
    facts: () => ({
      lists: thin.reduce((total, rows) => total + rows.relevant.length, 0),
      rows: count(thin),
      positives: thin.reduce((total, rows) => total + positivesOf(rows), 0),
    }),
  };
}

function planFolds({ snapshot, cutoffSec, seed, settings, protocol }: FitRankerInput): TrainingFold[] {
  const { maxFolds, maxUsers } = settings;
  if (protocol === "next-basket")
    return basketFolds(snapshot, { maxFolds, maxUsers, seed }).filter((fold) => fold.asks.length > 0);
  // A short history gets shorter windows rather than none.
  const spanDays = (cutoffSec - snapshot.dataFromSec) / DAY_SEC;
  const horizonDays = Math.max(1, Math.min(settings.horizonDays, Math.floor(spanDays / 3)));
  const strideDays = Math.max(1, Math.round((settings.strideDays * horizonDays) / settings.horizonDays));
  return windowFolds(snapshot, cutoffSec, {
    maxFolds,
    maxUsers,
    seed,
    horizonDays,
    strideDays,
    minHistoryDays: horizonDays,
  }).filter((fold) => fold.asks.length > 0);
}

interface HeldSplit {
  readonly asks: readonly TrainingAsk[];
  /** Asks of the same fold that train, where no older fold does. */
  readonly training: readonly TrainingAsk[];
}

function splitHeld({ asks }: TrainingFold, hasOlder: boolean, seed: number): HeldSplit {
  const random = new Random(seed).fork("held");
  const inHeld = asks.map(() => hasOlder || random.chance(0.5));
  return { asks: asks.filter((_, index) => inHeld[index]), training: asks.filter((_, index) => !inHeld[index]) };
}

/** Scores of all candidates of the asks, their features forgotten at once. */
function scoresOfAsks(runtime: RankerRuntime, asks: readonly TrainingAsk[]): Float64Array {
  const parts = asks.map((ask) => scoreCandidates(runtime, ask).scores.slice());
  const all = new Float64Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function positivesOf({ label }: TrainingRows): number {
  let total = 0;
  for (const value of label) total += value;
  return total;
}

function deviation(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  const mean = total / Math.max(1, values.length);
  let square = 0;
  for (const value of values) square += (value - mean) ** 2;
  return Math.sqrt(square / Math.max(1, values.length));
}

function concat(a: Float64Array, b: Float64Array): Float64Array {
  const joined = new Float64Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
