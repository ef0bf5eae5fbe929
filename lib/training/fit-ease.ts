import { invertSymmetric } from "@/lib/numeric/invert-symmetric";
import type { SparseMatrix } from "@/lib/numeric/sparse";
import { topK } from "@/lib/numeric/top-k";
import { createEaseScorer } from "@/lib/scoring/scorers/ease";
import { decayedVector, userMatrix } from "@/lib/scoring/user-vectors";
import { defineModel } from "./model";

/**
 * Items of the matrix: its inverse takes n^3 / 2 multiplications (about 3 s) and n^2 numbers (50 MB) twice. Items beyond the
 * 2,500 most bought have too few buyers to say anything of others.
 */
const MAX_ITEMS = 2500;

export const easeModel = defineModel({
  name: "ease",
  source: "Steck: Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019; purchases decayed by age",
  params: { lambda: 200, halfLifeDays: 180, maxItems: MAX_ITEMS },
  grid: [10, 30, 100, 300].flatMap((lambda) => [60, 120, 365].map((halfLifeDays) => ({ lambda, halfLifeDays }))),
  // The best settings hardly move with the catalogue, the time does with its cube.
  tuneWith: { maxItems: 1000 },
  fit({ snapshot, cutoffSec, params }) {
    const { itemCount } = snapshot.lines;
    const vectorOf = decayedVector(params.halfLifeDays);
    const users = userMatrix(snapshot.lines, cutoffSec, vectorOf);
    const items = mostActiveItems(users, params.maxItems);
    return createEaseScorer({ itemCount, items, weights: easeWeights(users, items, params.lambda), vectorOf });
  },
});

/** The `limit` items with most users (ties to the smaller index), ascending; items without a user are left out. */
export function mostActiveItems(users: SparseMatrix, limit: number): Int32Array {
  const buyers = new Float64Array(users.columns);
  for (const item of users.index) buyers[item]++;
  return topK(buyers, limit)
    .filter((item) => buyers[item] > 0)
    .sort();
}

/** B = I - P / diag(P), P = (X'X + lambda I)^-1, diagonal zero: the closed form of the paper (eq. 8). */
export function easeWeights(users: SparseMatrix, items: Int32Array, lambda: number): Float32Array {
  const size = items.length;
  const gram = gramMatrix(users, items);
  for (let item = 0; item < size; item++) gram[item * size + item] += lambda;
  const inverse = invertSymmetric(gram, size);
  const weights = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (row === column) continue;
      weights[row * size + column] = -inverse[row * size + column] / inverse[column * size + column];
    }
  }
  return weights;
}

/** X'X restricted to `items`, both triangles. */
function gramMatrix(users: SparseMatrix, items: Int32Array): Float64Array {
  const size = items.length;
  const placeOf = new Int32Array(users.columns).fill(-1);
  for (let place = 0; place < size; place++) placeOf[items[place]] = place;
  const gram = new Float64Array(size * size);
  for (let user = 0; user < users.rows; user++) {
    for (let a = users.offset[user]; a < users.offset[user + 1]; a++) {
      const row = placeOf[users.index[a]];
      if (row < 0) continue;
      const weight = users.value[a];
      for (let b = users.offset[user]; b < users.offset[user + 1]; b++) {
        const column = placeOf[users.index[b]];
        if (column >= 0) gram[row * size + column] += weight * users.value[b];
      }
    }
  }
  return gram;
}
