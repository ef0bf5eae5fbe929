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
  const sizes = Float64Array.from(
    { length: users.columns },
    (_, item) => items.offset[item + 1] - items.offset[item],
  );
  const common = new Float64Array(users.columns);
  /** Items that share a user with the one in hand: most share none, and are never looked at. */
  const met = new Int32Array(users.columns);
  const rows: SparseVector[] = [];
  for (let item = 0; item < users.columns; item++) {
    let count = 0;
    for (let at = items.offset[item]; at < items.offset[item + 1]; at++) {
      const user = items.index[at];
      for (let entry = users.offset[user]; entry < users.offset[user + 1]; entry++) {
        const other = users.index[entry];
        if (common[other]++ === 0) met[count++] = other;
      }
    }
    // Ascending, so that equals are chosen in the order of items.
    const others = met.subarray(0, count).sort();
    const similarity = new Float64Array(count);
    for (let at = 0; at < count; at++) {
      const other = others[at];
      similarity[at] =
        other === item ? Number.NaN : common[other] / (Math.sqrt(sizes[item] * sizes[other]) + shrinkage);
      common[other] = 0;
    }
    const row = new Map<number, number>([[item, 1]]);
    for (const at of topK(similarity, neighbours)) row.set(others[at], similarity[at]);
    rows.push(sparseVector(row));
  }
  return stackRows(rows, users.columns);
}
