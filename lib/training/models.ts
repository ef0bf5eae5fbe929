import { AppError } from "@/lib/domain/app-error";
import { alsModel } from "./fit-als";
import { coPurchaseModel } from "./fit-co-purchase";
import { easeModel } from "./fit-ease";
import { itemKnnModel } from "./fit-item-knn";
import { mfWarpModel } from "./fit-mf-warp";
import { personalFrequencyModel, personalFrequencyPopularModel } from "./fit-personal-frequency";
import { popularityModel } from "./fit-popularity";
import { repeatHazardModel } from "./fit-repeat-hazard";
import { textSimilarityModel } from "./fit-text-similarity";
import { tifuKnnCalendarModel, tifuKnnModel } from "./fit-tifu-knn";
import { upCfModel } from "./fit-up-cf";
import { v3Model, v3PlusModel } from "./fit-v3";
import type { ModelDefinition } from "./model";
import { rankerModel } from "./ranker/ranker-definition";

/** Every model the backtest knows, in the order of its table. A new model is one line here. */
export const MODELS: readonly ModelDefinition[] = [
  popularityModel,
  personalFrequencyModel,
  personalFrequencyPopularModel,
  v3Model,
  v3PlusModel,
  repeatHazardModel,
  tifuKnnModel,
  tifuKnnCalendarModel,
  upCfModel,
  itemKnnModel,
  easeModel,
  mfWarpModel,
  alsModel,
  coPurchaseModel,
  textSimilarityModel,
  rankerModel,
];

export function modelNamed(name: string): ModelDefinition {
  const model = MODELS.find((candidate) => candidate.name === name);
  if (model === undefined) {
    throw new AppError("invalid_input", `There is no model named "${name}".`, {
      field: "models",
      remedy: `Choose from ${MODELS.map((known) => known.name).join(", ")}.`,
    });
  }
  return model;
}
