import { topK } from "@/lib/numeric/top-k";
import { RANKER_FEATURES } from "@/lib/scoring/features/feature-set";
import { buildPopulation, type Population } from "@/lib/scoring/features/population";
import { mergeEnsembles, type RankerModel } from "@/lib/scoring/rankers/ranker-model";
import { treeCount } from "@/lib/scoring/trees/tree-ensemble";
import { type BinMapper, fitBins } from "../gbdt/bin-features";
import { type BinnedRows, joinBinned, listsWithin, sliceLists } from "./binned-rows";
import { fitCalibration } from "./fit-calibration";
import type { FitContext } from "./fit-context";
import { candidateRules, createTaskRunner, type FitAnswer, type FitTask, LISTED } from "./fit-tasks";
import { listNdcg } from "./list-ndcg";
import { heldLists, planFolds } from "./plan-folds";
import { type MemberPlan, memberPlans, type TrainedMember } from "./train-members";
import { columnsOf, joinRows, type TrainingRows } from "./training-rows";

export interface FitRankerInput extends Omit<FitContext, "hidden"> {
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
/** Lists of each of the two newest windows that the features are cut by. */
const SAMPLE_LISTS = 250;
const BIN_SAMPLE_ROWS = 200_000;

/** Runs a batch of independent tasks, in any number of threads; answers stand in the order of the tasks. */
export type RunFitTasks = (context: FitContext, tasks: readonly FitTask[]) => Promise<readonly FitAnswer[]>;

/**
 * Fits the ranker: boosted trees of two objectives over the candidates of earlier windows. The newest window first stops
 * the training of the older ones and calibrates their scores, then joins them for the final fit. null = too little data,
 * or too little in it: on the newest window personal frequency was better.
 */
export function fitRanker(input: FitRankerInput): FittedRanker | null {
  const context = contextOf(input);
  const runner = createTaskRunner(context);
  const steps = fitSteps(context, { say: input.onProgress, populationAt: runner.populationAt });
  let step = steps.next();
  while (!step.done) step = steps.next(step.value.map((task) => runner.run(task)));
  return step.value;
}

/** The same fit, to the same bytes, its tasks run by someone else. */
export async function fitRankerWith(run: RunFitTasks, input: FitRankerInput): Promise<FittedRanker | null> {
  const context = contextOf(input);
  const steps = fitSteps(context, {
    say: input.onProgress,
    populationAt: (instantSec) => buildPopulation(context.snapshot, instantSec),
  });
  let step = steps.next();
  while (!step.done) step = steps.next(await run(context, step.value));
  return step.value;
}

function contextOf({ snapshot, cutoffSec, seed, settings, protocol, hidden }: FitRankerInput): FitContext {
  return { snapshot, cutoffSec, seed, settings, protocol, hidden: hidden ?? new Int32Array(0) };
}

/** The fit as batches of tasks: what is yielded may run at once, what is sent back is their answers. */
function* fitSteps(
  context: FitContext,
  {
    say = () => undefined,
    populationAt,
  }: { say?: (message: string) => void; populationAt: (sec: number) => Population },
): Generator<readonly FitTask[], FittedRanker | null, readonly FitAnswer[]> {
  const { settings, seed, cutoffSec, protocol, hidden } = context;
  const planned = planFolds(context);
  if (planned.reduce((sum, fold) => sum + fold.asks.length, 0) < MIN_LISTS) return null;

  const sampled = [0, 1].filter((fold) => fold < planned.length);
  const samples = (yield sampled.map((fold) => ({ kind: "sample", fold, lists: SAMPLE_LISTS }) as const)).map(
    (answer) => only(answer, "sample").rows,
  );
  const mapper = mapperOf(samples, context);
  const rowsPerList = rowsIn(samples) / samples.reduce((sum, { relevant }) => sum + relevant.length, 0);
  let expected = 0;
  const folds = planned.filter(({ asks }) => {
    const isWanted = expected < settings.rowBudget;
    expected += asks.length * rowsPerList;
    return isWanted;
  });
  say(`reading ${folds.length} windows`);
  const rows = joinBinned(
    (yield folds.map((_, fold) => ({ kind: "rows", fold, mapper }) as const)).map(
      (answer) => only(answer, "rows").rows,
    ),
  );
  const heldCount = heldLists(folds);
  const held = sliceLists(rows, 0, heldCount);
  if (positivesOf(rows) - positivesOf(held) < MIN_POSITIVES || positivesOf(held) === 0) return null;

  const plans = memberPlans(settings, seed);
  // One member of each objective says when to stop and how wide its scores spread; its copies follow it.
  const leaders = plans.filter(
    (plan, index) => plans.findIndex((other) => other.objective === plan.objective) === index,
  );
  const leaderOf = (plan: MemberPlan) => leaders.findIndex((leader) => leader.objective === plan.objective);
  const rowsFor = ({ objective }: MemberPlan, from: number) => {
    const budget = objective === "lambdarank" ? settings.rankRowBudget : Number.POSITIVE_INFINITY;
    return sliceLists(rows, from, from + listsWithin(rows, from, budget));
  };
  say("training, stopped on the newest window");
  const stopped = (yield leaders.map(
    (plan) =>
      ({
        kind: "member",
        input: { plan, mapper, rows: rowsFor(plan, heldCount), settings, held, rounds: settings.maxRounds },
      }) as const,
  )).map((answer) => only(answer, "member").member);
  const spread = stopped.map((member) => deviation(heldScoresOf(member)));
  // Members are brought to the spread of the first, so that their shares mean what they say.
  const scaleOf = (plan: MemberPlan) => (spread[leaderOf(plan)] > 0 ? spread[0] / spread[leaderOf(plan)] : 0);
  const trialWeights = leaders.map(
    (leader) =>
      scaleOf(leader) *
      plans.reduce((total, plan) => total + (plan.objective === leader.objective ? plan.share : 0), 0),
  );
  const trialScores = new Float64Array(held.rowCount);
  for (const [index, member] of stopped.entries())
    for (const [row, score] of heldScoresOf(member).entries()) trialScores[row] += trialWeights[index] * score;
  const heldNdcg = listNdcg(held, trialScores, 20);
  if (heldNdcg < listNdcg(held, ruleScores(held), 20)) return null;
  const shape = {
    featureSet: { name: RANKER_FEATURES.name, version: RANKER_FEATURES.version },
    candidates: candidateRules(settings),
    hidden,
  };
  const trial = mergeEnsembles(stopped.map(({ trees }, index) => ({ trees, weight: trialWeights[index] })));
  const rounds = stopped.map(({ trees }) => treeCount(trees));
  say("training on all windows");
  const final = yield [
    { kind: "silent", fold: 0, model: { ...shape, trees: trial, calibration: null } },
    ...plans.map(
      (plan) =>
        ({
          kind: "member",
          input: {
            plan,
            mapper,
            rows: rowsFor(plan, 0),
            settings,
            held: null,
            rounds: Math.max(1, rounds[leaderOf(plan)]),
          },
        }) as const,
    ),
  ];
  const [silent, ...members] = final;
  const calibration = calibrationOf({
    held,
    heldScores: trialScores,
    silentScores: only(silent, "silent").scores,
    silentWeight: (planned[0].silentWeight * heldCount) / planned[0].asks.length,
  });
  const trees = mergeEnsembles(
    members.map((answer, index) => ({
      trees: only(answer, "member").member.trees,
      weight: scaleOf(plans[index]) * plans[index].share,
    })),
  );
  const instants = protocol === "next-basket" ? folds.map((fold) => fold.contextSec).reverse() : [];
  return {
    model: { ...shape, trees, calibration },
    populations: [...instants.map(populationAt), populationAt(cutoffSec)],
    facts: {
      folds: folds.length,
      lists: rows.relevant.length,
      rows: rows.rowCount,
      positives: positivesOf(rows),
      rounds,
      heldNdcg,
    },
  };
}

function only<Kind extends FitAnswer["kind"]>(answer: FitAnswer, kind: Kind): Extract<FitAnswer, { kind: Kind }> {
  if (answer.kind !== kind) throw new TypeError(`A task of the fit answered with ${answer.kind} instead of ${kind}.`);
  return answer as Extract<FitAnswer, { kind: Kind }>;
}

function heldScoresOf({ heldScores }: TrainedMember): Float64Array {
  if (heldScores === null) throw new TypeError("A member stopped on held-out lists has scores of them.");
  return heldScores;
}

const rowsIn = (parts: readonly TrainingRows[]) => parts.reduce((sum, part) => sum + part.rowCount, 0);

function mapperOf(samples: readonly TrainingRows[], { settings, seed }: FitContext): BinMapper {
  const rows = joinRows(samples, RANKER_FEATURES.names.length);
  return fitBins({
    columns: columnsOf(rows),
    rowCount: rows.rowCount,
    maxBins: settings.maxBins,
    sampleRows: BIN_SAMPLE_ROWS,
    seed,
  });
}

const [OWN_ORDERS, RANK_30] = ["own_orders", "pop_rank_30d"].map((name) => RANKER_FEATURES.names.indexOf(name));

/**
 * The best of the simple rules, read off the bins: how often the customer ordered it, ties by what sells. What has learnt
 * less than that from little data must not stand in its place.
 */
function ruleScores({ columns, rowCount }: BinnedRows): Float64Array {
  const [orders, rank] = [columns[OWN_ORDERS], columns[RANK_30]];
  return Float64Array.from({ length: rowCount }, (_, row) => orders[row] - rank[row] / 256);
}

/**
 * How often a score comes true among what would be listed, silent users included: at one score the best candidates of
 * someone who buys little are far more than its like far down the list of someone who buys much.
 */
function calibrationOf(input: {
  held: BinnedRows;
  heldScores: Float64Array;
  silentScores: Float64Array;
  /** How many silent users each one scored stands for. */
  silentWeight: number;
}) {
  const { held, heldScores, silentScores, silentWeight } = input;
  const listed: number[] = [];
  for (let list = 0; list < held.relevant.length; list++) {
    const [from, to] = [held.listOffset[list], held.listOffset[list + 1]];
    for (const place of topK(heldScores.subarray(from, to), LISTED)) listed.push(from + place);
  }
  const size = listed.length + silentScores.length;
  const [score, label, weight] = [new Float64Array(size), new Uint8Array(size), new Float64Array(size)];
  for (const [at, row] of listed.entries()) {
    score[at] = heldScores[row];
    label[at] = held.label[row];
  }
  score.set(silentScores, listed.length);
  weight.fill(1, 0, listed.length).fill(silentWeight, listed.length);
  return fitCalibration({ score, label, weight });
}

function positivesOf({ label }: Pick<BinnedRows, "label">): number {
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
