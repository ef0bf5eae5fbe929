import { Random } from "@/lib/numeric/random";
import { createAlsScorer } from "@/lib/scoring/scorers/als";
import { alsFactors } from "@/lib/scoring/scorers/als-factors";
import { decayedVector, userMatrix } from "@/lib/scoring/user-vectors";
import { defineModel } from "./model";

export const alsModel = defineModel({
  name: "als",
  source:
    "Hu, Koren, Volinsky: Collaborative Filtering for Implicit Feedback Datasets, ICDM 2008; purchases decayed by age",
  params: { factors: 128, sweeps: 10, alpha: 40, regularisation: 10, halfLifeDays: 180 },
  grid: [1, 10].flatMap((alpha) => [1, 10, 100].map((regularisation) => ({ alpha, regularisation }))),
  // Few factors and sweeps order the settings as many do, in a tenth of the time.
  tuneWith: { factors: 32, sweeps: 5 },
  fit({ snapshot, cutoffSec, seed, params }) {
    const { factors, alpha, regularisation } = params;
    const vectorOf = decayedVector(params.halfLifeDays);
    const users = userMatrix(snapshot.lines, cutoffSec, vectorOf);
    const fitted = alsFactors(users, { ...params, random: new Random(seed).fork("als") });
    return createAlsScorer({ factors, ...fitted, regularisation, vectorOf, alpha });
  },
});
