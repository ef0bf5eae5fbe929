import type { TreeEnsemble } from "./tree-ensemble";

/**
 * Exact Shapley values of one row under the path-dependent value function: a feature left out is averaged over both
 * sides of its cuts, in the proportion of training rows (Lundberg, Erion, Lee, "Consistent Individualized Feature
 * Attribution for Tree Ensembles", 2018, Algorithm 2; Lundberg et al., Nature Machine Intelligence 2, 2020). Work of
 * O(leaves x depth^2) a tree.
 *
 * Adds to `out` (length = features); returns the expected score, so that expectation + sum(out) = score.
 */
export function addTreeShap(ensemble: TreeEnsemble, row: Float32Array, out: Float64Array, rowOffset = 0): number {
  let expectation = ensemble.base;
  const path = new PathBuffer(deepestPath(ensemble));
  for (let tree = 0; tree + 1 < ensemble.treeOffset.length; tree++) {
    const root = ensemble.treeOffset[tree];
    expectation += ensemble.value[root];
    visit({ ensemble, row, rowOffset, out, path }, { node: root, start: 0, length: 0, zero: 1, one: 1, feature: -1 });
  }
  return expectation;
}

/** Expected score of an ensemble over its training rows: what contributions are measured from. */
export function expectedScore(ensemble: TreeEnsemble): number {
  let expectation = ensemble.base;
  for (let tree = 0; tree + 1 < ensemble.treeOffset.length; tree++)
    expectation += ensemble.value[ensemble.treeOffset[tree]];
  return expectation;
}

/** Nodes on the longest path, the leaf included. */
function deepestPath({ treeOffset, feature, left, right }: TreeEnsemble): number {
  const nodes = treeOffset[treeOffset.length - 1];
  const depth = new Int32Array(nodes);
  let deepest = 1;
  for (let node = 0; node < nodes; node++) {
    if (feature[node] < 0) continue;
    depth[left[node]] = depth[node] + 1;
    depth[right[node]] = depth[node] + 1;
    deepest = Math.max(deepest, depth[node] + 2);
  }
  return deepest;
}

/** Paths of unique features, each recursion level in its own stretch (the paper's m.d, m.z, m.o, m.w). */
class PathBuffer {
  readonly feature: Int16Array;
  readonly zero: Float64Array;
  readonly one: Float64Array;
  readonly weight: Float64Array;

  constructor(deepest: number) {
    const size = ((deepest + 1) * (deepest + 2)) / 2 + deepest + 2;
    this.feature = new Int16Array(size);
    this.zero = new Float64Array(size);
    this.one = new Float64Array(size);
    this.weight = new Float64Array(size);
  }

  copy(from: number, to: number, length: number): void {
    this.feature.copyWithin(to, from, from + length);
    this.zero.copyWithin(to, from, from + length);
    this.one.copyWithin(to, from, from + length);
    this.weight.copyWithin(to, from, from + length);
  }
}

interface Walk {
  readonly ensemble: TreeEnsemble;
  readonly row: Float32Array;
  readonly rowOffset: number;
  readonly out: Float64Array;
  readonly path: PathBuffer;
}

interface Step {
  readonly node: number;
  /** Where the parent's path starts and how long it is. */
  readonly start: number;
  readonly length: number;
  /** Share of rows, and 1 or 0 for the row itself, that flow through the edge into this node. */
  readonly zero: number;
  readonly one: number;
  readonly feature: number;
}

function visit(walk: Walk, step: Step): void {
  const { ensemble, row, rowOffset, out, path } = walk;
  const start = step.start + step.length;
  path.copy(step.start, start, step.length);
  let length = step.length;
  extend(path, { start, length, zero: step.zero, one: step.one, feature: step.feature });
  length++;
  const { node } = step;
  const feature = ensemble.feature[node];
  if (feature < 0) {
    for (let i = 1; i < length; i++) {
      const at = start + i;
      out[path.feature[at]] +=
        unwoundSum(path, { start, length, index: i }) * (path.one[at] - path.zero[at]) * ensemble.value[node];
    }
    return;
  }
  const value = row[rowOffset + feature];
  const goesLeft = Number.isNaN(value) ? ensemble.missingLeft[node] === 1 : value <= ensemble.threshold[node];
  const hot = goesLeft ? ensemble.left[node] : ensemble.right[node];
  const cold = goesLeft ? ensemble.right[node] : ensemble.left[node];
  let zero = 1;
  let one = 1;
  for (let i = 1; i < length; i++) {
    if (path.feature[start + i] !== feature) continue;
    // Met before on this path: the earlier edge is undone and multiplied in.
    zero = path.zero[start + i];
    one = path.one[start + i];
    unwind(path, { start, length, index: i });
    length--;
    break;
  }
  const cover = ensemble.cover[hot] + ensemble.cover[cold];
  visit(walk, { node: hot, start, length, zero: (zero * ensemble.cover[hot]) / cover, one, feature });
  visit(walk, { node: cold, start, length, zero: (zero * ensemble.cover[cold]) / cover, one: 0, feature });
}

interface Extension {
  readonly start: number;
  readonly length: number;
  readonly zero: number;
  readonly one: number;
  readonly feature: number;
}

function extend(path: PathBuffer, { start, length, zero, one, feature }: Extension): void {
  const { weight } = path;
  path.feature[start + length] = feature;
  path.zero[start + length] = zero;
  path.one[start + length] = one;
  weight[start + length] = length === 0 ? 1 : 0;
  for (let i = length - 1; i >= 0; i--) {
    weight[start + i + 1] += (one * weight[start + i] * (i + 1)) / (length + 1);
    weight[start + i] = (zero * weight[start + i] * (length - i)) / (length + 1);
  }
}

function unwind(path: PathBuffer, { start, length, index }: { start: number; length: number; index: number }): void {
  const { weight, zero, one, feature } = path;
  const last = length - 1;
  const o = one[start + index];
  const z = zero[start + index];
  let next = weight[start + last];
  for (let i = last - 1; i >= 0; i--) {
    if (o !== 0) {
      const held = weight[start + i];
      weight[start + i] = (next * (last + 1)) / ((i + 1) * o);
      next = held - (weight[start + i] * z * (last - i)) / (last + 1);
    } else weight[start + i] = (weight[start + i] * (last + 1)) / (z * (last - i));
  }
  for (let i = index; i < last; i++) {
    feature[start + i] = feature[start + i + 1];
    zero[start + i] = zero[start + i + 1];
    one[start + i] = one[start + i + 1];
  }
}

/** Sum of the weights that `unwind` would leave, without doing it. */
function unwoundSum(
  { weight, zero, one }: PathBuffer,
  { start, length, index }: { start: number; length: number; index: number },
): number {
  const last = length - 1;
  const o = one[start + index];
  const z = zero[start + index];
  let next = weight[start + last];
  let total = 0;
  for (let i = last - 1; i >= 0; i--) {
    if (o !== 0) {
      const share = (next * (last + 1)) / ((i + 1) * o);
      total += share;
      next = weight[start + i] - (share * z * (last - i)) / (last + 1);
    } else total += (weight[start + i] * (last + 1)) / (z * (last - i));
  }
  return total;
}
