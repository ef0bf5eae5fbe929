import type { Scorer } from "../scorer";
import type { TextVectors } from "../text-embedder";
import type { VectorOf } from "../user-vectors";

export interface TextSimilarityState {
  readonly vectors: TextVectors;
  readonly vectorOf: VectorOf;
}

/** Likeness of an item's text to the texts of what the user buys, each weighed by its decayed purchases. */
export function createTextSimilarityScorer({ vectors, vectorOf }: TextSimilarityState): Scorer {
  const { dimensions, rows } = vectors;
  const profile = new Float64Array(dimensions);
  return {
    name: "text-similarity",
    scoreUser({ history, asOfSec, out }) {
      profile.fill(0);
      const own = vectorOf(history, asOfSec);
      for (let at = 0; at < own.index.length; at++) {
        const row = own.index[at] * dimensions;
        for (let axis = 0; axis < dimensions; axis++) profile[axis] += own.value[at] * rows[row + axis];
      }
      for (let item = 0; item < out.length; item++) {
        let sum = 0;
        for (let axis = 0; axis < dimensions; axis++) sum += profile[axis] * rows[item * dimensions + axis];
        out[item] = sum;
      }
    },
  };
}
