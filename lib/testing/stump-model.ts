import { RANKER_FEATURES } from "@/lib/scoring/features/feature-set";
import type { RankerModel } from "@/lib/scoring/rankers/ranker-model";

/** A ranker of one stump on how many orders of the user hold the item: 0.25 above, -0.75 below, base 0.5. Enough to rank and explain. */
export function stumpModel(): RankerModel {
  const trees = {
    featureCount: RANKER_FEATURES.names.length,
    base: 0.5,
    treeOffset: Int32Array.of(0, 3),
    feature: Int16Array.of(RANKER_FEATURES.kinds.indexOf("own-counts"), -1, -1),
    threshold: Float64Array.of(1.5, 0, 0),
    missingLeft: Uint8Array.of(1, 0, 0),
    left: Int32Array.of(1, 0, 0),
    right: Int32Array.of(2, 0, 0),
    value: Float64Array.of(-0.25, -0.75, 0.25),
    cover: Float64Array.of(4, 2, 2),
  };
  return {
    featureSet: { name: RANKER_FEATURES.name, version: RANKER_FEATURES.version },
    trees,
    candidates: { perScore: 10, perPopularity: 10, maxNew: 10 },
    calibration: null,
    hidden: new Int32Array(0),
  };
}
