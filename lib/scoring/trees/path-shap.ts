import type { TreeEnsemble } from "./tree-ensemble";
import { expectedScore } from "./tree-shap";

/** Features on a path up to which the answers of a leaf are kept: at most 2^so many. */
const KEPT_UP_TO = 10;

/**
 * The leaves of an ensemble as conditions on features, for exact Shapley values of many rows. What a leaf adds to each
 * feature depends on the row only through which of its conditions hold, so each such answer is computed once and kept:
 * the idea of Fast TreeSHAP v2 (Yang, "Fast TreeSHAP: Accelerating SHAP Value Computation for Trees", 2021).
 */
export interface ShapPaths {
  readonly expected: number;
  /** Conditions of leaf l: [offset[l], offset[l + 1]), one for each feature on its path. */
  readonly offset: Int32Array;
  readonly leafValue: Float64Array;
  readonly feature: Int16Array;
  /** The row's value must be above `low` (NaN = no bound) and at most `high`; a missing one passes where `missing` is 1. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly missing: Uint8Array;
  /** Share of training rows that pass all cuts of the feature on the path. */
  readonly share: Float64Array;
  /** Place of each leaf in `answerOf`; -1 = its path is too long to keep. */
  readonly answers: Int32Array;
  /** Place + 1 in `kept` of the answer for each set of conditions that hold; 0 = not computed yet. */
  readonly answerOf: Int32Array;
  kept: Float64Array;
  keptCount: number;
}

interface Condition {
  readonly feature: number;
  readonly low: number;
  readonly high: number;
  readonly missing: boolean;
  readonly share: number;
}

export function compileShapPaths(ensemble: TreeEnsemble): ShapPaths {
  const { feature, threshold, missingLeft, left, right, cover, treeOffset } = ensemble;
  const leaves: { value: number; conditions: readonly Condition[] }[] = [];
  const walk = (node: number, path: readonly Condition[]): void => {
    const cut = feature[node];
    if (cut < 0) {
      leaves.push({ value: ensemble.value[node], conditions: path });
      return;
    }
    const before = path.find((condition) => condition.feature === cut) ?? {
      feature: cut,
      low: Number.NaN,
      high: Number.POSITIVE_INFINITY,
      missing: true,
      share: 1,
    };
    const others = path.filter((condition) => condition.feature !== cut);
    const at = threshold[node];
    const missesLeft = missingLeft[node] === 1;
    const whole = cover[left[node]] + cover[right[node]];
    walk(left[node], [
      ...others,
      {
        ...before,
        high: Math.min(before.high, at),
        missing: before.missing && missesLeft,
        share: (before.share * cover[left[node]]) / whole,
      },
    ]);
    walk(right[node], [
      ...others,
      {
        ...before,
        low: before.low > at ? before.low : at,
        missing: before.missing && !missesLeft,
        share: (before.share * cover[right[node]]) / whole,
      },
    ]);
  };
  for (let tree = 0; tree + 1 < treeOffset.length; tree++) walk(treeOffset[tree], []);
  const conditions = leaves.flatMap((leaf) => leaf.conditions);
  const offset = new Int32Array(leaves.length + 1);
  const answers = new Int32Array(leaves.length);
  let places = 0;
  for (const [leaf, { conditions: own }] of leaves.entries()) {
    offset[leaf + 1] = offset[leaf] + own.length;
    answers[leaf] = own.length <= KEPT_UP_TO ? places : -1;
    if (own.length <= KEPT_UP_TO) places += 2 ** own.length;
  }
  return {
    expected: expectedScore(ensemble),
    offset,
    leafValue: Float64Array.from(leaves, (leaf) => leaf.value),
    feature: Int16Array.from(conditions, (one) => one.feature),
    low: Float64Array.from(conditions, (one) => one.low),
    high: Float64Array.from(conditions, (one) => one.high),
    missing: Uint8Array.from(conditions, (one) => (one.missing ? 1 : 0)),
    share: Float64Array.from(conditions, (one) => one.share),
    answers,
    answerOf: new Int32Array(places),
    kept: new Float64Array(1024),
    keptCount: 0,
  };
}

/**
 * What `addTreeShap` computes, for the rows that start at `rowOffsets`: adds to `out`, as many stretches of all features as
 * there are rows. Leaf by leaf, so that a leaf's conditions are read once for all rows.
 */
export function addPathShap(paths: ShapPaths, rows: Float32Array, rowOffsets: Int32Array, out: Float64Array): void {
  const { offset, feature, low, high, missing, answers, answerOf } = paths;
  const width = rowOffsets.length === 0 ? 0 : out.length / rowOffsets.length;
  for (let leaf = 0; leaf + 1 < offset.length; leaf++) {
    const from = offset[leaf];
    const to = offset[leaf + 1];
    const first = answers[leaf];
    for (let r = 0; r < rowOffsets.length; r++) {
      const rowOffset = rowOffsets[r];
      const outAt = r * width;
      if (first < 0) {
        const direct = new Float64Array(to - from);
        answerInto(paths, {
          leaf,
          holds: conditionsThatHold(paths, { leaf, rows, rowOffset }),
          into: direct,
          place: 0,
        });
        for (let at = from; at < to; at++) out[outAt + feature[at]] += direct[at - from];
        continue;
      }
      let holding = 0;
      for (let at = from; at < to; at++) {
        const value = rows[rowOffset + feature[at]];
        // A comparison with a missing value or a missing bound is false.
        const holds = value <= high[at] ? !(value <= low[at]) : missing[at] === 1 && Number.isNaN(value);
        if (holds) holding |= 1 << (at - from);
      }
      const known = answerOf[first + holding];
      const place = known === 0 ? keep(paths, leaf, holding) : known - 1;
      const { kept } = paths;
      for (let at = from; at < to; at++) out[outAt + feature[at]] += kept[place + at - from];
    }
  }
}

/** Computes an answer and keeps it; returns its place. */
function keep(paths: ShapPaths, leaf: number, holding: number): number {
  const length = paths.offset[leaf + 1] - paths.offset[leaf];
  const place = paths.keptCount;
  if (place + length > paths.kept.length) {
    const grown = new Float64Array(2 * Math.max(paths.kept.length, place + length));
    grown.set(paths.kept);
    paths.kept = grown;
  }
  const holds = Uint8Array.from({ length }, (_, i) => (holding >> i) & 1);
  answerInto(paths, { leaf, holds, into: paths.kept, place });
  paths.keptCount = place + length;
  paths.answerOf[paths.answers[leaf] + holding] = 1 + place;
  return place;
}

function conditionsThatHold(
  { offset, feature, low, high, missing }: ShapPaths,
  { leaf, rows, rowOffset }: { leaf: number; rows: Float32Array; rowOffset: number },
): Uint8Array {
  return Uint8Array.from({ length: offset[leaf + 1] - offset[leaf] }, (_, i) => {
    const at = offset[leaf] + i;
    const value = rows[rowOffset + feature[at]];
    const holds = value <= high[at] ? !(value <= low[at]) : missing[at] === 1 && Number.isNaN(value);
    return holds ? 1 : 0;
  });
}

/**
 * Shapley values of one leaf's game: a set of known features is worth the leaf's value times, for the known ones, whether
 * their condition holds, and for the others the share of training rows for which it does. The coefficient of y^k in
 * the product of (share + holds y) over the other features is the worth of all sets of k of them.
 */
function answerInto(
  { offset, leafValue, share }: ShapPaths,
  { leaf, holds, into, place }: { leaf: number; holds: Uint8Array; into: Float64Array; place: number },
): void {
  const from = offset[leaf];
  const length = offset[leaf + 1] - from;
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
