import { type SparseMatrix, type SparseVector, sparseVector, stackRows, transpose } from "@/lib/numeric/sparse";
import { topK } from "@/lib/numeric/top-k";
import { createItemKnnScorer } from "@/lib/scoring/scorers/item-knn";
import { binaryVector, decayedVector, userMatrix } from "@/lib/scoring/user-vectors";
import { defineModel } from "./model";

export const itemKnnModel = defineModel({
  name: "item-knn",
  source:
    "Sarwar et al.: Item-Based Collaborative Filtering, WWW 2001; shrunk cosine as in Ferrari Dacrema et al. 2021",
  params: { neighbours: 100, shrinkage: 10, halfLifeDays: 180 },
  grid: [20, 50, 200].flatMap((neighbours) =>
    [10, 100].flatMap((shrinkage) => [60, 365].map((halfLifeDays) => ({ neighbours, shrinkage, halfLifeDays }))),
  ),
  fit({ snapshot, cutoffSec, params }) {
    const users = userMatrix(snapshot.lines, cutoffSec, binaryVector);
    return createItemKnnScorer({
      neighbours: cosineNeighbours(users, params),
      vectorOf: decayedVector(params.halfLifeDays),
    });
  },
});

/** |A and B| / (sqrt(|A| |B|) + shrinkage) over users; each item keeps itself and its nearest. */
export function cosineNeighbours(
  users: SparseMatrix,
  { neighbours, shrinkage }: { neighbours: number; shrinkage: number },
): SparseMatrix {
  const items = transpose(users);
  const sizes = Float64Array.from({ length: users.columns }, (_, item) => items.offset[item + 1] - items.offset[item]);
  const common = new Int32Array(users.columns);
  const similarity = new Float64Array(users.columns);
  const rows: SparseVector[] = [];
  for (let item = 0; item < users.columns; item++) {
    common.fill(0);
    for (let at = items.offset[item]; at < items.offset[item + 1]; at++) {
      const user = items.index[at];
      for (let entry = users.offset[user]; entry < users.offset[user + 1]; entry++) common[users.index[entry]]++;
    }
    for (let other = 0; other < common.length; other++) {
      similarity[other] =
        other === item || common[other] === 0
          ? Number.NaN
          : common[other] / (Math.sqrt(sizes[item] * sizes[other]) + shrinkage);
    }
    const row = new Map<number, number>([[item, 1]]);
    for (const other of topK(similarity, neighbours)) row.set(other, similarity[other]);
    rows.push(sparseVector(row));
  }
  return stackRows(rows, users.columns);
}
