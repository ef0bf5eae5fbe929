import type { History } from "@/lib/domain/interactions";
import { topK } from "@/lib/numeric/top-k";
import { generateCandidates } from "@/lib/scoring/candidates/generate-candidates";
import { type FeatureSet, fillFeatures } from "@/lib/scoring/features/feature-set";
import type { Population } from "@/lib/scoring/features/population";
import { type StateScratch, stateScratch, type UserState, userStateOf } from "@/lib/scoring/features/user-state";
import {
  addCompiled,
  type CompiledTrees,
  compileTrees,
  type WalkScratch,
  walkScratch,
} from "@/lib/scoring/trees/compiled-trees";
import { compileShapPaths, type ShapPaths } from "@/lib/scoring/trees/path-shap";
import { featuresOf, type RankerModel } from "./ranker-model";

/** Candidates of each list (bought before, new) that all trees look at; the others are dropped after the first trees. */
const SCREENED_PER_LIST = 60;
/** Share of the trees that decide which candidates these are. */
const SCREEN_SHARE = 0.1;

/** A model beside a population: everything needed to answer for anyone. Keeps scratch buffers: one thread at a time. */
export interface RankerRuntime {
  readonly model: RankerModel;
  readonly population: Population;
  readonly features: FeatureSet;
  readonly scratch: StateScratch;
  readonly compiled: CompiledTrees;
  /** For explanations; keeps what it has computed. */
  readonly paths: ShapPaths;
  readonly walk: WalkScratch;
  /** Grows with the widest user met. */
  rows: Float32Array;
  scores: Float64Array;
}

export function rankerRuntime(model: RankerModel, population: Population): RankerRuntime {
  let paths: ShapPaths | null = null;
  return {
    get paths() {
      paths ??= compileShapPaths(model.trees);
      return paths;
    },
    model,
    population,
    features: featuresOf(model),
    scratch: stateScratch(population),
    compiled: compileTrees(model.trees),
    walk: walkScratch(),
    rows: new Float32Array(0),
    scores: new Float64Array(0),
  };
}

export interface AskInput {
  /** Dense user index of the population; -1 = unknown to it. */
  readonly user: number;
  /** Lines strictly before `asOfSec`. */
  readonly history: History;
  readonly asOfSec: number;
}

/** Views into the runtime's buffers, valid until its next use. */
export interface ScoredCandidates {
  readonly state: UserState;
  /** Ascending item indices. */
  readonly items: Int32Array;
  readonly scores: Float64Array;
  /** Features, one row an item. */
  readonly rows: Float32Array;
}

/**
 * Candidates of one user, their features and scores. Where there are many, the first trees choose the best `perList` of those
 * bought before and of the others, and only these are scored by all.
 */
export function scoreCandidates(runtime: RankerRuntime, ask: AskInput, perList = SCREENED_PER_LIST): ScoredCandidates {
  const { model, population, features, compiled, walk } = runtime;
  const state = userStateOf({ ...ask, population, scratch: runtime.scratch });
  const candidates = generateCandidates(population, state, model.candidates);
  const width = features.names.length;
  if (runtime.rows.length < candidates.length * width) runtime.rows = new Float32Array(candidates.length * width);
  if (runtime.scores.length < candidates.length) runtime.scores = new Float64Array(candidates.length);
  const { rows, scores } = runtime;
  fillFeatures(features, { population, state, items: candidates, out: rows });
  hide(rows, { hidden: model.hidden, rowCount: candidates.length, width });
  scores.fill(compiled.base, 0, candidates.length);
  const trees = compiled.depth.length;
  const screenTrees = Math.ceil(SCREEN_SHARE * trees);
  addCompiled(compiled, { rows, rowCount: candidates.length, fromTree: 0, toTree: screenTrees, out: scores }, walk);
  let items = candidates;
  if (candidates.length > 2 * perList) {
    const kept = screen(scores.subarray(0, candidates.length), {
      perList,
      isRepeat: (at) => state.slotOf[candidates[at]] > 0,
    });
    items = kept.map((at) => candidates[at]);
    for (let at = 0; at < kept.length; at++) {
      scores[at] = scores[kept[at]];
      rows.copyWithin(at * width, kept[at] * width, (kept[at] + 1) * width);
    }
  }
  addCompiled(compiled, { rows, rowCount: items.length, fromTree: screenTrees, toTree: trees, out: scores }, walk);
  return { state, items, scores: scores.subarray(0, items.length), rows };
}

/** Places of the best of both kinds, ascending. */
function screen(
  scores: Float64Array,
  { perList, isRepeat }: { perList: number; isRepeat: (at: number) => boolean },
): Int32Array {
  const bestOf = (wanted: boolean) =>
    topK(
      scores.map((score, at) => (isRepeat(at) === wanted ? score : Number.NaN)),
      perList,
    );
  return Int32Array.from([...bestOf(true), ...bestOf(false)]).sort();
}

/** Makes features unknown. */
export function hide(
  rows: Float32Array,
  { hidden, rowCount, width }: { hidden: Int32Array; rowCount: number; width: number },
): void {
  for (const feature of hidden) for (let row = 0; row < rowCount; row++) rows[row * width + feature] = Number.NaN;
}
