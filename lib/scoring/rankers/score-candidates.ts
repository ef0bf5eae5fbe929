import type { History } from "@/lib/domain/interactions";
import { generateCandidates } from "@/lib/scoring/candidates/generate-candidates";
import { type FeatureSet, fillFeatures } from "@/lib/scoring/features/feature-set";
import type { Population } from "@/lib/scoring/features/population";
import { type StateScratch, stateScratch, type UserState, userStateOf } from "@/lib/scoring/features/user-state";
import { type CompiledScratch, type CompiledTrees, compiledScratch, compileTrees, predictCompiled } from "@/lib/scoring/trees/compiled-trees";
import { featuresOf, type RankerModel } from "./ranker-model";

/** A model beside a population: everything needed to answer for anyone. Keeps scratch buffers: one thread at a time. */
export interface RankerRuntime {
  readonly model: RankerModel;
  readonly population: Population;
  readonly features: FeatureSet;
  readonly scratch: StateScratch;
  readonly compiled: CompiledTrees;
  readonly walk: CompiledScratch;
  /** Grows with the widest user met. */
  rows: Float32Array;
  scores: Float64Array;
}

export function rankerRuntime(model: RankerModel, population: Population): RankerRuntime {
  return { model, population, features: featuresOf(model), scratch: stateScratch(population),
    compiled: compileTrees(model.trees),
    walk: compiledScratch(), rows: new Float32Array(0), scores: new Float64Array(0) };
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

/** Candidates of one user, their features and scores. */
export function scoreCandidates(runtime: RankerRuntime, ask: AskInput): ScoredCandidates {
  const { model, population, features } = runtime;
  const state = userStateOf({ ...ask, population, scratch: runtime.scratch });
  const items = generateCandidates(population, state, model.candidates);
  const width = features.names.length;
  if (runtime.rows.length < items.length * width) runtime.rows = new Float32Array(items.length * width);
  if (runtime.scores.length < items.length) runtime.scores = new Float64Array(items.length);
  fillFeatures(features, { population, state, items, out: runtime.rows });
  hide(runtime.rows, { hidden: model.hidden, rowCount: items.length, width });
  predictCompiled(runtime.compiled, { rows: runtime.rows, rowCount: items.length, out: runtime.scores, scratch: runtime.walk });
  return { state, items, scores: runtime.scores.subarray(0, items.length), rows: runtime.rows };
}

/** Makes features unknown. */
export function hide(rows: Float32Array, { hidden, rowCount, width }: { hidden: Int32Array; rowCount: number; width: number }): void {
  for (const feature of hidden) for (let row = 0; row < rowCount; row++) rows[row * width + feature] = Number.NaN;
}
