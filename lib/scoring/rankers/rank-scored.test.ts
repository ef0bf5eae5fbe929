import { describe, expect, it } from "vitest";
import { agreementId, type OrderId, productId } from "@/lib/domain/ids";
import { historyBefore } from "@/lib/domain/interactions";
import { DEFAULT_SCORING_RULES } from "@/lib/domain/scoring-rules";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { sumInOrder } from "@/lib/numeric/sum";
import { buildPopulation } from "@/lib/scoring/features/population";
import { recommend } from "@/lib/scoring/recommend";
import { stumpModel } from "@/lib/testing/stump-model";
import { TINY_START_SEC, tinySnapshot } from "@/lib/testing/tiny-snapshot";
import type { RankerModel } from "./ranker-model";
import { rankerRuntime } from "./score-candidates";

/** Ana, Bo and Cy buy pads with filters; Ana never bought the belt that the two others take with pads. */
const snapshot = tinySnapshot([
  { user: "ana", item: "filter", order: "1", day: 0 },
  { user: "ana", item: "pads", order: "1", day: 0 },
  { user: "ana", item: "filter", order: "2", day: 20 },
  { user: "ana", item: "filter", order: "3", day: 40, quantity: 3, price: 5 },
  { user: "bo", item: "pads", order: "4", day: 10 },
  { user: "bo", item: "belt", order: "4", day: 10 },
  { user: "cy", item: "pads", order: "5", day: 30 },
  { user: "cy", item: "belt", order: "5", day: 30 },
]);
const asOfSec = TINY_START_SEC + 50 * DAY_SEC;
const itemNamed = (name: string) => snapshot.items.productId.indexOf(productId(name));

function listsOf(calibration: RankerModel["calibration"], hidden: ReadonlySet<number> = new Set()) {
  const model = { ...stumpModel(), calibration };
  const runtime = rankerRuntime(model, buildPopulation(snapshot, asOfSec));
  const user = snapshot.users.agreementId.indexOf(agreementId("ana"));
  return recommend(
    {
      history: historyBefore(snapshot.lines, user, asOfSec),
      items: { ...snapshot.items, snapshotItems: snapshot.items.productId.length },
      segment: "LIGHT",
      asOfSec,
      variant: "v3",
      rules: DEFAULT_SCORING_RULES,
      hidden,
    },
    {
      k: 5,
      popular: { levels: [], items: new Int32Array(0), scores: new Float64Array(0), isWhole: true },
      rates: { ofItem: new Float64Array(3).fill(0.01), global: 0.01, shape: 1 },
      orderIdOf: (order) => snapshot.orderIds.at(order) as OrderId,
      region: "",
      model: { runtime, user },
    },
  );
}

describe("lists of a trained model", () => {
  it("orders both lists by the model and keeps the evidence of the rules", () => {
    const { reorder, discover } = listsOf(null);
    expect(reorder.map((one) => one.productId)).toEqual(["filter", "pads"]);
    expect(reorder.map((one) => one.score)).toEqual([0.75, -0.25]);
    expect(reorder[0].evidence).toHaveLength(3);
    expect(reorder[0].rhythm?.intervalDays).toBe(20);
    expect(discover.map((one) => one.productId)).toEqual(["belt"]);
  });

  it("explains a score by parts that sum to it, bit for bit, in the order shown", () => {
    const { reorder, discover } = listsOf(null);
    for (const one of [...reorder, ...discover]) {
      expect(sumInOrder(one.components.map((part) => part.contribution))).toBe(one.score);
      expect(one.components[0].key).toBe("base");
    }
  });

  it("names the product that a new one goes with, or the group that buys it", () => {
    const [belt] = listsOf(null).discover;
    expect(["goes_with", "similar_customers"]).toContain(belt.reasons[0].key);
    if (belt.reasons[0].key === "goes_with") expect(belt.reasons[0].values.productId).toBe("pads");
  });

  it("says the calibrated probability where the model has one, else the estimate from the rhythm", () => {
    const calibration = { score: Float64Array.of(-1, 1), probability: Float64Array.of(0.1, 0.9) };
    expect(listsOf(calibration).reorder[0].probability?.basis).toBe("calibrated");
    expect(listsOf(null).reorder[0].probability?.basis).toBe("hazard");
  });

  it("never lists a hidden product", () => {
    const { reorder, discover } = listsOf(null, new Set([itemNamed("filter"), itemNamed("belt")]));
    expect(reorder.map((one) => one.productId)).toEqual(["pads"]);
    expect(discover).toEqual([]);
  });
});
