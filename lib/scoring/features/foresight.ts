import { DAY_SEC } from "@/lib/domain/snapshot";
import { Random } from "@/lib/numeric/random";
import { rowDots } from "@/lib/numeric/row-products";
import { choleskyInPlace, gram, solveLower, solveLowerTransposed } from "@/lib/numeric/small-dense";
import type { PopulationShape } from "./item-demand";
import type { OwnPurchases } from "./own-purchases";
import type { PurchaseEvents } from "./purchase-events";

/** Half-life of a purchase in a customer's vector; the 120-day column of `HALF_LIVES_DAYS`. */
const PROFILE_HALF_LIFE_DAYS = 120;
export const PROFILE_COLUMN = 3;
const HORIZON_DAYS = 30;
const STRIDE_DAYS = 15;
const MAX_WINDOWS = 8;
const MAX_EXAMPLES = 6000;
const MAX_RANK = 192;
/** Weight of the ridge penalty; vectors have unit length, so it counts in examples. */
const RIDGE = 3;
const ITERATIONS = 2;

/**
 * What customers with this past bought within the next 30 days, as a linear map from purchases to purchases: reduced-rank
 * ridge regression over earlier windows (Izenman 1975; the subspace by randomised iteration, Halko, Martinsson, Tropp
 * 2011). Unlike item-to-item models it is fitted to the very question, repurchase included.
 */
export interface Foresight {
  readonly rank: number;
  /** items x rank: from a purchase vector to the latent space, and from there to next purchases. */
  readonly into: Float32Array;
  readonly outOf: Float32Array;
  readonly itemWeight: Float32Array;
}

export interface ForesightInput extends PopulationShape {
  /** Inverse user frequency of each item. */
  readonly rarity: Float32Array;
}

/** null = too little history for one earlier window. */
export function buildForesight({ itemCount, cutoffSec, events, rarity }: ForesightInput): Foresight | null {
  const itemWeight = rarity.map(Math.sqrt);
  const examples = earlierWindows(events, { itemCount, cutoffSec, itemWeight });
  const rank = Math.min(MAX_RANK, Math.floor(examples.count / 4), itemCount);
  if (rank < 4) return null;
  const { x, y } = examples;
  const into = rowSpace(x, { rows: examples.count, itemCount, rank });
  const latent = timesDense(x, into, { rows: examples.count, rank });
  const system = gram(latent, examples.count, rank);
  for (let i = 0; i < rank; i++) system[i * rank + i] += RIDGE;
  choleskyInPlace(system, rank);
  const outOf = transposedTimesDense(y, latent, { rows: examples.count, itemCount, rank });
  for (let item = 0; item < itemCount; item++) {
    solveLower(system, rank, outOf, item * rank);
    solveLowerTransposed(system, rank, outOf, item * rank);
  }
  return { rank, into: Float32Array.from(into), outOf: Float32Array.from(outOf), itemWeight };
}

/** Scores of items for one user's purchases; higher = bought sooner. */
export function foresightOf(
  { rank, into, outOf, itemWeight }: Foresight,
  own: OwnPurchases,
  items: Int32Array,
): Float64Array {
  const latent = new Float64Array(rank);
  let square = 0;
  for (let slot = 0; slot < own.count; slot++) {
    const weight = Math.sqrt(own.decayed[PROFILE_COLUMN][slot]) * itemWeight[own.item[slot]];
    square += weight * weight;
    const from = own.item[slot] * rank;
    for (let k = 0; k < rank; k++) latent[k] += weight * into[from + k];
  }
  const scores = rowDots(outOf, items, latent);
  const length = Math.sqrt(square) || 1;
  return scores.map((score) => score / length);
}

/** Sparse rows that are only ever added to. */
interface Rows {
  readonly offset: number[];
  readonly item: number[];
  readonly value: number[];
}

