import { findSplit, type Split, type SplitRules } from "./find-split";
import { buildHistogram, subtractHistogram } from "./histogram";

export interface TreeRules extends SplitRules {
  readonly maxLeaves: number;
  /** Splits on the longest path; 0 = no limit. */
  readonly maxDepth: number;
}

/** Nodes of one tree, root first, children after their parent; `feature[n] = -1` at a leaf. Cuts are bins. */
export interface GrownTree {
  readonly feature: Int16Array;
  readonly bin: Uint8Array;
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Unshrunken Newton step -G / (H + lambda) of each node. */
  readonly value: Float64Array;
  readonly cover: Float64Array;
}

export interface GrowTreeInput {
  readonly columns: readonly Uint8Array[];
  readonly offset: Int32Array;
  /** Features this tree may use, ascending. */
  readonly features: Int32Array;
  /** Rows this tree is fitted to, ascending; reordered in place. */
  readonly rows: Int32Array;
  /** Derivatives by row number. */
  readonly grad: Float64Array;
  readonly hess: Float64Array;
  readonly rules: TreeRules;
  readonly monotone: Int8Array | null;
  readonly scratch: TreeScratch;
}

/** Buffers kept from tree to tree. */
export interface TreeScratch {
  readonly grad: Float64Array;
  readonly hess: Float64Array;
  readonly rows: Int32Array;
  readonly histograms: Float64Array[];
}

export function treeScratch(rowCount: number): TreeScratch {
  return {
    grad: new Float64Array(rowCount),
    hess: new Float64Array(rowCount),
    rows: new Int32Array(rowCount),
    histograms: [],
  };
}

interface OpenLeaf {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly grad: number;
  readonly hess: number;
  readonly low: number;
  readonly high: number;
  readonly histogram: Float64Array;
  readonly split: Split | null;
}

/**
 * Grows one tree leaf by leaf, the most gainful first (Shi, "Best-first decision tree learning", 2007; Ke et al. 2017).
 * Only the smaller child's histogram is summed from rows; the larger one is the parent's less that.
 */
