import { topK } from "@/lib/numeric/top-k";
import type { CandidateRules } from "@/lib/scoring/candidates/generate-candidates";
import { RANKER_FEATURES } from "@/lib/scoring/features/feature-set";
import { buildPopulation, type Population } from "@/lib/scoring/features/population";
import type { RankerModel } from "@/lib/scoring/rankers/ranker-model";
import { hide, rankerRuntime, scoreCandidates } from "@/lib/scoring/rankers/score-candidates";
import type { BinMapper } from "../gbdt/bin-features";
import { type BinnedRows, binRows, joinBinned } from "./binned-rows";
import type { FitContext } from "./fit-context";
import { planFolds } from "./plan-folds";
import type { RankerSettings } from "./ranker-settings";
import { type TrainedMember, type TrainMemberInput, trainMember } from "./train-members";
import type { TrainingAsk, TrainingFold } from "./training-asks";
import { buildTrainingRows, type TrainingRows } from "./training-rows";

/** A piece of a fit that depends on no other piece of its batch: it may run in any thread, in any order. */
export type FitTask =
  /** Rows of the first lists of a window, to cut the features by. */
  | { readonly kind: "sample"; readonly fold: number; readonly lists: number }
  | { readonly kind: "rows"; readonly fold: number; readonly mapper: BinMapper }
  /** Scores of the best candidates of the silent users of a window. */
  | { readonly kind: "silent"; readonly fold: number; readonly model: RankerModel }
  | { readonly kind: "member"; readonly input: TrainMemberInput };

export type FitAnswer =
  | { readonly kind: "sample"; readonly rows: TrainingRows }
  | { readonly kind: "rows"; readonly rows: BinnedRows }
  | { readonly kind: "silent"; readonly scores: Float64Array }
  | { readonly kind: "member"; readonly member: TrainedMember };

export interface TaskRunner {
  run(task: FitTask): FitAnswer;
  /** The past as it stood at an instant; the newest few are kept. */
  populationAt(instantSec: number): Population;
}

export const candidateRules = ({ perScore, perPopularity, maxNew }: RankerSettings): CandidateRules => ({
  perScore,
  perPopularity,
  maxNew,
});

/** Best candidates of a user that probabilities are learnt from: as many as the longest list that is measured. */
export const LISTED = 50;
/** Lists whose features are held as numbers before they become bins. */
const LISTS_AT_ONCE = 200;
const POPULATIONS_KEPT = 2;

/** Runs tasks of one fit in this thread. The same task gives the same bytes wherever it runs. */
export function createTaskRunner(context: FitContext): TaskRunner {
  const { snapshot, settings, protocol, hidden } = context;
  const candidates = candidateRules(settings);
  const populations = new Map<number, Population>();
  let planned: TrainingFold[] | null = null;
  const foldAt = (index: number) => {
    planned ??= planFolds(context);
    return planned[index];
  };
  const populationAt = (instantSec: number) => {
    const known = populations.get(instantSec) ?? buildPopulation(snapshot, instantSec);
    populations.delete(instantSec);
    populations.set(instantSec, known);
    // Baskets are asked for at their own instants, so there every population serves until the end.
    if (protocol === "next-30-days" && populations.size > POPULATIONS_KEPT)
      populations.delete(populations.keys().next().value as number);
    return known;
  };
  const rowsOf = (population: Population, asks: readonly TrainingAsk[]) => {
    const rows = buildTrainingRows({ population, asks, features: RANKER_FEATURES, candidates });
    hide(rows.values, { hidden, rowCount: rows.rowCount, width: rows.featureCount });
    return rows;
  };

  return {
    populationAt,
    run(task) {
      if (task.kind === "member") return { kind: "member", member: trainMember(task.input) };
      const fold = foldAt(task.fold);
      const population = populationAt(fold.contextSec);
      if (task.kind === "sample") return { kind: "sample", rows: rowsOf(population, fold.asks.slice(0, task.lists)) };
      if (task.kind === "silent") {
        const runtime = rankerRuntime(task.model, population);
        const best = fold.silent.flatMap((ask) => {
          const { scores } = scoreCandidates(runtime, ask, LISTED);
          return Array.from(topK(scores, LISTED), (at) => scores[at]);
        });
        return { kind: "silent", scores: Float64Array.from(best) };
      }
      const parts: BinnedRows[] = [];
      for (let from = 0; from < fold.asks.length; from += LISTS_AT_ONCE)
        parts.push(binRows(rowsOf(population, fold.asks.slice(from, from + LISTS_AT_ONCE)), task.mapper));
      return { kind: "rows", rows: joinBinned(parts) };
    },
  };
}
