import type { ModelParams } from "../model";
import { float, int, logFloat, logInt, type ParamSpace } from "./param-space";

/**
 * What the tuner may change of the ranker. Rounds are left to early stopping; horizon, bins, copies and bounds of the
 * work are choices of purpose and cost, not of accuracy.
 */
export const RANKER_SPACE: ParamSpace = {
  strideDays: int(7, 30),
  keepUnbought: float(0.1, 1),
  perScore: logInt(30, 300),
  perPopularity: logInt(20, 300),
  learningRate: logFloat(0.02, 0.3),
  maxLeaves: logInt(7, 127),
  maxDepth: int(3, 12),
  minChildRows: logInt(10, 2000),
  lambdaL2: logFloat(0.1, 200),
  rowShare: float(0.3, 1),
  featureShare: float(0.05, 1),
  truncation: logInt(10, 100),
  rankShare: float(0, 1),
};

/** Fewer windows, users and rows order the settings much as all do, in a fraction of the time. */
export const RANKER_STAND_INS: ModelParams = { maxFolds: 5, maxUsers: 600, rowBudget: 200_000, rankRowBudget: 100_000 };
