import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreementId, type OrderId, productId } from "@/lib/domain/ids";
import { historyBefore } from "@/lib/domain/interactions";
import { DEFAULT_SCORING_RULES, type ScoringRules } from "@/lib/domain/scoring-rules";
import type { Snapshot } from "@/lib/domain/snapshot";
import { sumInOrder } from "@/lib/numeric/sum";
import { type FakeLine, type FakeWorld, fakeSec, fakeSnapshot } from "@/lib/testing/fakes";
import { type AgreementInput, bestSlots, scoreAgreement } from "./agreement-scores";
import { popularItemsOf } from "./discover-list";
import { explainReorder } from "./explain-reorder";
import { levelsFor } from "./popularity";
import { populationOf } from "./population";
import { recommend } from "./recommend";
import { rollUp } from "./roll-up";
import type { SegmentFacts } from "./segment-of";
import { snapshotIndexOf } from "./snapshot-index";
import type { RuleVariant } from "./weights-of";

/** Groups of two customers speak, so that small worlds have a segment level. */
const rules: ScoringRules = {
  ...DEFAULT_SCORING_RULES,
  popularity: { ...DEFAULT_SCORING_RULES.popularity, minGroupCustomers: 2 },
};

interface Ask {
  agreement: string;
  day?: number;
  k?: number;
  variant?: RuleVariant;
  head?: number;
}

function prepare(snapshot: Snapshot, { agreement, day = 100, variant = "v3" }: Ask) {
  const asOfSec = fakeSec(day);
  const index = snapshotIndexOf(snapshot);
  const population = populationOf(snapshot, { index, asOfSec, rules });
  const user = index.userOf.get(agreementId(agreement)) as number;
  const customer = snapshot.users.customer[user];
  const input: AgreementInput = {
    history: historyBefore(snapshot.lines, user, asOfSec),
    items: { ...snapshot.items, snapshotItems: snapshot.items.productId.length },
    segment: population.segment[customer],
    asOfSec,
    variant,
    rules,
  };
  return { input, population, customer, orderIdOf: (order: number) => snapshot.orderIds.at(order) as OrderId };
}

function listsOf(world: FakeWorld, ask: Ask) {
  const snapshot = fakeSnapshot(world);
  const { input, population, customer, orderIdOf } = prepare(snapshot, ask);
  const region = snapshot.customers.region[customer];
  const levels = levelsFor(population.demand, { segment: input.segment, region }, rules);
  const popular = popularItemsOf(levels, { itemCount: snapshot.lines.itemCount, limit: ask.head ?? 1000 });
  const { reorder, discover, coldStart } = recommend(input, {
    k: ask.k ?? 20,
    popular,
    rates: population.rates,
    orderIdOf,
    region: snapshot.regions[region] ?? "",
  });
  return { reorder, discover, coldStart };
}

const line = (customer: string, day: number, product: string, more: Partial<FakeLine> = {}): FakeLine => ({
  customer,
  order: `${customer}-${day}`,
  day,
  product,
  ...more,
});

const anyLines = fc.array(
  fc
    .record({
      customer: fc.constantFrom("1", "2", "3", "10"),
      branch: fc.constantFrom("a", "b"),
      day: fc.integer({ min: 0, max: 120 }),
      product: fc.constantFrom("1", "2", "9", "10", "A7", "B2"),
      quantity: fc.integer({ min: 1, max: 5 }),
      price: fc.constantFrom(0, 2, 3.5),
    })
    .map(({ customer, branch, day, ...rest }) => ({
      ...rest,
      customer,
      day,
      agreement: `${customer}${branch}`,
      order: `${customer}${branch}-${day}`,
    })),
  { minLength: 1, maxLength: 60 },
);
const anyVariant = fc.constantFrom<RuleVariant>("v3", "v3-plus");

