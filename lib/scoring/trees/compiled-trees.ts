import type { TreeEnsemble } from "./tree-ensemble";

/**
 * The same trees laid out for many rows at once. A walk takes as many steps as its tree is deep, without a branch: siblings
 * stand side by side, so the next node is `child + (value > threshold)`, and a leaf leads to itself. A missing value is
 * read as -Infinity or +Infinity, whichever way its node sends it: rows hold every feature twice.
 */
export interface CompiledTrees {
  readonly featureCount: number;
  readonly base: number;
  readonly root: Int32Array;
  readonly depth: Uint8Array;
  /** Column of the doubled row. */
  readonly column: Int32Array;
  /** Rounded down to single precision: for a single-precision value the comparison is the same. */
  readonly threshold: Float32Array;
  readonly child: Int32Array;
  readonly value: Float64Array;
}

export function compileTrees(ensemble: TreeEnsemble): CompiledTrees {
  const nodes = ensemble.feature.length;
  const trees = ensemble.treeOffset.length - 1;
  const compiled = {
    featureCount: ensemble.featureCount,
    base: ensemble.base,
    root: new Int32Array(trees),
    depth: new Uint8Array(trees),
    column: new Int32Array(nodes),
    threshold: new Float32Array(nodes),
    child: new Int32Array(nodes),
    value: new Float64Array(nodes),
  };
  for (let tree = 0; tree < trees; tree++) {
    const root = ensemble.treeOffset[tree];
    compiled.root[tree] = root;
    let next = root + 1;
    let deepest = 0;
    // Breadth first: the two children of a node get neighbouring places.
    const queue: { from: number; at: number; depth: number }[] = [{ from: root, at: root, depth: 0 }];
    for (const { from, at, depth } of queue) {
      const feature = ensemble.feature[from];
      compiled.value[at] = ensemble.value[from];
      if (feature < 0) {
        deepest = Math.max(deepest, depth);
        compiled.threshold[at] = Number.POSITIVE_INFINITY;
        compiled.child[at] = at;
        continue;
      }
      compiled.column[at] = ensemble.missingLeft[from] === 1 ? feature : ensemble.featureCount + feature;
      compiled.threshold[at] = singleAtMost(ensemble.threshold[from]);
      compiled.child[at] = next;
      queue.push(
        { from: ensemble.left[from], at: next, depth: depth + 1 },
        { from: ensemble.right[from], at: next + 1, depth: depth + 1 },
      );
      next += 2;
    }
    compiled.depth[tree] = deepest;
  }
  return compiled;
}

const LARGEST_SINGLE = 3.4028234663852886e38;
const bits = new DataView(new ArrayBuffer(4));

/** The largest single-precision number that is not above x; never infinite, so that +Infinity stays beyond every cut. */
function singleAtMost(x: number): number {
  if (x >= LARGEST_SINGLE) return LARGEST_SINGLE;
  const rounded = Math.fround(x);
  if (rounded <= x) return rounded;
  // One step down: the next bit pattern towards -Infinity.
  bits.setFloat32(0, rounded);
  bits.setInt32(0, rounded > 0 ? bits.getInt32(0) - 1 : rounded === 0 ? 0x80000001 | 0 : bits.getInt32(0) + 1);
  return bits.getFloat32(0);
}

/** Rows with every feature twice, missing values as -Infinity first and as +Infinity then; padded to a multiple of four rows. */
export interface DoubledRows {
  values: Float32Array;
  rowCount: number;
}

/** A buffer that grows with the longest list met. */
export const doubledRows = (): DoubledRows => ({ values: new Float32Array(0), rowCount: 0 });

/** Fills the buffer with rows stored one after the other. */
export function doubleRows(
  rows: Float32Array,
  rowCount: number,
  { featureCount, buffer }: { featureCount: number; buffer: DoubledRows },
): void {
  const width = 2 * featureCount;
  const size = padded(rowCount) * width;
  if (buffer.values.length < size) buffer.values = new Float32Array(size);
  buffer.rowCount = rowCount;
  const { values } = buffer;
  for (let row = 0; row < rowCount; row++) {
    const from = row * featureCount;
    const low = row * width;
    const high = low + featureCount;
    for (let f = 0; f < featureCount; f++) {
      const held = rows[from + f];
      const isMissing = Number.isNaN(held);
      values[low + f] = isMissing ? Number.NEGATIVE_INFINITY : held;
      values[high + f] = isMissing ? Number.POSITIVE_INFINITY : held;
    }
  }
}

/** Keeps the rows with these ascending numbers. */
export function keepDoubledRows(buffer: DoubledRows, kept: Int32Array, featureCount: number): void {
  const width = 2 * featureCount;
  for (let at = 0; at < kept.length; at++)
    buffer.values.copyWithin(at * width, kept[at] * width, (kept[at] + 1) * width);
  buffer.rowCount = kept.length;
}

const padded = (rowCount: number) => (rowCount + 3) & ~3;

/** Adds the trees `[fromTree, toTree)` to the scores; from 0 on with `out` at the base it equals `predictRows` to the bit. */
export function addCompiled(
  trees: CompiledTrees,
  { values, rowCount }: DoubledRows,
  range: { fromTree: number; toTree: number; out: Float64Array },
): void {
  const width = 2 * trees.featureCount;
  const { fromTree, toTree, out } = range;
  for (let tree = fromTree; tree < toTree; tree++) {
    const start = trees.root[tree];
    const steps = trees.depth[tree];
    for (let row = 0; row < rowCount; row += 4)
      walkFour(trees, { doubled: values, width, row, start, steps, out, value: trees.value, rowCount });
  }
}

interface WalkInput {
  readonly doubled: Float32Array;
  readonly width: number;
  readonly row: number;
  readonly start: number;
  readonly steps: number;
  readonly out: Float64Array;
  readonly value: Float64Array;
  readonly rowCount: number;
}

/** Four independent walks side by side, so that the processor overlaps their waits for memory. */
function walkFour(
  { column, threshold, child }: CompiledTrees,
  { doubled, width, row, start, steps, out, value, rowCount }: WalkInput,
): void {
  const a = row * width;
  const b = a + width;
  const c = b + width;
  const d = c + width;
  let na = start;
  let nb = start;
  let nc = start;
  let nd = start;
  for (let step = 0; step < steps; step++) {
    na = child[na] + Number(doubled[a + column[na]] > threshold[na]);
    nb = child[nb] + Number(doubled[b + column[nb]] > threshold[nb]);
    nc = child[nc] + Number(doubled[c + column[nc]] > threshold[nc]);
    nd = child[nd] + Number(doubled[d + column[nd]] > threshold[nd]);
  }
  out[row] += value[na];
  if (row + 1 < rowCount) out[row + 1] += value[nb];
  if (row + 2 < rowCount) out[row + 2] += value[nc];
  if (row + 3 < rowCount) out[row + 3] += value[nd];
}
