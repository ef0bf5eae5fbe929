import type { TreeEnsemble } from "./tree-ensemble";

/**
 * The same trees laid out for many rows at once. A walk takes as many steps as its tree is deep, without a branch: siblings
 * stand side by side, so the next node is `child + (key > threshold)`, and a leaf leads to itself. Values are compared by
 * keys, whole numbers in the order of the values, with a missing one below or above all others, whichever way its node
 * sends it: a feature takes a column for each way that is met.
 */
export interface CompiledTrees {
  readonly featureCount: number;
  readonly base: number;
  /** Length = trees + 1. */
  readonly root: Int32Array;
  readonly depth: Uint8Array;
  /** Columns that the trees before one read: they are numbered in the order in which the trees need them. */
  readonly columnsBefore: Int32Array;
  /** What a column holds: the feature, and the key of a missing value. */
  readonly feature: Int32Array;
  readonly missing: Int32Array;
  /** By node: place of its column in a block of rows. */
  readonly column: Int32Array;
  /** Key of the threshold, rounded down to single precision: for a single-precision value the comparison is the same. */
  readonly threshold: Int32Array;
  readonly child: Int32Array;
  readonly value: Float64Array;
}

/** Rows that are walked together, so that the processor overlaps their waits for memory. */
const LANES = 8;
const BELOW_ALL = -0x80000000;
const ABOVE_ALL = 0x7fffffff;

export function compileTrees(ensemble: TreeEnsemble): CompiledTrees {
  const nodes = ensemble.feature.length;
  const trees = ensemble.treeOffset.length - 1;
  const columnOf = new Map<number, number>();
  const columns: { feature: number; missing: number }[] = [];
  const placeOf = (feature: number, missesLeft: boolean): number => {
    const way = 2 * feature + Number(missesLeft);
    let column = columnOf.get(way);
    if (column === undefined) {
      column = columns.push({ feature, missing: missesLeft ? BELOW_ALL : ABOVE_ALL }) - 1;
      columnOf.set(way, column);
    }
    return LANES * column;
  };
  const compiled = {
    featureCount: ensemble.featureCount,
    base: ensemble.base,
    root: ensemble.treeOffset,
    depth: new Uint8Array(trees),
    columnsBefore: new Int32Array(trees + 1),
    column: new Int32Array(nodes),
    threshold: new Int32Array(nodes),
    child: new Int32Array(nodes),
    value: new Float64Array(nodes),
  };
  for (let tree = 0; tree < trees; tree++) {
    const root = ensemble.treeOffset[tree];
    let next = root + 1;
    let deepest = 0;
    // Breadth first: the two children of a node get neighbouring places.
    const queue: { from: number; at: number; depth: number }[] = [{ from: root, at: root, depth: 0 }];
    for (const { from, at, depth } of queue) {
      const feature = ensemble.feature[from];
      compiled.value[at] = ensemble.value[from];
      if (feature < 0) {
        deepest = Math.max(deepest, depth);
        compiled.threshold[at] = ABOVE_ALL;
        compiled.child[at] = at;
        continue;
      }
      compiled.column[at] = placeOf(feature, ensemble.missingLeft[from] === 1);
      compiled.threshold[at] = keyAtMost(ensemble.threshold[from]);
      compiled.child[at] = next;
      queue.push(
        { from: ensemble.left[from], at: next, depth: depth + 1 },
        { from: ensemble.right[from], at: next + 1, depth: depth + 1 },
      );
      next += 2;
    }
    compiled.depth[tree] = deepest;
    compiled.columnsBefore[tree + 1] = columns.length;
  }
  return {
    ...compiled,
    feature: Int32Array.from(columns, (column) => column.feature),
    missing: Int32Array.from(columns, (column) => column.missing),
  };
}

/** Bits of a single-precision number as a whole number in the same order: those of a negative one count backwards. */
const keyOf = (bits: number): number => bits ^ ((bits >> 31) & 0x7fffffff);

const single = new Float32Array(1);
const singleBits = new Int32Array(single.buffer);

