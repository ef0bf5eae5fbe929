import { RANKER_FEATURES } from "@/lib/scoring/features/feature-set";
import type { RankerModel } from "@/lib/scoring/rankers/ranker-model";

/** A ranker of one tree with one question: enough to rank, explain and answer with. */
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
