import { type SparseMatrix, type SparseVector, sparseVector, stackRows, transpose } from "@/lib/numeric/sparse";
import { topK } from "@/lib/numeric/top-k";

/**
 * `complements` are bought in one order more often than chance has it; `substitutes` are bought by the same customers, but rarely
 * in one order.
 */
export type Relation = "complements" | "substitutes";

export interface ItemRelationsInput {
  readonly relation: Relation;
  /** Orders x items and users x items; values are not read. */
  readonly baskets: SparseMatrix;
  readonly users: SparseMatrix;
  /** Imagined pairs at chance level that a pair's count is diluted with. */
  readonly shrinkage: number;
  /** Related items kept of each item. */
  readonly kept: number;
}

/**
 * Related items of each item with their strength, log of the shrunk lift, positive only. Lift = pairs seen / pairs
 * expected (Brin et al.: "Beyond Market Baskets", 1997), (seen + s) / (expected + s). A substitute's strength is its lift
 * among users less its lift among orders, in the spirit of McAuley et al., KDD 2015.
 */
export function itemRelations({ relation, baskets, users, shrinkage, kept }: ItemRelationsInput): SparseMatrix {
  const inOrders = createLift(baskets, shrinkage);
  const inUsers = relation === "substitutes" ? createLift(users, shrinkage) : null;
  const rows: SparseVector[] = [];
  for (let item = 0; item < baskets.columns; item++) {
    const orders = inOrders(item);
    const strength = inUsers === null ? orders : inUsers(item).map((lift, other) => lift - Math.max(0, orders[other]));
    for (let other = 0; other < strength.length; other++) if (!(strength[other] > 0)) strength[other] = Number.NaN;
    rows.push(sparseVector(new Map(Array.from(topK(strength, kept), (other) => [other, strength[other]]))));
  }
  return stackRows(rows, baskets.columns);
}

/** Log lifts of one item with every other; 0 for a pair never seen, and for the item itself. The buffer is reused. */
function createLift(sets: SparseMatrix, shrinkage: number): (item: number) => Float64Array {
  const holders = transpose(sets);
  const size = (item: number) => holders.offset[item + 1] - holders.offset[item];
  const lifts = new Float64Array(sets.columns);
  return (item) => {
    lifts.fill(0);
    for (let at = holders.offset[item]; at < holders.offset[item + 1]; at++) {
      const set = holders.index[at];
      for (let entry = sets.offset[set]; entry < sets.offset[set + 1]; entry++) lifts[sets.index[entry]]++;
    }
    lifts[item] = 0;
    for (let other = 0; other < lifts.length; other++) {
      if (lifts[other] === 0) continue;
      const expected = (size(item) * size(other)) / sets.rows;
      lifts[other] = Math.log((lifts[other] + shrinkage) / (expected + shrinkage));
    }
    return lifts;
  };
}
