import { AppError } from "@/lib/domain/app-error";
import type { ModelDefinition, ModelParams } from "../model";
import { modelNamed } from "../models";
import { categorical, float, int, logFloat, logInt, type ParamSpace } from "./param-space";
import { RANKER_SPACE, RANKER_STAND_INS } from "./ranker-space";

const halfLifeDays = logFloat(7, 1500);

const TIFU_SPACE: ParamSpace = {
  neighbours: logInt(10, 1000),
  metric: categorical("euclidean", "cosine"),
  alpha: float(0, 1),
  basketDecay: float(0.3, 1),
  groupDecay: float(0.3, 1),
};

/** What the tuner may change of each model: ranges about an order of magnitude beyond what the papers search. */
const SPACES: Readonly<Record<string, ParamSpace>> = {
  popularity: { windowDays: categorical(7, 14, 30, 60, 90, 180, null), scope: categorical("all", "segment") },
  "personal-frequency-popular": { windowDays: logInt(3, 365) },
  "repeat-hazard": { priorBuyers: logFloat(0.1, 1000) },
  "tifu-knn": { ...TIFU_SPACE, groups: int(1, 30) },
  "tifu-knn-calendar": { ...TIFU_SPACE, groupDays: logInt(7, 180) },
  "up-cf": {
    recentBaskets: categorical(null, 2, 3, 5, 10, 20, 50),
    alpha: float(0, 1),
    locality: logFloat(0.5, 100),
  },
  "item-knn": { neighbours: logInt(5, 1000), shrinkage: logFloat(0.1, 1000), halfLifeDays },
  ease: { lambda: logFloat(1, 5000), halfLifeDays },
  "mf-warp": { learningRate: logFloat(0.005, 1), maxSampled: logInt(3, 100), halfLifeDays },
  als: { alpha: logFloat(0.1, 200), regularisation: logFloat(0.1, 1000), halfLifeDays },
  "co-purchase": {
    relation: categorical("complements", "substitutes"),
    shrinkage: logFloat(0.1, 500),
    kept: logInt(5, 500),
    halfLifeDays,
  },
  "text-similarity": { halfLifeDays },
  ranker: RANKER_SPACE,
};

/** Cheaper settings of models whose definition names none. */
const STAND_INS: Readonly<Record<string, ModelParams>> = { ranker: RANKER_STAND_INS };

export interface TunableModel {
  readonly definition: ModelDefinition;
  readonly space: ParamSpace;
  /** Settings that stand in during the search to make it affordable; the final comparison goes without. */
  readonly standIns: ModelParams;
}

/** A model with its space. Throws AppError `invalid_input` for an unknown model and for one without settings. */
export function tunableModel(name: string): TunableModel {
  const definition = modelNamed(name);
  const space = SPACES[name];
  if (space === undefined) {
    throw new AppError("invalid_input", `The model ${name} has no settings to tune.`, {
      field: "model",
      remedy: `Choose from ${Object.keys(SPACES).join(", ")}.`,
    });
  }
  return { definition, space, standIns: (definition.tuneWith ?? STAND_INS[name] ?? {}) as ModelParams };
}

export const TUNABLE_MODELS: readonly string[] = Object.keys(SPACES);
