import type { Interactions } from "@/lib/domain/interactions";
import { type SparseMatrix, stackRows } from "@/lib/numeric/sparse";
import { basketsOf } from "@/lib/scoring/baskets-of";
import { itemRelations, type Relation } from "@/lib/scoring/item-relations";
import { createCoPurchaseScorer } from "@/lib/scoring/scorers/co-purchase";
import { binaryVector, decayedVector, historyOfUser, userMatrix } from "@/lib/scoring/user-vectors";
import { defineModel } from "./model";

/** A larger order is a stock-up that says little about any pair, and costs its square. */
const MAX_BASKET = 200;

export const coPurchaseModel = defineModel({
  name: "co-purchase",
  source:
    "Lift of Brin, Motwani, Silverstein: Beyond Market Baskets, SIGMOD 1997, shrunk; relations as in McAuley et al., KDD 2015",
  params: { relation: "complements" as Relation, shrinkage: 5, kept: 50, halfLifeDays: 60 },
  fit({ snapshot, cutoffSec, params }) {
    const relations = itemRelations({
      ...params,
      baskets: basketMatrix(snapshot.lines),
      users: userMatrix(snapshot.lines, cutoffSec, binaryVector),
    });
    return createCoPurchaseScorer(relations, decayedVector(params.halfLifeDays));
  },
});

/** Orders x items, orders of one product and overlarge ones left out. */
function basketMatrix(lines: Interactions): SparseMatrix {
  const rows = [];
  for (let user = 0; user < lines.userCount; user++) {
    for (const { items } of basketsOf(historyOfUser(lines, user))) {
      if (items.length < 2 || items.length > MAX_BASKET) continue;
      rows.push({ index: items, value: new Float64Array(items.length).fill(1) });
    }
  }
  return stackRows(rows, lines.itemCount);
}
