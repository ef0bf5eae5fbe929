import type { TreeEnsemble } from "./tree-ensemble";
import { expectedScore } from "./tree-shap";

/** Features on a path up to which the answers of a leaf are kept: at most 2^so many. */
const KEPT_UP_TO = 10;

/**
 * An ensemble for exact Shapley values of many rows. What a leaf adds to each feature depends on the row only through which
 * features fail a cut on the leaf's path, so each such answer is computed once and kept: the idea of Fast TreeSHAP v2
 * (Yang, "Fast TreeSHAP: Accelerating SHAP Value Computation for Trees", 2021). Which features fail is known for all leaves
 * after one walk through the tree, as a child's set is its parent's and at most one more (Bifet, Read, Xu, "Linear TreeShap",
 * NeurIPS 2022, share the work of common paths likewise).
 */
export interface ShapPaths {
  readonly expected: number;
  /** Nodes of tree t: [root[t], root[t + 1]), parents first and left before right, so that the left child is the next node. */
  readonly root: Int32Array;
  readonly parent: Int32Array;
  readonly right: Int32Array;
  /** Feature of the cut; -1 - l = leaf l. */
  readonly cut: Int32Array;
  readonly threshold: Float64Array;
  readonly missingLeft: Uint8Array;
  /** Which of the features on the path the cut's is, in the order of their first cuts. */
  readonly bit: Int16Array;
  /** Features on the path to leaf l: [offset[l], offset[l + 1]). */
  readonly offset: Int32Array;
  readonly leafValue: Float64Array;
  readonly feature: Int16Array;
  readonly featureBit: Int16Array;
  /** Share of training rows that pass all cuts of the feature on the path. */
  readonly share: Float64Array;
  /** Place of each leaf in `answerOf`; -1 = its path is too long to keep. */
  readonly answers: Int32Array;
  /** Place + 1 in `kept` of the answer for each set of features that fail; 0 = not computed yet. */
  readonly answerOf: Int32Array;
  kept: Float64Array;
  keptCount: number;
}

interface PathFeature {
  readonly feature: number;
  readonly bit: number;
  readonly share: number;
}

interface PathNode {
  readonly parent: number;
  readonly cut: number;
  readonly threshold: number;
  readonly missingLeft: number;
  readonly bit: number;
  right: number;
}

export function compileShapPaths(ensemble: TreeEnsemble): ShapPaths {
  const { feature, threshold, missingLeft, left, right, cover, treeOffset } = ensemble;
  const leaves: { value: number; path: readonly PathFeature[] }[] = [];
  const nodes: PathNode[] = [];
  const walk = (node: number, path: readonly PathFeature[], parent: number): void => {
    const cut = feature[node];
    if (cut < 0) {
      const leaf = leaves.push({ value: ensemble.value[node], path }) - 1;
      nodes.push({ parent, cut: -1 - leaf, threshold: 0, missingLeft: 0, bit: 0, right: 0 });
      return;
    }
    const before = path.find((one) => one.feature === cut) ?? { feature: cut, bit: path.length, share: 1 };
    const others = path.filter((one) => one.feature !== cut);
    const whole = cover[left[node]] + cover[right[node]];
    const through = (child: number) => [...others, { ...before, share: (before.share * cover[child]) / whole }];
    const own = { parent, cut, threshold: threshold[node], missingLeft: missingLeft[node], bit: before.bit, right: 0 };
    const at = nodes.push(own) - 1;
    walk(left[node], through(left[node]), at);
    own.right = nodes.length;
    walk(right[node], through(right[node]), at);
  };
  const root = new Int32Array(treeOffset.length);
  for (let tree = 0; tree + 1 < treeOffset.length; tree++) {
    walk(treeOffset[tree], [], -1);
    root[tree + 1] = nodes.length;
  }
  const features = leaves.flatMap((leaf) => leaf.path);
  const offset = new Int32Array(leaves.length + 1);
  const answers = new Int32Array(leaves.length);
  let places = 0;
  for (const [leaf, { path }] of leaves.entries()) {
    offset[leaf + 1] = offset[leaf] + path.length;
    answers[leaf] = path.length <= KEPT_UP_TO ? places : -1;
    if (path.length <= KEPT_UP_TO) places += 2 ** path.length;
  }
  return {
    expected: expectedScore(ensemble),
    root,
    parent: Int32Array.from(nodes, (node) => node.parent),
    right: Int32Array.from(nodes, (node) => node.right),
    cut: Int32Array.from(nodes, (node) => node.cut),
    threshold: Float64Array.from(nodes, (node) => node.threshold),
    missingLeft: Uint8Array.from(nodes, (node) => node.missingLeft),
    bit: Int16Array.from(nodes, (node) => node.bit),
    offset,
    leafValue: Float64Array.from(leaves, (leaf) => leaf.value),
    feature: Int16Array.from(features, (one) => one.feature),
    featureBit: Int16Array.from(features, (one) => one.bit),
    share: Float64Array.from(features, (one) => one.share),
    answers,
    answerOf: new Int32Array(places),
    kept: new Float64Array(1024),
    keptCount: 0,
  };
}

/**
 * What `addTreeShap` computes, for the rows that start at `rowOffsets`: adds to `out`, as many stretches of all features as
 * there are rows. Node by node, so that what a node or a leaf keeps is read once for all rows.
 */
