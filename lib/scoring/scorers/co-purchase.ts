import { rowOf, type SparseMatrix } from "@/lib/numeric/sparse";
import type { Scorer } from "../scorer";
import type { VectorOf } from "../user-vectors";

/** Sum over the user's items of decayed purchases x strength of the relation to the item scored. */
export function createCoPurchaseScorer(relations: SparseMatrix, vectorOf: VectorOf): Scorer {
  return {
    name: "co-purchase",
    scoreUser({ history, asOfSec, out }) {
      out.fill(0);
      const own = vectorOf(history, asOfSec);
      for (let at = 0; at < own.index.length; at++) {
        const { index, value } = rowOf(relations, own.index[at]);
        for (let entry = 0; entry < index.length; entry++) out[index[entry]] += own.value[at] * value[entry];
      }
    },
  };
}
