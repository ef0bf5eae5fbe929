import { Random } from "@/lib/numeric/random";
import type { TreeEnsemble } from "@/lib/scoring/trees/tree-ensemble";
import { assembleEnsemble } from "./assemble-ensemble";
import type { BinMapper, BinnedMatrix } from "./bin-features";
import { type GrownTree, growTree, type TreeRules, treeScratch } from "./grow-tree";
import { histogramLayout } from "./histogram";
import type { Objective } from "./objective";

export interface BoostingRules extends TreeRules {
  readonly rounds: number;
  readonly learningRate: number;
  /** Share of the rows each tree sees, 0 ... 1. */
  readonly rowShare: number;
  /** Rows (1) of which a tree sees only `lightShare` of its share, each then weighing the more; absent = none. */
  readonly light?: Uint8Array;
  readonly lightShare?: number;
  /** Share of the features each tree sees, 0 ... 1. */
  readonly featureShare: number;
  /** Stop after so many rounds without a better validation metric; 0 = never. */
  readonly patience: number;
  readonly seed: number;
}

export interface Validation {
  readonly matrix: BinnedMatrix;
  /** Higher is better. */
  metric(scores: Float64Array): number;
  /** The metric is taken every so many rounds. */
  readonly every: number;
}

export interface TrainBoostingInput {
  readonly mapper: BinMapper;
  readonly matrix: BinnedMatrix;
  readonly objective: Objective;
  readonly rules: BoostingRules;
  readonly validation: Validation | null;
  readonly monotone?: Int8Array | null;
  /** Called after each round; false stops the training. */
  readonly onRound?: (round: number, metric: number | null) => boolean | undefined;
}

export interface TrainedBoosting {
  readonly ensemble: TreeEnsemble;
  /** Scores of the validation rows by the trees kept; null without validation. */
  readonly heldScores: Float64Array | null;
  /** Validation metric of each round it was taken at. */
  readonly curve: readonly { readonly round: number; readonly metric: number }[];
}

/**
 * Gradient boosting with Newton steps on histograms (Friedman 2001; Chen & Guestrin 2016; Ke et al. 2017). The same
 * input gives the same bytes: all chance comes from `rules.seed`, all sums run in a fixed order.
 */
export function trainBoosting({
  mapper,
  matrix,
  objective,
  rules,
  validation,
  monotone = null,
  onRound,
}: TrainBoostingInput): TrainedBoosting {
  const { rowCount, columns } = matrix;
  const { offset } = histogramLayout(mapper.cuts);
  const random = new Random(rules.seed).fork("boosting");
  const base = objective.base();
  const scores = new Float64Array(rowCount).fill(base);
  const grad = new Float64Array(rowCount);
  const hess = new Float64Array(rowCount);
  const scratch = treeScratch(rowCount);
  const allRows = new Int32Array(rowCount);
  // A feature with one bin can never split.
  const usable = Int32Array.from(columns.keys()).filter((feature) => mapper.cuts[feature].length > 0);
  const trees: GrownTree[] = [];
  const curve: { round: number; metric: number }[] = [];
  const heldScores = validation === null ? null : new Float64Array(validation.matrix.rowCount).fill(base);
  let bestRound = 0;
  let bestMetric = Number.NEGATIVE_INFINITY;
  for (let round = 1; round <= rules.rounds; round++) {
    objective.derivatives(scores, grad, hess);
    const rows = sampleRows(rules, { rowCount, random, buffer: allRows });
    weighLight(rules, { rows, grad, hess });
    const features = sampleFeatures({ share: rules.featureShare, usable, random });
    const grown = growTree({ columns, offset, features, rows, grad, hess, rules, monotone, scratch });
    const tree = { ...grown, value: grown.value.map((value) => value * rules.learningRate) };
    trees.push(tree);
    addTree(tree, columns, scores);
    let metric: number | null = null;
    if (validation !== null && heldScores !== null) {
      addTree(tree, validation.matrix.columns, heldScores);
      if (round % validation.every === 0) {
        metric = validation.metric(heldScores);
        curve.push({ round, metric });
        if (metric > bestMetric) {
          bestMetric = metric;
          bestRound = round;
        }
      }
    }
    if (onRound?.(round, metric) === false) break;
    if (validation !== null && rules.patience > 0 && round - bestRound >= rules.patience && bestRound > 0) break;
  }
  const kept = bestRound > 0 ? trees.slice(0, bestRound) : trees;
  if (heldScores !== null && validation !== null && kept.length < trees.length) {
    heldScores.fill(base);
    for (const tree of kept) addTree(tree, validation.matrix.columns, heldScores);
  }
  return { ensemble: assembleEnsemble({ trees: kept, base, mapper }), heldScores, curve };
}

/** A fresh ascending row list in the buffer. */
function sampleRows(
  { rowShare, light, lightShare = 1 }: BoostingRules,
  { rowCount, random, buffer }: { rowCount: number; random: Random; buffer: Int32Array },
): Int32Array {
  let taken = 0;
  if (light === undefined || lightShare >= 1) {
    for (let row = 0; row < rowCount; row++) if (rowShare >= 1 || random.uniform() < rowShare) buffer[taken++] = row;
    return buffer.subarray(0, taken);
  }
  const bounds = [rowShare * 2 ** 32, rowShare * lightShare * 2 ** 32];
  for (let row = 0; row < rowCount; row++) if (random.nextUint32() < bounds[light[row]]) buffer[taken++] = row;
  return buffer.subarray(0, taken);
}

/** Each light row stands for those left out, so that sums over the sample are those of all rows on average (Ke et al. 2017). */
function weighLight(
  { light, lightShare = 1 }: BoostingRules,
  { rows, grad, hess }: { rows: Int32Array; grad: Float64Array; hess: Float64Array },
): void {
  if (light === undefined || lightShare >= 1) return;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (light[row] === 0) continue;
    grad[row] /= lightShare;
    hess[row] /= lightShare;
  }
}

function sampleFeatures({ share, usable, random }: { share: number; usable: Int32Array; random: Random }): Int32Array {
  if (share >= 1) return usable;
  const wanted = Math.max(1, Math.round(share * usable.length));
  return Int32Array.from(random.shuffle(Array.from(usable)).slice(0, wanted)).sort();
}

/** Adds the tree's leaf values to the scores of binned rows. */
function addTree(tree: GrownTree, columns: readonly Uint8Array[], scores: Float64Array): void {
  const { feature, bin, missingLeft, left, right, value } = tree;
  for (let row = 0; row < scores.length; row++) {
    let node = 0;
    for (let f = feature[0]; f >= 0; f = feature[node]) {
      const held = columns[f][row];
      node = (held === 0 ? missingLeft[node] === 1 : held <= bin[node]) ? left[node] : right[node];
    }
    scores[row] += value[node];
  }
}
