import { transpose } from "@/lib/numeric/sparse";
import { createUpCfScorer, recentShareVector } from "@/lib/scoring/scorers/up-cf";
import { binaryVector, userMatrix } from "@/lib/scoring/user-vectors";
import { defineModel } from "./model";

export const upCfModel = defineModel({
  name: "up-cf",
  source: "Faggioli, Polato, Aiolli: Recency Aware Collaborative Filtering for Next Basket Recommendation, UMAP 2020",
  params: { recentBaskets: null as number | null, alpha: 0.25, locality: 5 },
  // The values the paper searches, thinned.
  grid: [null, 5, 10].flatMap((recentBaskets) =>
    [0.25, 0.5, 0.75].flatMap((alpha) => [5, 10].map((locality) => ({ recentBaskets, alpha, locality }))),
  ),
  fit({ snapshot, cutoffSec, params }) {
    const owned = userMatrix(snapshot.lines, cutoffSec, binaryVector);
    const shares = userMatrix(snapshot.lines, cutoffSec, (history) => recentShareVector(history, params.recentBaskets));
    return createUpCfScorer({ ...params, owned, ownedByItem: transpose(owned), shares });
  },
});
