import { predictRows, type TreeEnsemble } from "@/lib/scoring/trees/tree-ensemble";
import { type BinMapper, type BinnedMatrix, binMatrix, fitBins } from "../gbdt/bin-features";
import { lambdarankObjective } from "../gbdt/lambdarank";
import { logisticObjective } from "../gbdt/objective";
import { trainBoosting } from "../gbdt/train-boosting";
import { listNdcg } from "./list-ndcg";
import type { RankerSettings } from "./ranker-settings";
import { columnsOf, type TrainingRows } from "./training-rows";

/** One part of the ensemble: an objective and a seed. */
export interface MemberPlan {
  readonly objective: "logistic" | "lambdarank";
  readonly seed: number;
  /** Share of the final score. */
  readonly share: number;
}

export function memberPlans({ rankShare, seeds, rankSeeds }: RankerSettings, seed: number): MemberPlan[] {
  const copies = (objective: MemberPlan["objective"], share: number, count: number, from: number): MemberPlan[] =>
    share === 0
      ? []
      : Array.from({ length: count }, (_, copy) => ({ objective, seed: from + copy, share: share / count }));
  return [
    ...copies("logistic", 1 - rankShare, seeds, seed),
    ...copies("lambdarank", rankShare, rankSeeds, seed + 1000),
  ];
}

/** Rows made ready for any number of members. */
export interface PreparedRows {
  readonly rows: TrainingRows;
  readonly mapper: BinMapper;
  readonly matrix: BinnedMatrix;
}

const BIN_SAMPLE_ROWS = 200_000;

export function prepareRows(rows: TrainingRows, { maxBins }: RankerSettings, seed: number): PreparedRows {
  const columns = columnsOf(rows);
  const mapper = fitBins({ columns, rowCount: rows.rowCount, maxBins, sampleRows: BIN_SAMPLE_ROWS, seed });
  return { rows, mapper, matrix: binMatrix(mapper, columns, rows.rowCount) };
}

/** Rows of which only the scores count, in the bins of the training rows. */
export function binHeldRows(rows: TrainingRows, mapper: BinMapper): BinnedMatrix {
  return binMatrix(mapper, columnsOf(rows), rows.rowCount);
}

const STOPPING_K = 20;
const METRIC_EVERY_ROUNDS = 5;

export interface TrainMemberInput {
  readonly plan: MemberPlan;
  readonly prepared: PreparedRows;
  readonly settings: RankerSettings;
  /** Early stopping by nDCG@20 on these; null = exactly `rounds`. */
  readonly held: { readonly rows: TrainingRows; readonly matrix: BinnedMatrix } | null;
  readonly rounds: number;
  readonly onRound?: (round: number) => void;
}

export function trainMember({ plan, prepared, settings, held, rounds, onRound }: TrainMemberInput): TreeEnsemble {
  const { rows, mapper, matrix } = prepared;
  const isRank = plan.objective === "lambdarank";
  const { ensemble } = trainBoosting({
    mapper,
    matrix,
    objective: isRank
      ? lambdarankObjective({
          label: rows.label,
          listOffset: rows.listOffset,
          truncation: settings.truncation,
          listWeight: null,
        })
      : logisticObjective(rows.label, rows.weight),
    rules: {
      rounds,
      learningRate: settings.learningRate,
      rowShare: settings.rowShare,
      featureShare: settings.featureShare,
      patience: held === null ? 0 : settings.patience,
      seed: plan.seed,
      maxLeaves: settings.maxLeaves,
      maxDepth: settings.maxDepth,
      lambdaL2: settings.lambdaL2,
      // Hessians of LambdaMART are far smaller than those of log loss.
      minChildWeight: isRank ? 0.01 : 1,
      minChildRows: settings.minChildRows,
      minGain: 0,
    },
    validation:
      held === null
        ? null
        : {
            matrix: held.matrix,
            every: METRIC_EVERY_ROUNDS,
            metric: (scores) => listNdcg(held.rows, scores, STOPPING_K),
          },
    onRound: (round) => {
      onRound?.(round);
      return true;
    },
  });
  return ensemble;
}

export function scoresOf(trees: TreeEnsemble, rows: TrainingRows): Float64Array {
  const scores = new Float64Array(rows.rowCount);
  predictRows(trees, rows.values, rows.rowCount, scores);
  return scores;
}
