import { transpose } from "@/lib/numeric/sparse";
import { createTifuScorer, squaredLengths, tifuVector } from "@/lib/scoring/scorers/tifu-knn";
import { userMatrix } from "@/lib/scoring/user-vectors";
import { defineModel, type FitInput } from "./model";

interface TifuParams extends Readonly<Record<string, number | string | null>> {
  readonly neighbours: number;
  readonly metric: "euclidean" | "cosine";
  readonly alpha: number;
  readonly basketDecay: number;
  readonly groupDecay: number;
  readonly groups: number;
  readonly groupDays: number | null;
}

function fitTifu(name: string, { snapshot, cutoffSec, params }: FitInput<TifuParams>) {
  const vectors = userMatrix(snapshot.lines, cutoffSec, (history, asOfSec) => tifuVector(history, asOfSec, params));
  return createTifuScorer({
    name,
    settings: params,
    neighbours: params.neighbours,
    metric: params.metric,
    alpha: params.alpha,
    vectors,
    byItem: transpose(vectors),
    squared: squaredLengths(vectors),
  });
}

/** Settings of the paper for Ta-Feng, its retail data set with the smallest baskets. */
const PUBLISHED: TifuParams = {
  neighbours: 300,
  metric: "euclidean",
  alpha: 0.7,
  basketDecay: 0.9,
  groupDecay: 0.7,
  groups: 7,
  groupDays: null,
};

/** The paper's own search grid, thinned. */
const GRID = [0.3, 0.5, 0.7].flatMap((alpha) =>
  [100, 300].flatMap((neighbours) => [0.7, 0.8, 0.9].map((groupDecay) => ({ alpha, neighbours, groupDecay }))),
);

export const tifuKnnModel = defineModel<TifuParams>({
  name: "tifu-knn",
  source:
    "Hu, He, Gao, Zhang: Modeling Personalized Item Frequency Information for Next-basket Recommendation, SIGIR 2020",
  params: PUBLISHED,
  grid: GRID,
  fit: (input) => fitTifu("tifu-knn", input),
});

export const tifuKnnCalendarModel = defineModel<TifuParams>({
  name: "tifu-knn-calendar",
  source: "TIFU-KNN (Hu et al., SIGIR 2020) over calendar groups of 60 days, cosine neighbours",
  params: { ...PUBLISHED, metric: "cosine", basketDecay: 1, groupDays: 60 },
  grid: GRID,
  fit: (input) => fitTifu("tifu-knn-calendar", input),
});
