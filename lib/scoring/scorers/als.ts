import { rowDot, timesVector } from "@/lib/numeric/row-products";
import type { SparseVector } from "@/lib/numeric/sparse";
import type { Scorer } from "../scorer";
import type { VectorOf } from "../user-vectors";

export interface AlsState {
  readonly factors: number;
  /** items x factors, row-major. */
  readonly itemFactors: Float64Array;
  /** factors x factors: transpose(itemFactors) x itemFactors. */
  readonly gram: Float64Array;
  readonly regularisation: number;
  /** Strength r of each item of a history, >= 0; its confidence is 1 + alpha r. */
  readonly vectorOf: VectorOf;
  readonly alpha: number;
}

/** Steps that bring a folded-in user to convergence from zero. */
const FOLD_IN_STEPS = 12;

/**
 * Implicit-feedback matrix factorisation (Hu, Koren, Volinsky: "Collaborative Filtering for Implicit Feedback Datasets",
 * ICDM 2008): the user's factors are solved from the history given, so that new orders and new users count at once.
 */
export function createAlsScorer(state: AlsState): Scorer {
  const { factors, itemFactors } = state;
  const user = new Float64Array(factors);
  const solver = createConfidenceSolver(factors);
  return {
    name: "als",
    scoreUser({ history, asOfSec, out }) {
      user.fill(0);
      solver({
        solution: user,
        liked: state.vectorOf(history, asOfSec),
        others: itemFactors,
        gram: state.gram,
        alpha: state.alpha,
        regularisation: state.regularisation,
        steps: FOLD_IN_STEPS,
      });
      for (let item = 0; item < out.length; item++) out[item] = rowDot(itemFactors, item * factors, user);
    },
  };
}

export interface ConfidenceProblem {
  /** Start and answer, one entry a factor. */
  readonly solution: Float64Array;
  readonly liked: SparseVector;
  /** Factors of the other side, row-major. */
  readonly others: Float64Array;
  readonly gram: Float64Array;
  readonly alpha: number;
  readonly regularisation: number;
  readonly steps: number;
}

/**
 * Solves (Y'Y + Y'(C - I)Y + lambda I) x = Y'C p, with c = 1 + alpha r and p = 1 on what was bought, by conjugate gradients
 * (Takács, Pilászy, Tikk: "Applications of the conjugate gradient method for implicit feedback collaborative
 * filtering", RecSys 2011): no matrix of factors is built.
 */
export function createConfidenceSolver(factors: number): (problem: ConfidenceProblem) => void {
  const residual = new Float64Array(factors);
  const direction = new Float64Array(factors);
  const image = new Float64Array(factors);
  return ({ solution, liked, others, gram, alpha, regularisation, steps }) => {
    const apply = (vector: Float64Array, target: Float64Array) => {
      timesVector(gram, vector, target);
      for (let factor = 0; factor < factors; factor++) target[factor] += regularisation * vector[factor];
      for (let at = 0; at < liked.index.length; at++) {
        const row = liked.index[at] * factors;
        const product = alpha * liked.value[at] * rowDot(others, row, vector);
        for (let factor = 0; factor < factors; factor++) target[factor] += product * others[row + factor];
      }
    };
    apply(solution, image);
    for (let factor = 0; factor < factors; factor++) residual[factor] = -image[factor];
    for (let at = 0; at < liked.index.length; at++) {
      const row = liked.index[at] * factors;
      const confidence = 1 + alpha * liked.value[at];
      for (let factor = 0; factor < factors; factor++) residual[factor] += confidence * others[row + factor];
    }
    direction.set(residual);
    let norm = squared(residual);
    for (let step = 0; step < steps && norm > 1e-20; step++) {
      apply(direction, image);
      let curvature = 0;
      for (let factor = 0; factor < factors; factor++) curvature += direction[factor] * image[factor];
      const length = norm / curvature;
      for (let factor = 0; factor < factors; factor++) {
        solution[factor] += length * direction[factor];
        residual[factor] -= length * image[factor];
      }
      const next = squared(residual);
      for (let factor = 0; factor < factors; factor++) {
        direction[factor] = residual[factor] + (next / norm) * direction[factor];
      }
      norm = next;
    }
  };
}

function squared(vector: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < vector.length; at++) sum += vector[at] * vector[at];
  return sum;
}