export function growTree(input: GrowTreeInput): GrownTree {
  const { rules, rows, features, offset, scratch, monotone } = input;
  const maxNodes = 2 * rules.maxLeaves - 1;
  const tree = {
    feature: new Int16Array(maxNodes).fill(-1),
    bin: new Uint8Array(maxNodes),
    missingLeft: new Uint8Array(maxNodes),
    left: new Int32Array(maxNodes),
    right: new Int32Array(maxNodes),
    value: new Float64Array(maxNodes),
    cover: new Float64Array(maxNodes),
  };
  const free = scratch.histograms;
  const takeHistogram = () => free.pop() ?? new Float64Array(2 * offset[offset.length - 1]);
  const step = (grad: number, hess: number, low: number, high: number) =>
    Math.min(high, Math.max(low, -grad / (hess + rules.lambdaL2)));
  const open = (leaf: Omit<OpenLeaf, "split">): OpenLeaf => {
    const { grad, hess, from, to, histogram, depth } = leaf;
    const mayGrow = (rules.maxDepth === 0 || depth < rules.maxDepth) && to - from >= 2 * rules.minChildRows;
    return {
      ...leaf,
      split: mayGrow ? findSplit({ histogram, offset, features, grad, hess, rows: to - from, rules, monotone }) : null,
    };
  };

  const rootHistogram = takeHistogram();
  const sums = gather(input, 0, rows.length);
  buildHistogram({
    ...input,
    rows: scratch.rows,
    grad: scratch.grad,
    hess: scratch.hess,
    count: rows.length,
    out: rootHistogram,
  });
  tree.value[0] = step(sums.grad, sums.hess, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  tree.cover[0] = rows.length;
  const leaves: OpenLeaf[] = [
    open({
      node: 0,
      from: 0,
      to: rows.length,
      depth: 0,
      ...sums,
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
      histogram: rootHistogram,
    }),
  ];
  let nodes = 1;
  while (leaves.length < rules.maxLeaves) {
    let chosen = -1;
    for (let i = 0; i < leaves.length; i++) {
      const gain = leaves[i].split?.gain ?? 0;
      if (gain > 0 && (chosen < 0 || gain > (leaves[chosen].split as Split).gain)) chosen = i;
    }
    if (chosen < 0) break;
    const parent = leaves[chosen];
    const split = parent.split as Split;
    const middle = partition(input, parent, split);
    // The row estimate comes from Hessians; an empty side (all weights zero there) closes the leaf instead.
    if (middle === parent.from || middle === parent.to) {
      leaves[chosen] = { ...parent, split: null };
      continue;
    }
    const [leftNode, rightNode] = [nodes, nodes + 1];
    nodes += 2;
    tree.feature[parent.node] = split.feature;
    tree.bin[parent.node] = split.bin;
    tree.missingLeft[parent.node] = split.missingLeft ? 1 : 0;
    tree.left[parent.node] = leftNode;
    tree.right[parent.node] = rightNode;
    const right = { grad: parent.grad - split.leftGrad, hess: parent.hess - split.leftHess };
    const bounds = childBounds({
      parent,
      split,
      right,
      direction: monotone === null ? 0 : monotone[split.feature],
      step,
    });
    tree.value[leftNode] = step(split.leftGrad, split.leftHess, bounds.left.low, bounds.left.high);
    tree.value[rightNode] = step(right.grad, right.hess, bounds.right.low, bounds.right.high);
    tree.cover[leftNode] = middle - parent.from;
    tree.cover[rightNode] = parent.to - middle;

    const leftIsSmaller = middle - parent.from <= parent.to - middle;
    const small = takeHistogram();
    const [from, to] = leftIsSmaller ? [parent.from, middle] : [middle, parent.to];
    gather(input, from, to);
    buildHistogram({
      ...input,
      rows: scratch.rows,
      grad: scratch.grad,
      hess: scratch.hess,
      count: to - from,
      out: small,
    });
    subtractHistogram(parent.histogram, small);
    const depth = parent.depth + 1;
    leaves[chosen] = open({
      node: leftNode,
      from: parent.from,
      to: middle,
      depth,
      grad: split.leftGrad,
      hess: split.leftHess,
      ...bounds.left,
      histogram: leftIsSmaller ? small : parent.histogram,
    });
    leaves.push(
      open({
        node: rightNode,
        from: middle,
        to: parent.to,
        depth,
        ...right,
        ...bounds.right,
        histogram: leftIsSmaller ? parent.histogram : small,
      }),
    );
  }
  for (const leaf of leaves) free.push(leaf.histogram);
  return {
    feature: tree.feature.slice(0, nodes),
    bin: tree.bin.slice(0, nodes),
    missingLeft: tree.missingLeft.slice(0, nodes),
    left: tree.left.slice(0, nodes),
    right: tree.right.slice(0, nodes),
    value: tree.value.slice(0, nodes),
    cover: tree.cover.slice(0, nodes),
  };
}

/** Copies rows and derivatives of a node side by side for the histogram's loop, and sums the derivatives. */
function gather(
  { rows, grad, hess, scratch }: GrowTreeInput,
  from: number,
  to: number,
): { grad: number; hess: number } {
  let sumGrad = 0;
  let sumHess = 0;
  for (let i = from; i < to; i++) {
    const row = rows[i];
    scratch.rows[i - from] = row;
    sumGrad += scratch.grad[i - from] = grad[row];
    sumHess += scratch.hess[i - from] = hess[row];
  }
  return { grad: sumGrad, hess: sumHess };
}

/** Moves the rows that go left to the front of the node, both sides keeping their order; returns the border. */
function partition({ columns, rows, scratch }: GrowTreeInput, { from, to }: OpenLeaf, split: Split): number {
  const column = columns[split.feature];
  const spare = scratch.rows;
  let left = from;
  let right = 0;
  for (let i = from; i < to; i++) {
    const row = rows[i];
    const bin = column[row];
    if (bin === 0 ? split.missingLeft : bin <= split.bin) rows[left++] = row;
    else spare[right++] = row;
  }
  for (let i = 0; i < right; i++) rows[left + i] = spare[i];
  return left;
}

/** Bounds of the children's values under a monotone feature: both sides meet half-way (LightGBM's `basic` method). */
function childBounds({
  parent,
  split,
  right,
  direction,
  step,
}: {
  parent: OpenLeaf;
  split: Split;
  right: { grad: number; hess: number };
  direction: number;
  step: (grad: number, hess: number, low: number, high: number) => number;
}): { left: { low: number; high: number }; right: { low: number; high: number } } {
  const { low, high } = parent;
  if (direction === 0) return { left: { low, high }, right: { low, high } };
  const middle = (step(split.leftGrad, split.leftHess, low, high) + step(right.grad, right.hess, low, high)) / 2;
  return direction > 0
    ? { left: { low, high: middle }, right: { low: middle, high } }
    : { left: { low: middle, high }, right: { low, high: middle } };
}
