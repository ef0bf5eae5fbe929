import type { Snapshot } from "@/lib/domain/snapshot";
import type { Protocol } from "@/lib/evaluation/split";
import type { Scorer } from "@/lib/scoring/scorer";

export type ParamValue = number | string | boolean | null;
export type ModelParams = Readonly<Record<string, ParamValue>>;

export interface FitInput<Params extends ModelParams = ModelParams> {
  /** Already truncated: every line is before `cutoffSec`. */
  readonly snapshot: Snapshot;
  readonly cutoffSec: number;
  readonly seed: number;
  readonly params: Params;
  /** What the lists will be measured by; default `next-30-days`. Models that learn from earlier answers must know. */
  readonly protocol?: Protocol;
}

/** A model that can be fitted to any data: its name, where it was published, its defaults and its fit. */
export interface ModelDefinition<Params extends ModelParams = ModelParams> {
  readonly name: string;
  /** Paper and year, or the system that defined it. */
  readonly source: string;
  /** Published values, or rules: none is chosen by looking at a data set of this project. */
  readonly params: Params;
  /**
   * Settings to choose from by `chooseParams`, on the holdout just before the cutoff; absent = the published ones
   * are used as they stand.
   */
  readonly grid?: readonly Partial<Params>[];
  /** Cheaper settings that stand in while choosing from the grid, and are taken back after. */
  readonly tuneWith?: Partial<Params>;
  /** Pure and deterministic in (snapshot, cutoffSec, seed, params). */
  fit(input: FitInput<Params>): Scorer;
}

/** Keeps the parameter type inside a definition, and forgets it in lists of models. */
export function defineModel<Params extends ModelParams>(definition: ModelDefinition<Params>): ModelDefinition {
  return {
    ...definition,
    fit: (input) => definition.fit({ ...input, params: { ...definition.params, ...input.params } as Params }),
  };
}
