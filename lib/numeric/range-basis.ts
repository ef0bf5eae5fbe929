import type { Random } from "./random";
import type { SparseMatrix } from "./sparse";

const POWER_STEPS = 3;

/**
 * Coordinates of the rows of a sparse matrix in its leading singular space: rows x rank, row-major; dot products of these rows
 * are those of the best approximation of that rank. Randomised subspace iteration (Halko, Martinsson, Tropp: "Finding
 * structure with randomness", SIAM Review 2011, algorithm 4.4). The axes themselves are arbitrary.
 */
export function leadingCoordinates(
  matrix: SparseMatrix,
  wantedRank: number,
  random: Random,
): { rank: number; rows: Float64Array } {
  const rank = Math.min(wantedRank, matrix.rows, matrix.columns);
  let right: Float64Array = Float64Array.from({ length: matrix.columns * rank }, () => random.normal());
  for (let step = 0; step < POWER_STEPS; step++) {
    orthonormalise(right, rank);
    const left = timesDense(matrix, right, rank);
    orthonormalise(left, rank);
    right = transposeTimesDense(matrix, left, rank);
  }
  orthonormalise(right, rank);
  return { rank, rows: timesDense(matrix, right, rank) };
}

function timesDense(matrix: SparseMatrix, dense: Float64Array, rank: number): Float64Array {
  const out = new Float64Array(matrix.rows * rank);
  for (let row = 0; row < matrix.rows; row++) {
    for (let at = matrix.offset[row]; at < matrix.offset[row + 1]; at++) {
      const value = matrix.value[at];
      const from = matrix.index[at] * rank;
      for (let axis = 0; axis < rank; axis++) out[row * rank + axis] += value * dense[from + axis];
    }
  }
  return out;
}

function transposeTimesDense(matrix: SparseMatrix, dense: Float64Array, rank: number): Float64Array {
  const out = new Float64Array(matrix.columns * rank);
  for (let row = 0; row < matrix.rows; row++) {
    for (let at = matrix.offset[row]; at < matrix.offset[row + 1]; at++) {
      const value = matrix.value[at];
      const to = matrix.index[at] * rank;
      for (let axis = 0; axis < rank; axis++) out[to + axis] += value * dense[row * rank + axis];
    }
  }
  return out;
}

/** Modified Gram-Schmidt over the columns of a row-major matrix, in place; a column that depends on others becomes zero. */
export function orthonormalise(dense: Float64Array, rank: number): void {
  for (let axis = 0; axis < rank; axis++) {
    const before = columnNorm(dense, rank, axis);
    for (let other = 0; other < axis; other++) {
      let product = 0;
      for (let at = 0; at < dense.length; at += rank) product += dense[at + axis] * dense[at + other];
      for (let at = 0; at < dense.length; at += rank) dense[at + axis] -= product * dense[at + other];
    }
    const norm = columnNorm(dense, rank, axis);
    const scale = norm > 1e-10 * before ? 1 / norm : 0;
    for (let at = axis; at < dense.length; at += rank) dense[at] *= scale;
  }
}

function columnNorm(dense: Float64Array, rank: number, axis: number): number {
  let square = 0;
  for (let at = axis; at < dense.length; at += rank) square += dense[at] * dense[at];
  return Math.sqrt(square);
}