describe("recommend", () => {
  it("gives every row: rank, breakdown, reason, evidence, rhythm, quantity, price and probability", () => {
    const days = [0, 10, 20, 30];
    const lines = days.map((day) => line("1", day, "7", { quantity: 3, price: 2 + day / 10 }));
    const { reorder } = listsOf({ lines, packs: { 7: 4 } }, { agreement: "1-1", day: 45 });
    expect(reorder).toHaveLength(1);
    expect(reorder[0]).toMatchObject({
      productId: "7",
      list: "reorder",
      rank: 1,
      reasons: [{ key: "overdue", values: { orders: 4, intervalDays: 10, daysSinceLast: 15, daysOverdue: 5 } }],
      rhythm: { orders: 4, state: "overdue", monthsActive: 1, monthsSpan: 2 },
      suggestedQuantity: 4,
      lastPrice: 5,
      probability: { basis: "hazard" },
    });
    expect(reorder[0].evidence.map(({ orderId }) => orderId)).toEqual(["1-30", "1-20", "1-10", "1-0"]);
    expect(reorder[0].evidence[0]).toEqual({ orderId: "1-30", orderedAtSec: fakeSec(30), quantity: 3, unitPrice: 5 });
  });

  it("breaks ties by product id, numbers by value", () => {
    const lines = ["10", "9", "A1", "100"].map((product) => line("1", 5, product));
    const { reorder } = listsOf({ lines }, { agreement: "1-1" });
    expect(reorder.map((one) => one.productId)).toEqual(["9", "10", "100", "A1"]);
  });

  it("leaves a price of 0 out", () => {
    const { reorder } = listsOf({ lines: [line("1", 5, "7")] }, { agreement: "1-1" });
    expect(reorder[0].lastPrice).toBeNull();
    expect(reorder[0].evidence[0].unitPrice).toBeNull();
  });

  it("offers as new only what peers bought within the window and the agreement never did", () => {
    const lines = [
      line("1", 380, "1"),
      line("2", 380, "1"),
      line("2", 390, "2"),
      line("3", 390, "2"),
      line("3", 390, "3"),
      line("3", 1, "4"),
    ];
    const { discover } = listsOf({ lines }, { agreement: "1-1", day: 400 });
    expect(discover.map((one) => [one.productId, one.rank, one.list])).toEqual([
      ["2", 1, "discover"],
      ["3", 2, "discover"],
    ]);
    expect(discover[0]).toMatchObject({
      reasons: [{ key: "popular_in_segment", values: { customers: 2, groupCustomers: 3, group: "LIGHT" } }],
      evidence: [],
      rhythm: null,
      suggestedQuantity: null,
      probability: null,
    });
  });

  it("names the closest group that buys a product, and passes on the weight of a group too small to speak", () => {
    const lines = ["1", "2", "3", "4"].map((customer) => line(customer, 99, customer));
    const regions = { 1: "LV", 2: "LV", 3: "KY", 4: "KY" };
    const snapshot = fakeSnapshot({ lines, regions });
    const { population } = prepare(snapshot, { agreement: "1-1" });
    const shown = (segment: "NEW" | "LIGHT", region: number) =>
      levelsFor(population.demand, { segment, region }, rules).map(({ level, weight }) => [level, weight]);
    expect(shown("LIGHT", 1)).toEqual([
      ["segment", 0.6],
      ["region", 0.25],
      ["all", 0.15],
    ]);
    expect(shown("NEW", 1)).toEqual([
      ["region", 0.85],
      ["all", 0.15],
    ]);
    expect(shown("NEW", -1)).toEqual([["all", 1]]);
  });

  it("labels an agreement without history by the level its list comes from", () => {
    const lines = [line("1", 50, "1"), line("2", 50, "2"), line("1", 95, "3", { agreement: "1-2", order: "later" })];
    const { reorder, discover, coldStart } = listsOf({ lines }, { agreement: "1-2", day: 90 });
    expect(reorder).toEqual([]);
    expect(coldStart).toEqual({ level: "segment", orders: 0 });
    expect(discover.map((one) => one.productId)).toEqual(["1", "2"]);
    expect(listsOf({ lines }, { agreement: "1-2", day: 40 })).toEqual({
      reorder: [],
      discover: [],
      coldStart: { level: "all", orders: 0 },
    });
  });

  it("finds k new products though the agreement owns the whole head of the popular list", () => {
    const products = Array.from({ length: 30 }, (_, at) => String(at + 1));
    const lines = [
      ...products.flatMap((product) => [line("2", 90, product), line("3", 90, product)]),
      ...products.slice(0, 12).map((product) => line("1", 90, product)),
    ];
    const whole = listsOf({ lines }, { agreement: "1-1", k: 5 });
    expect(whole.discover).toHaveLength(5);
    expect(listsOf({ lines }, { agreement: "1-1", k: 5, head: 10 })).toEqual(whole);
  });

  it("ranks 1 to n by score, each product in one list once, with contributions that add up exactly", () => {
    fc.assert(
      fc.property(anyLines, anyVariant, fc.integer({ min: 1, max: 8 }), (lines, variant, k) => {
        const { reorder, discover } = listsOf({ lines }, { agreement: lines[0].agreement, variant, k });
        for (const list of [reorder, discover]) {
          expect(list.length).toBeLessThanOrEqual(k);
          expect(list.map((one) => one.rank)).toEqual(list.map((_, at) => at + 1));
          list.slice(1).forEach((one, at) => {
            expect(one.score).toBeLessThanOrEqual(list[at].score);
          });
          for (const { components, score } of list) {
            expect(sumInOrder(components.map(({ contribution }) => contribution))).toBe(score);
          }
        }
        const listed = [...reorder, ...discover].map((one) => one.productId);
        expect(new Set(listed).size).toBe(listed.length);
      }),
    );
  });

  it("never depends on what happens at or after the as-of instant", () => {
    fc.assert(
      fc.property(anyLines, anyVariant, fc.integer({ min: 1, max: 120 }), (lines, variant, day) => {
        const ask = { agreement: lines[0].agreement, variant, day };
        // The product and customer tables stay as they are; only what was bought later differs.
        const anchors = ["1", "2", "9", "10", "A7", "B2"].flatMap((product) =>
          ["1", "2", "3", "10"].map((customer) => ({
            customer,
            agreement: `${customer}a`,
            order: "anchor",
            day: 500,
            product,
          })),
        );
        const own = { ...lines[0], day: 500, order: "own" };
        const past = lines.filter((one) => one.day < day);
        const changed = lines.map((one) => (one.day < day ? one : { ...one, quantity: 99, product: "1" }));
        const expected = listsOf({ lines: [...past, ...anchors, own] }, ask);
        expect(listsOf({ lines: [...lines, ...anchors, own] }, ask)).toEqual(expected);
        expect(listsOf({ lines: [...changed, ...anchors, own] }, ask)).toEqual(expected);
      }),
    );
  });

  it("ranks and scores an agreement's own products whatever other customers do", () => {
    fc.assert(
      fc.property(anyLines, anyVariant, (lines, variant) => {
        const { agreement, customer } = lines[0];
        const scores = (world: readonly FakeLine[]) =>
          listsOf({ lines: world }, { agreement, variant }).reorder.map(({ productId, score }) => [productId, score]);
        expect(scores(lines.filter((one) => one.customer === customer))).toEqual(scores(lines));
      }),
    );
  });

  it("gives the same bytes twice, in whatever order agreements and lines come", () => {
    fc.assert(
      fc.property(anyLines, anyVariant, (lines, variant) => {
        const agreements = [...new Set(lines.map((one) => one.agreement))];
        const bytes = (world: readonly FakeLine[], agreement: string) =>
          JSON.stringify(listsOf({ lines: world }, { agreement, variant }));
        const forwards = agreements.map((one) => bytes(lines, one));
        const backwards = [...agreements].reverse().map((one) => bytes([...lines].reverse(), one));
        expect(backwards.reverse()).toEqual(forwards);
      }),
      { numRuns: 30 },
    );
  });

  it("ranks products that the snapshot does not know in the order of their ids", () => {
    const snapshot = fakeSnapshot({ lines: [line("1", 5, "10"), line("1", 5, "A1")] });
    const { input } = prepare(snapshot, { agreement: "1-1" });
    const appended = {
      ...input,
      items: {
        productId: [...input.items.productId, productId("B3"), productId("9")],
        group: [-1, -1, -1, -1],
        packingStandard: [1, 1, 1, 1],
        snapshotItems: 2,
      },
      history: {
        item: Int32Array.of(0, 1, 2, 3),
        order: new Int32Array(4),
        timeSec: new Int32Array(4).fill(fakeSec(5)),
        quantity: new Float64Array(4).fill(1),
        price: new Float64Array(4),
      },
    };
    const { stats } = scoreAgreement(appended);
    expect(Array.from(stats.item, (item) => appended.items.productId[item])).toEqual(["9", "10", "A1", "B3"]);
  });
});

