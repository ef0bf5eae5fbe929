import { rowOf, type SparseMatrix } from "@/lib/numeric/sparse";
import type { Scorer } from "../scorer";
import type { VectorOf } from "../user-vectors";

export interface ItemKnnState {
  /** items x items: the nearest neighbours of each item with their similarity (an item is its own, similarity 1). */
  readonly neighbours: SparseMatrix;
  readonly vectorOf: VectorOf;
}

/** Score of an item = sum over the user's items of weight x similarity (Sarwar et al. 2001). */
export function createItemKnnScorer(state: ItemKnnState): Scorer {
  return {
    name: "item-knn",
    scoreUser({ history, asOfSec, out }) {
      out.fill(0);
      const own = state.vectorOf(history, asOfSec);
      for (let at = 0; at < own.index.length; at++) {
        const near = rowOf(state.neighbours, own.index[at]);
        for (let entry = 0; entry < near.index.length; entry++) {
          out[near.index[entry]] += own.value[at] * near.value[entry];
        }
      }
    },
  };
}