function earlierWindows(
  events: readonly PurchaseEvents[],
  { itemCount, cutoffSec, itemWeight }: { itemCount: number; cutoffSec: number; itemWeight: Float32Array },
): { x: Rows; y: Rows; count: number } {
  const x: Rows = { offset: [0], item: [], value: [] };
  const y: Rows = { offset: [0], item: [], value: [] };
  const sums = new Float64Array(itemCount);
  let count = 0;
  for (let window = 0; window < MAX_WINDOWS && count < MAX_EXAMPLES; window++) {
    const startSec = cutoffSec - (HORIZON_DAYS + window * STRIDE_DAYS) * DAY_SEC;
    const endSec = startSec + HORIZON_DAYS * DAY_SEC;
    for (let user = 0; user < events.length && count < MAX_EXAMPLES; user++) {
      const own = events[user];
      const split = firstAt(own, startSec);
      const end = firstAt(own, endSec);
      if (split === 0 || end === split) continue;
      const before: number[] = [];
      for (let e = 0; e < split; e++) {
        if (sums[own.item[e]] === 0) before.push(own.item[e]);
        sums[own.item[e]] += 0.5 ** ((startSec - own.timeSec[e]) / DAY_SEC / PROFILE_HALF_LIFE_DAYS);
      }
      let square = 0;
      for (const item of before) {
        sums[item] = Math.sqrt(sums[item]) * itemWeight[item];
        square += sums[item] * sums[item];
      }
      const length = Math.sqrt(square) || 1;
      for (const item of before) {
        x.item.push(item);
        x.value.push(sums[item] / length);
        sums[item] = 0;
      }
      const after = new Set(own.item.subarray(split, end));
      // A customer who buys much would otherwise be most of the squared error.
      for (const item of after) {
        y.item.push(item);
        y.value.push(1 / Math.sqrt(after.size));
      }
      x.offset.push(x.item.length);
      y.offset.push(y.item.length);
      count++;
    }
  }
  return { x, y, count };
}

function firstAt({ timeSec, count }: PurchaseEvents, instantSec: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeSec[middle] < instantSec) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An orthonormal basis (items x rank) of the directions in which the rows vary most. */
function rowSpace(x: Rows, { rows, itemCount, rank }: { rows: number; itemCount: number; rank: number }): Float64Array {
  const random = new Random("foresight");
  let basis: Float64Array = Float64Array.from({ length: itemCount * rank }, () => (random.nextUint32() & 1) * 2 - 1);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    basis = transposedTimesDense(x, timesDense(x, basis, { rows, rank }), { rows, itemCount, rank });
    orthonormalise(basis, itemCount, rank);
  }
  return basis;
}

/** Columns made orthonormal by the Cholesky factor of their Gram matrix, twice for accuracy (Yamamoto et al. 2015). */
function orthonormalise(columns: Float64Array, rows: number, width: number): void {
  for (let pass = 0; pass < 2; pass++) {
    const lower = gram(columns, rows, width);
    let trace = 0;
    for (let i = 0; i < width; i++) trace += lower[i * width + i];
    for (let i = 0; i < width; i++) lower[i * width + i] += 1e-12 * trace;
    choleskyInPlace(lower, width);
    for (let row = 0; row < rows; row++) solveLower(lower, width, columns, row * width);
  }
}

/** rows x rank = sparse (rows x items) times dense (items x rank). */
function timesDense(
  { offset, item, value }: Rows,
  dense: Float64Array,
  { rows, rank }: { rows: number; rank: number },
): Float64Array {
  const out = new Float64Array(rows * rank);
  for (let row = 0; row < rows; row++) {
    const to = row * rank;
    for (let at = offset[row]; at < offset[row + 1]; at++) {
      const from = item[at] * rank;
      const v = value[at];
      for (let k = 0; k < rank; k++) out[to + k] += v * dense[from + k];
    }
  }
  return out;
}

/** items x rank = transposed sparse (items x rows) times dense (rows x rank). */
function transposedTimesDense(
  { offset, item, value }: Rows,
  dense: Float64Array,
  { rows, itemCount, rank }: { rows: number; itemCount: number; rank: number },
): Float64Array {
  const out = new Float64Array(itemCount * rank);
  for (let row = 0; row < rows; row++) {
    const from = row * rank;
    for (let at = offset[row]; at < offset[row + 1]; at++) {
      const to = item[at] * rank;
      const v = value[at];
      for (let k = 0; k < rank; k++) out[to + k] += v * dense[from + k];
    }
  }
  return out;
}
