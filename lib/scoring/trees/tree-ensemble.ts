/**
 * Boosted trees in flat columns. A tree is the nodes `[treeOffset[t], treeOffset[t + 1])`, its root first, children
 * after their parent. `feature[n] < 0` marks a leaf. A value goes left when `value <= threshold[n]`; a missing value
 * (NaN) goes left when `missingLeft[n]` is 1.
 */
export interface TreeEnsemble {
  readonly featureCount: number;
  /** Score before any tree. */
  readonly base: number;
  /** Length = trees + 1. */
  readonly treeOffset: Int32Array;
  readonly feature: Int16Array;
  readonly threshold: Float64Array;
  readonly missingLeft: Uint8Array;
  /** Absolute node indices; 0 at a leaf. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** What a leaf adds to the score; at an inner node the mean of its leaves, weighted by cover. */
  readonly value: Float64Array;
  /** Training rows that reached the node. */
  readonly cover: Float64Array;
}

export function treeCount(ensemble: TreeEnsemble): number {
  return ensemble.treeOffset.length - 1;
}

/** The leaf that one row reaches in one tree. `at(feature)` is read as `row[rowOffset + feature]`. */
function leafOf(ensemble: TreeEnsemble, root: number, row: Float32Array, rowOffset: number): number {
  const { feature, threshold, missingLeft, left, right } = ensemble;
  let node = root;
  for (let f = feature[node]; f >= 0; f = feature[node]) {
    const value = row[rowOffset + f];
    // NaN fails every comparison, so it is asked for only where the comparison failed.
    if (value <= threshold[node]) node = left[node];
    else if (missingLeft[node] === 1 && Number.isNaN(value)) node = left[node];
    else node = right[node];
  }
  return node;
}

/** Score of one row of features, `row[rowOffset ...]`: base plus the leaves' values in tree order. */
export function predictRow(ensemble: TreeEnsemble, row: Float32Array, rowOffset = 0): number {
  const { treeOffset, value } = ensemble;
  let score = ensemble.base;
  for (let tree = 0; tree + 1 < treeOffset.length; tree++)
    score += value[leafOf(ensemble, treeOffset[tree], row, rowOffset)];
  return score;
}

/** Scores of `rowCount` rows stored one after the other; tree by tree, so that a tree stays in the cache. */
export function predictRows(ensemble: TreeEnsemble, rows: Float32Array, rowCount: number, out: Float64Array): void {
  const { treeOffset, value, featureCount } = ensemble;
  out.fill(ensemble.base, 0, rowCount);
  for (let tree = 0; tree + 1 < treeOffset.length; tree++) {
    const root = treeOffset[tree];
    for (let row = 0; row < rowCount; row++) out[row] += value[leafOf(ensemble, root, rows, row * featureCount)];
  }
}