export function addPathShap(paths: ShapPaths, rows: Float32Array, rowOffsets: Int32Array, out: Float64Array): void {
  const { root, right, cut, threshold, missingLeft, bit } = paths;
  const count = rowOffsets.length;
  let largest = 0;
  for (let tree = 0; tree + 1 < root.length; tree++) largest = Math.max(largest, root[tree + 1] - root[tree]);
  /** For each node of a tree and each row, one bit a feature that fails a cut on the way. */
  const fails = new Int32Array(largest * count);
  for (let tree = 0; tree + 1 < root.length; tree++) {
    const from = root[tree];
    fails.fill(0, 0, count);
    for (let node = from; node < root[tree + 1]; node++) {
      const own = (node - from) * count;
      if (cut[node] < 0) {
        const leaf = -1 - cut[node];
        if (paths.answers[leaf] < 0) addLongPath(paths, { node, leaf, rows, rowOffsets, out });
        else addKept(paths, { leaf, count, fails, own, out });
        continue;
      }
      const toLeft = own + count;
      const toRight = (right[node] - from) * count;
      const missesLeft = missingLeft[node] === 1;
      for (let r = 0; r < count; r++) {
        const value = rows[rowOffsets[r] + cut[node]];
        // A comparison with a missing value is false.
        const isLeft = Number(value <= threshold[node] || (missesLeft && Number.isNaN(value)));
        fails[toLeft + r] = fails[own + r] | ((1 - isLeft) << bit[node]);
        fails[toRight + r] = fails[own + r] | (isLeft << bit[node]);
      }
    }
  }
}

/** Adds a leaf's kept answers; `fails` holds one entry a row from `own` on. */
function addKept(
  paths: ShapPaths,
  { leaf, count, fails, own, out }: { leaf: number; count: number; fails: Int32Array; own: number; out: Float64Array },
): void {
  const { feature, answerOf } = paths;
  const from = paths.offset[leaf];
  const length = paths.offset[leaf + 1] - from;
  const first = paths.answers[leaf];
  const width = Math.trunc(out.length / count);
  for (let r = 0; r < count; r++) {
    const failing = fails[own + r];
    const known = answerOf[first + failing];
    const place = known === 0 ? keep(paths, leaf, failing) : known - 1;
    const { kept } = paths;
    for (let i = 0; i < length; i++) out[r * width + feature[from + i]] += kept[place + i];
  }
}

/** Adds a leaf whose answers would be too many to keep. */
function addLongPath(
  paths: ShapPaths,
  {
    node,
    leaf,
    rows,
    rowOffsets,
    out,
  }: { node: number; leaf: number; rows: Float32Array; rowOffsets: Int32Array; out: Float64Array },
): void {
  const { feature, offset } = paths;
  const width = out.length / rowOffsets.length;
  const answer = new Float64Array(offset[leaf + 1] - offset[leaf]);
  for (let r = 0; r < rowOffsets.length; r++) {
    const failing = failingOf(paths, { node, rows, rowOffset: rowOffsets[r] });
    answerInto(paths, { leaf, fails: (one) => failing.has(one), into: answer, place: 0 });
    for (let i = 0; i < answer.length; i++) out[r * width + feature[offset[leaf] + i]] += answer[i];
  }
}

/** Computes an answer and keeps it; returns its place. */
function keep(paths: ShapPaths, leaf: number, fails: number): number {
  const length = paths.offset[leaf + 1] - paths.offset[leaf];
  const place = paths.keptCount;
  if (place + length > paths.kept.length) {
    const grown = new Float64Array(2 * Math.max(paths.kept.length, place + length));
    grown.set(paths.kept);
    paths.kept = grown;
  }
  answerInto(paths, { leaf, fails: (bit) => ((fails >> bit) & 1) === 1, into: paths.kept, place });
  paths.keptCount = place + length;
  paths.answerOf[paths.answers[leaf] + fails] = 1 + place;
  return place;
}

/** The bits of the features that fail a cut on the way to a node, however many. */
function failingOf(
  { parent, cut, threshold, missingLeft, bit }: ShapPaths,
  { node, rows, rowOffset }: { node: number; rows: Float32Array; rowOffset: number },
): Set<number> {
  const failing = new Set<number>();
  for (let child = node, at = parent[node]; at >= 0; child = at, at = parent[at]) {
    const value = rows[rowOffset + cut[at]];
    const isLeft = value <= threshold[at] || (missingLeft[at] === 1 && Number.isNaN(value));
    if (isLeft !== (child === at + 1)) failing.add(bit[at]);
  }
  return failing;
}

/**
 * Shapley values of one leaf's game: a set of known features is worth the leaf's value times, for the known ones, whether
 * all their cuts are passed, and for the others the share of training rows for which it does. The coefficient of y^k in
 * the product of (share + holds y) over the other features is the worth of all sets of k of them.
 */
function answerInto(
  { offset, leafValue, featureBit, share }: ShapPaths,
  { leaf, fails, into, place }: { leaf: number; fails: (bit: number) => boolean; into: Float64Array; place: number },
): void {
  const from = offset[leaf];
  const length = offset[leaf + 1] - from;
  const holds = Uint8Array.from({ length }, (_, i) => (fails(featureBit[from + i]) ? 0 : 1));
  const worth = new Float64Array(length + 1);
  for (let i = 0; i < length; i++) {
    worth.fill(0);
    worth[0] = 1;
    let known = 0;
    for (let j = 0; j < length; j++) {
      if (j === i) continue;
      known++;
      for (let k = known; k >= 0; k--)
        worth[k] = share[from + j] * worth[k] + (holds[j] === 1 && k > 0 ? worth[k - 1] : 0);
    }
    // Of all orders of the features, the part in which exactly k stand before this one, a given k of them.
    let part = 1 / length;
    let sum = 0;
    for (let k = 0; k < length; k++) {
      sum += part * worth[k];
      part = (part * (k + 1)) / (length - 1 - k);
    }
    into[place + i] = (holds[i] - share[from + i]) * leafValue[leaf] * sum;
  }
}
