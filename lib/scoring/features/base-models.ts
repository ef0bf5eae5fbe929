import { type History, historyBefore } from "@/lib/domain/interactions";
import type { Snapshot } from "@/lib/domain/snapshot";
import { Random } from "@/lib/numeric/random";
import { type SparseMatrix, stackRows, transpose } from "@/lib/numeric/sparse";
import type { Scorer } from "@/lib/scoring/scorer";
import { createAlsScorer } from "@/lib/scoring/scorers/als";
import { alsFactors } from "@/lib/scoring/scorers/als-factors";
import { createEaseScorer } from "@/lib/scoring/scorers/ease";
import { easeWeights, mostActiveItems } from "@/lib/scoring/scorers/ease-weights";
import { createTifuScorer, squaredLengths, tifuVector } from "@/lib/scoring/scorers/tifu-knn";
import { createUpCfScorer, recentShareVector } from "@/lib/scoring/scorers/up-cf";
import { binaryVector, decayedVector, type VectorOf } from "@/lib/scoring/user-vectors";

/** Models whose scores of the whole catalogue are features. */
export const BASE_MODELS = ["tifu", "upcf", "ease", "als"] as const;
export type BaseModel = (typeof BASE_MODELS)[number];

/** Published values, made small where time asks for it: a feature need not be the best model there is. */
const TIFU = {
  neighbours: 300,
  alpha: 0.7,
  basketDecay: 1,
  groupDecay: 0.7,
  groups: 7,
  groupDays: 60,
  metric: "cosine",
} as const;
const UP_CF = { recentBaskets: 5, alpha: 0.5, locality: 5, neighbours: 300 };
const EASE = { lambda: 200, halfLifeDays: 180, maxItems: 1000 };
const ALS = { factors: 32, sweeps: 6, alpha: 40, regularisation: 10, halfLifeDays: 180 };

/** Fits the base models to lines before the cutoff. */
export function fitBaseModels({ lines }: Snapshot, cutoffSec: number): Record<BaseModel, Scorer> {
  const histories: History[] = [];
  for (let user = 0; user < lines.userCount; user++) histories.push(historyBefore(lines, user, cutoffSec));
  const matrixOf = (vectorOf: VectorOf): SparseMatrix =>
    stackRows(
      histories.map((history) => vectorOf(history, cutoffSec)),
      lines.itemCount,
    );
  const tifu = matrixOf((history, asOfSec) => tifuVector(history, asOfSec, TIFU));
  const owned = matrixOf(binaryVector);
  const decayed = matrixOf(decayedVector(EASE.halfLifeDays));
  const items = mostActiveItems(decayed, EASE.maxItems);
  return {
    tifu: createTifuScorer({
      name: "tifu",
      settings: TIFU,
      neighbours: TIFU.neighbours,
      metric: TIFU.metric,
      alpha: TIFU.alpha,
      vectors: tifu,
      byItem: transpose(tifu),
      squared: squaredLengths(tifu),
    }),
    upcf: createUpCfScorer({
      ...UP_CF,
      owned,
      ownedByItem: transpose(owned),
      shares: matrixOf((history) => recentShareVector(history, UP_CF.recentBaskets)),
    }),
    ease: createEaseScorer({
      itemCount: lines.itemCount,
      items,
      weights: easeWeights(decayed, items, EASE.lambda),
      vectorOf: decayedVector(EASE.halfLifeDays),
    }),
    als: createAlsScorer({
      ...ALS,
      ...alsFactors(decayed, { ...ALS, random: new Random("als features") }),
      vectorOf: decayedVector(ALS.halfLifeDays),
    }),
  };
}
