import type { TreeEnsemble } from "@/lib/scoring/trees/tree-ensemble";
import type { BinMapper } from "../gbdt/bin-features";
import { lambdarankObjective } from "../gbdt/lambdarank";
import { logisticObjective } from "../gbdt/objective";
import { trainBoosting } from "../gbdt/train-boosting";
import type { BinnedRows } from "./binned-rows";
import { listNdcg } from "./list-ndcg";
import type { RankerSettings } from "./ranker-settings";

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

const STOPPING_K = 20;
const METRIC_EVERY_ROUNDS = 5;

export interface TrainMemberInput {
  readonly plan: MemberPlan;
  readonly mapper: BinMapper;
  readonly rows: BinnedRows;
  readonly settings: RankerSettings;
  /** Early stopping by nDCG@20 on these; null = exactly `rounds`. */
  readonly held: BinnedRows | null;
  readonly rounds: number;
}

export interface TrainedMember {
  readonly trees: TreeEnsemble;
  /** Scores of the held rows; null without any. */
  readonly heldScores: Float64Array | null;
}

export function trainMember({ plan, mapper, rows, settings, held, rounds }: TrainMemberInput): TrainedMember {
  const isRank = plan.objective === "lambdarank";
  const { ensemble, heldScores } = trainBoosting({
    mapper,
    matrix: rows,
    objective: isRank
      ? lambdarankObjective({
          label: rows.label,
          listOffset: rows.listOffset,
          truncation: settings.truncation,
          listWeight: null,
        })
      : logisticObjective(rows.label, null),
    rules: {
      rounds,
      learningRate: settings.learningRate,
      rowShare: settings.rowShare,
      // Candidates bought neither before nor after are most rows, and the least telling.
      light: rows.label.map((label, row) => (label === 0 && rows.isRepeat[row] === 0 ? 1 : 0)),
      lightShare: isRank ? settings.rankKeepUnbought : settings.keepUnbought,
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
        : { matrix: held, every: METRIC_EVERY_ROUNDS, metric: (scores) => listNdcg(held, scores, STOPPING_K) },
  });
  return { trees: ensemble, heldScores };
}
