import { createEaseScorer } from "@/lib/scoring/scorers/ease";
import { easeWeights, mostActiveItems } from "@/lib/scoring/scorers/ease-weights";
import { decayedVector, userMatrix } from "@/lib/scoring/user-vectors";
import { defineModel } from "./model";

/**
 * Items of the matrix: its inverse takes n^3 / 2 multiplications (about 3 s) and n^2 numbers (50 MB) twice. Items beyond the
 * 2,500 most bought have too few buyers to say anything of others.
 */
const MAX_ITEMS = 2500;

export const easeModel = defineModel({
  name: "ease",
  source: "Steck: Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019; purchases decayed by age",
  params: { lambda: 200, halfLifeDays: 180, maxItems: MAX_ITEMS },
  grid: [10, 30, 100, 300].flatMap((lambda) => [60, 120, 365].map((halfLifeDays) => ({ lambda, halfLifeDays }))),
  // The best settings hardly move with the catalogue, the time does with its cube.
  tuneWith: { maxItems: 1000 },
  fit({ snapshot, cutoffSec, params }) {
    const { itemCount } = snapshot.lines;
    const vectorOf = decayedVector(params.halfLifeDays);
    const users = userMatrix(snapshot.lines, cutoffSec, vectorOf);
    const items = mostActiveItems(users, params.maxItems);
    return createEaseScorer({ itemCount, items, weights: easeWeights(users, items, params.lambda), vectorOf });
  },
});