describe("rollUp", () => {
  const rolledUp = (lines: readonly FakeLine[], agreements: readonly string[], k = 20) => {
    const snapshot = fakeSnapshot({ lines });
    const prepared = agreements.map((agreement) => prepare(snapshot, { agreement }));
    const scored = prepared.map(({ input }) => scoreAgreement(input));
    const [{ population, orderIdOf }] = prepared;
    const explained = { rates: population.rates, orderIdOf };
    const lists = scored.map((one) =>
      Array.from(bestSlots(one, k), (slot, place) => explainReorder(one, { slot, rank: place + 1 }, explained)),
    );
    const rows = rollUp(lists, k);
    return { scored, rows };
  };

  it("keeps each product once with its best score over the agreements, ties by product id", () => {
    const lines = [
      line("1", 10, "10", { agreement: "x", order: "o1" }),
      line("1", 90, "10", { agreement: "y", order: "o2" }),
      line("1", 90, "9", { agreement: "y", order: "o2" }),
    ];
    const { rows } = rolledUp(lines, ["x", "y"]);
    expect(
      rows.map(({ agreement, recommendation }) => [agreement, recommendation.productId, recommendation.rank]),
    ).toEqual([
      [1, "9", 1],
      [1, "10", 2],
    ]);
  });

  it("is the head of all (agreement, product) scores for any k", () => {
    fc.assert(
      fc.property(anyLines, fc.integer({ min: 1, max: 7 }), (lines, k) => {
        const agreements = [
          ...new Set(lines.filter((one) => one.customer === lines[0].customer).map((one) => one.agreement)),
        ];
        const { scored, rows } = rolledUp(lines, agreements, k);
        const best = new Map<string, number>();
        for (const { stats, scores, input } of scored) {
          stats.item.forEach((item, slot) => {
            const id = input.items.productId[item];
            best.set(id, Math.max(best.get(id) ?? 0, scores[slot]));
          });
        }
        const expected = [...best.values()].sort((a, b) => b - a).slice(0, k);
        expect(rows.map(({ recommendation }) => recommendation.score)).toEqual(expected);
      }),
    );
  });
});

describe("populationOf", () => {
  it("segments a customer by all its agreements", () => {
    const lines = Array.from({ length: 100 }, (_, at) =>
      line("1", at, String(at % 50), { agreement: at % 2 === 0 ? "x" : "y", order: `o${at}` }),
    );
    const at = (day: number): [string, SegmentFacts] => {
      const { population } = prepare(fakeSnapshot({ lines }), { agreement: "x", day });
      return [population.segment[0], population.facts[0]];
    };
    expect(at(99)).toEqual(["LIGHT", { orders: 99, distinctProducts: 50, repeatedProducts: 49 }]);
    expect(at(100)).toEqual(["REGULAR_CONSISTENT", { orders: 100, distinctProducts: 50, repeatedProducts: 50 }]);
  });
});
