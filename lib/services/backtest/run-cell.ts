import { performance } from "node:perf_hooks";
import { addToBins, type CalibrationBins, emptyBins } from "@/lib/evaluation/calibration";
import type { Fold } from "@/lib/evaluation/fold";
import { rankUsers } from "@/lib/evaluation/rank-users";
import { rankRolledUp } from "@/lib/evaluation/roll-up";
import type { Scorer } from "@/lib/scoring/scorer";
import { chooseParams } from "@/lib/training/choose-params";
import type { EmbeddedProducts } from "@/lib/training/fit-text-similarity";
import type { ModelParams } from "@/lib/training/model";
import { definitionOf } from "./definition-of";

/** One model at one cutoff. */
export interface CellTask {
  readonly model: string;
  readonly seed: number;
  /** Settings that a search found earlier; null = chosen before the cutoff, where the model has a grid. */
  readonly settings: ModelParams | null;
}

export interface CellResult {
  /** Settings the model was fitted with, and how many were compared before the cutoff to find them. */
  readonly params: ModelParams;
  readonly settingsTried: number;
  /** Item indices of each evaluated user, best first. */
  readonly lists: readonly number[][];
  /** The same without Discover: only items that the user had bought before. */
  readonly reorderLists: readonly number[][];
  /** Whole lists of each rolled-up customer of the fold; null where it has none. */
  readonly rollUpLists: readonly number[][] | null;
  readonly calibration: CalibrationBins | null;
  readonly tuneSeconds: number;
  readonly fitSeconds: number;
  /** Scoring and ranking of the evaluated users. */
  readonly scoreSeconds: number;
}

/** Fits a model on the past of a fold and ranks its users. Deterministic but for the times. */
export function runCell(
  fold: Fold,
  { model, seed, settings }: CellTask,
  products: EmbeddedProducts | null = null,
): CellResult {
  const definition = definitionOf(model, products);
  const { past: snapshot, cutoffSec, protocol } = fold.split;
  const tuned = timed(() =>
    settings === null
      ? chooseParams(definition, { snapshot, cutoffSec, seed, protocol })
      : { params: { ...definition.params, ...settings }, tried: 0 },
  );
  const fitted = timed(() => definition.fit({ snapshot, cutoffSec, seed, protocol, params: tuned.value.params }));
  const scorer = fitted.value;
  const ranked = timed(() => rankUsers(scorer, fold.split, fold.evaluated));
  const rolledUp = fold.rollUp === null ? null : rankRolledUp(scorer, fold.split, fold.rollUp);
  return {
    params: tuned.value.params,
    settingsTried: tuned.value.tried,
    lists: ranked.value.map((list) => Array.from(list.items)),
    reorderLists: ranked.value.map((list) => Array.from(list.reorder)),
    rollUpLists: rolledUp === null ? null : rolledUp.map((list) => Array.from(list.items)),
    // The probabilities speak of 30 days; a basket is another event.
    calibration: protocol === "next-30-days" ? calibrationOf(scorer, fold) : null,
    tuneSeconds: tuned.seconds,
    fitSeconds: fitted.seconds,
    scoreSeconds: ranked.seconds,
  };
}

/** Checks the probabilities of everything listed, for silent users too. */
function calibrationOf(scorer: Scorer, { split, calibrated }: Fold): CalibrationBins | null {
  const probabilityOf = scorer.probabilityOf?.bind(scorer);
  if (probabilityOf === undefined) return null;
  const bins = emptyBins();
  const lists = rankUsers(scorer, split, calibrated);
  for (let i = 0; i < calibrated.length; i++) {
    const bought = new Set(split.truth[calibrated[i]]?.items);
    const { items, scores } = lists[i];
    for (let place = 0; place < items.length; place++) {
      addToBins(bins, probabilityOf(scores[place]), bought.has(items[place]));
    }
  }
  return bins;
}

function timed<T>(work: () => T): { value: T; seconds: number } {
  const startedMs = performance.now();
  const value = work();
  return { value, seconds: (performance.now() - startedMs) / 1000 };
}
