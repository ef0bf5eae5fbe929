import type { FeatureBlock, FeatureKind, FillInput } from "./feature-block";
import { popularity, popularityTrend, priceQuantity, product, seasonality } from "./item-blocks";
import { dueNess, ownCounts, ownWindows, userRhythm } from "./own-blocks";
import { collaborative, foresight, groupText, neighbourRates } from "./relation-blocks";

/** A named, versioned list of features: what an artifact was trained on and must be served with. */
export interface FeatureSet {
  readonly name: string;
  readonly version: number;
  readonly names: readonly string[];
  /** Kind of each feature. */
  readonly kinds: readonly FeatureKind[];
  readonly blocks: readonly FeatureBlock[];
}

function featureSet(name: string, version: number, blocks: readonly FeatureBlock[]): FeatureSet {
  return {
    name,
    version,
    blocks,
    names: blocks.flatMap((block) => block.names),
    kinds: blocks.flatMap((block) => block.names.map(() => block.kind)),
  };
}

export const RANKER_FEATURES = featureSet("ranker", 2, [
  ownCounts,
  ownWindows,
  dueNess,
  userRhythm,
  popularity,
  popularityTrend,
  product,
  seasonality,
  priceQuantity,
  groupText,
  collaborative,
  neighbourRates,
  foresight,
]);

/** Fills one row of features for each item; the only function that does so, in training and in serving. */
export function fillFeatures(set: FeatureSet, input: Omit<FillInput, "stride" | "column">): void {
  let column = 0;
  for (const block of set.blocks) {
    block.fill({ ...input, stride: set.names.length, column });
    column += block.names.length;
  }
}
