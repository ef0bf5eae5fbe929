import { type History, type Interactions, sliceHistory } from "@/lib/domain/interactions";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { type SparseMatrix, type SparseVector, sparseVector, stackRows } from "@/lib/numeric/sparse";
import { basketsOf } from "./baskets-of";

/** A user's items, each weighed by the sum of its baskets' weights. */
export type VectorOf = (history: History, asOfSec: number) => SparseVector;

/** Baskets with the item. */
export const countVector: VectorOf = (history) => weigh(history, () => 1);

/** 1 for every item bought. */
export const binaryVector: VectorOf = (history) => {
  const counts = countVector(history, 0);
  return { index: counts.index, value: counts.value.fill(1) };
};

/** Each basket counts 0.5^(age / halfLifeDays); an infinite half-life counts baskets. */
export function decayedVector(halfLifeDays: number): VectorOf {
  return (history, asOfSec) => weigh(history, (timeSec) => 0.5 ** ((asOfSec - timeSec) / DAY_SEC / halfLifeDays));
}

function weigh(history: History, weightOf: (timeSec: number) => number): SparseVector {
  const sums = new Map<number, number>();
  for (const basket of basketsOf(history)) {
    const weight = weightOf(basket.timeSec);
    for (const item of basket.items) sums.set(item, (sums.get(item) ?? 0) + weight);
  }
  return sparseVector(sums);
}

/** The lines of one user as views. */
export function historyOfUser(lines: Interactions, user: number): History {
  return sliceHistory(lines, lines.userOffset[user], lines.userOffset[user + 1]);
}

/** Users x items. */
export function userMatrix(lines: Interactions, asOfSec: number, vectorOf: VectorOf): SparseMatrix {
  const rows: SparseVector[] = [];
  for (let user = 0; user < lines.userCount; user++) rows.push(vectorOf(historyOfUser(lines, user), asOfSec));
  return stackRows(rows, lines.itemCount);
}
