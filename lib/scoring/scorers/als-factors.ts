import type { Random } from "@/lib/numeric/random";
import { rowOf, type SparseMatrix, transpose } from "@/lib/numeric/sparse";
import { createConfidenceSolver } from "./als";

/** Conjugate gradient steps a half-sweep, from the previous factors (Takács et al. 2011 use few too). */
const STEPS = 3;

export interface AlsFactors {
  /** items x factors, row-major. */
  readonly itemFactors: Float64Array;
  /** factors x factors: transpose(itemFactors) x itemFactors. */
  readonly gram: Float64Array;
}

/** Item factors by alternating least squares with confidence 1 + alpha r (Hu, Koren, Volinsky, ICDM 2008). */
export function alsFactors(
  users: SparseMatrix,
  {
    factors,
    sweeps,
    alpha,
    regularisation,
    random,
  }: { factors: number; sweeps: number; alpha: number; regularisation: number; random: Random },
): AlsFactors {
  const items = transpose(users);
  const userFactors = new Float64Array(users.rows * factors);
  const itemFactors = Float64Array.from({ length: items.rows * factors }, () => random.normal(0, 0.01));
  const sweep = createSweep({ factors, alpha, regularisation });
  for (let round = 0; round < sweeps; round++) {
    sweep(users, itemFactors, userFactors);
    sweep(items, userFactors, itemFactors);
  }
  return { itemFactors, gram: gramOf(itemFactors, factors) };
}

/** One half-sweep: `own` is solved row by row against the fixed `others`. */
function createSweep({ factors, alpha, regularisation }: { factors: number; alpha: number; regularisation: number }) {
  const solver = createConfidenceSolver(factors);
  return (rows: SparseMatrix, others: Float64Array, own: Float64Array) => {
    const gram = gramOf(others, factors);
    for (let row = 0; row < rows.rows; row++) {
      const solution = own.subarray(row * factors, (row + 1) * factors);
      const liked = rowOf(rows, row);
      if (liked.index.length === 0) solution.fill(0);
      else solver({ solution, liked, others, gram, alpha, regularisation, steps: STEPS });
    }
  };
}

/** transpose(matrix) x matrix of row-major rows of `factors` columns, four rows at a time. */
function gramOf(matrix: Float64Array, factors: number): Float64Array {
  const gram = new Float64Array(factors * factors);
  const whole = matrix.length - (matrix.length % (4 * factors));
  for (let r0 = 0; r0 < whole; r0 += 4 * factors) {
    const r1 = r0 + factors;
    const r2 = r1 + factors;
    const r3 = r2 + factors;
    for (let a = 0; a < factors; a++) {
      const [v0, v1, v2, v3] = [matrix[r0 + a], matrix[r1 + a], matrix[r2 + a], matrix[r3 + a]];
      for (let b = 0; b <= a; b++) {
        gram[a * factors + b] +=
          v0 * matrix[r0 + b] + v1 * matrix[r1 + b] + (v2 * matrix[r2 + b] + v3 * matrix[r3 + b]);
      }
    }
  }
  for (let row = whole; row < matrix.length; row += factors) {
    for (let a = 0; a < factors; a++) {
      for (let b = 0; b <= a; b++) gram[a * factors + b] += matrix[row + a] * matrix[row + b];
    }
  }
  for (let a = 0; a < factors; a++) for (let b = a + 1; b < factors; b++) gram[a * factors + b] = gram[b * factors + a];
  return gram;
}
