import type { Scorer } from "../scorer";
import type { VectorOf } from "../user-vectors";

export interface EaseState {
  readonly itemCount: number;
  /** Catalogue items the matrix covers, ascending; the others score 0. */
  readonly items: Int32Array;
  /** items x items, row-major, zero diagonal: `weights[i * n + j]` = what having item i says about item j. */
  readonly weights: Float32Array;
  readonly vectorOf: VectorOf;
}

/** Score = user vector x item-to-item weights (Steck 2019). */
export function createEaseScorer(state: EaseState): Scorer {
  const { items, weights, vectorOf } = state;
  const size = items.length;
  const placeOf = new Int32Array(state.itemCount).fill(-1);
  for (let place = 0; place < size; place++) placeOf[items[place]] = place;
  const sums = new Float64Array(size);
  return {
    name: "ease",
    scoreUser({ history, asOfSec, out }) {
      const own = vectorOf(history, asOfSec);
      sums.fill(0);
      for (let at = 0; at < own.index.length; at++) {
        const place = placeOf[own.index[at]];
        if (place < 0) continue;
        const weight = own.value[at];
        const row = place * size;
        for (let other = 0; other < size; other++) sums[other] += weight * weights[row + other];
      }
      out.fill(0);
      for (let place = 0; place < size; place++) out[items[place]] = sums[place];
    },
  };
}