/** Key of the largest single-precision number that is not above x. */
function keyAtMost(x: number): number {
  // Adding 0 makes a negative zero positive: the two are equal, their keys are not.
  single[0] = x + 0;
  const key = keyOf(singleBits[0]);
  return single[0] > x ? key - 1 : key;
}

/** Buffers that grow with the longest list met. */
export interface WalkScratch {
  /** Blocks of `LANES` rows, each column by column. */
  keys: Int32Array;
  sums: Float64Array;
}

export const walkScratch = (): WalkScratch => ({ keys: new Int32Array(0), sums: new Float64Array(0) });

export interface WalkInput {
  /** Rows of `featureCount` values, stored one after the other. */
  readonly rows: Float32Array;
  readonly rowCount: number;
  readonly fromTree: number;
  readonly toTree: number;
  /** Added to, one entry a row. */
  readonly out: Float64Array;
}

/** Adds the trees `[fromTree, toTree)` to the scores; from 0 on with `out` at the base it equals `predictRows` to the bit. */
export function addCompiled(trees: CompiledTrees, input: WalkInput, scratch: WalkScratch): void {
  const { root, depth, column, threshold, child, value } = trees;
  const { rowCount, fromTree, toTree, out } = input;
  const blockSize = LANES * trees.columnsBefore[toTree];
  const blocks = Math.ceil(rowCount / LANES);
  if (scratch.keys.length < blocks * blockSize) scratch.keys = new Int32Array(blocks * blockSize);
  if (scratch.sums.length < blocks * LANES) scratch.sums = new Float64Array(blocks * LANES);
  const { keys, sums } = scratch;
  fillKeys(trees, input, { keys, blockSize });
  for (let row = 0; row < rowCount; row++) sums[row] = out[row];
  for (let tree = fromTree; tree < toTree; tree++) {
    const start = root[tree];
    const steps = depth[tree];
    for (let block = 0; block < blocks; block++) {
      const at = block * blockSize;
      let a = start;
      let b = start;
      let c = start;
      let d = start;
      let e = start;
      let f = start;
      let g = start;
      let h = start;
      for (let step = 0; step < steps; step++) {
        a = child[a] + Number(keys[at + column[a]] > threshold[a]);
        b = child[b] + Number(keys[at + column[b] + 1] > threshold[b]);
        c = child[c] + Number(keys[at + column[c] + 2] > threshold[c]);
        d = child[d] + Number(keys[at + column[d] + 3] > threshold[d]);
        e = child[e] + Number(keys[at + column[e] + 4] > threshold[e]);
        f = child[f] + Number(keys[at + column[f] + 5] > threshold[f]);
        g = child[g] + Number(keys[at + column[g] + 6] > threshold[g]);
        h = child[h] + Number(keys[at + column[h] + 7] > threshold[h]);
      }
      const row = block * LANES;
      sums[row] += value[a];
      sums[row + 1] += value[b];
      sums[row + 2] += value[c];
      sums[row + 3] += value[d];
      sums[row + 4] += value[e];
      sums[row + 5] += value[f];
      sums[row + 6] += value[g];
      sums[row + 7] += value[h];
    }
  }
  for (let row = 0; row < rowCount; row++) out[row] = sums[row];
}

/** Keys of the columns that the trees before `toTree` read. The last block may keep other rows' keys: nobody reads its sums. */
function fillKeys(
  { featureCount, feature, missing, columnsBefore }: CompiledTrees,
  { rows, rowCount, toTree }: WalkInput,
  { keys, blockSize }: { keys: Int32Array; blockSize: number },
): void {
  const bits = new Int32Array(rows.buffer, rows.byteOffset, rows.length);
  const columns = columnsBefore[toTree];
  for (let row = 0; row < rowCount; row++) {
    const from = row * featureCount;
    const to = Math.floor(row / LANES) * blockSize + (row % LANES);
    for (let column = 0; column < columns; column++) {
      const held = bits[from + feature[column]];
      const isMissing = (held & 0x7fffffff) > 0x7f800000;
      keys[to + LANES * column] = isMissing ? missing[column] : keyOf(held);
    }
  }
}
