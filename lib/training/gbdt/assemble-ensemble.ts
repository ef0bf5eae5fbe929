import type { TreeEnsemble } from "@/lib/scoring/trees/tree-ensemble";
import type { BinMapper } from "./bin-features";
import type { GrownTree } from "./grow-tree";

/** Joins grown trees to one flat ensemble whose cuts are values instead of bins. */
export function assembleEnsemble({
  trees,
  base,
  mapper,
}: {
  trees: readonly GrownTree[];
  base: number;
  mapper: BinMapper;
}): TreeEnsemble {
  const treeOffset = new Int32Array(trees.length + 1);
  for (let tree = 0; tree < trees.length; tree++) treeOffset[tree + 1] = treeOffset[tree] + trees[tree].feature.length;
  const nodes = treeOffset[trees.length];
  const ensemble = {
    featureCount: mapper.cuts.length,
    base,
    treeOffset,
    feature: new Int16Array(nodes),
    threshold: new Float64Array(nodes),
    missingLeft: new Uint8Array(nodes),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    value: new Float64Array(nodes),
    cover: new Float64Array(nodes),
  };
  for (const [index, tree] of trees.entries()) {
    const first = treeOffset[index];
    for (let node = 0; node < tree.feature.length; node++) {
      const feature = tree.feature[node];
      const at = first + node;
      ensemble.feature[at] = feature;
      ensemble.cover[at] = tree.cover[node];
      ensemble.value[at] = tree.value[node];
      if (feature < 0) continue;
      const cuts = mapper.cuts[feature];
      // A cut on missingness sends every value left.
      ensemble.threshold[at] = tree.bin[node] > cuts.length ? Number.POSITIVE_INFINITY : cuts[tree.bin[node] - 1];
      ensemble.missingLeft[at] = tree.missingLeft[node];
      ensemble.left[at] = first + tree.left[node];
      ensemble.right[at] = first + tree.right[node];
    }
    // Children come after their parent, so a backward pass sees them first. Their mean is what TreeSHAP starts from.
    for (let at = treeOffset[index + 1] - 1; at >= first; at--) {
      if (ensemble.feature[at] < 0) continue;
      const [left, right] = [ensemble.left[at], ensemble.right[at]];
      const cover = ensemble.cover[left] + ensemble.cover[right];
      ensemble.value[at] =
        (ensemble.value[left] * ensemble.cover[left] + ensemble.value[right] * ensemble.cover[right]) / cover;
    }
  }
  return ensemble;
}
