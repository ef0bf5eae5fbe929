import { invertSymmetric } from "@/lib/numeric/invert-symmetric";
import type { SparseMatrix } from "@/lib/numeric/sparse";
import { topK } from "@/lib/numeric/top-k";

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
