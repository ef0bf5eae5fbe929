import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { ownerId, productId } from "@/lib/domain/ids";
import { makeFold } from "@/lib/evaluation/fold";
import { type FakeWorld, fakeContext, fakeReports, fakeSec, fakeSnapshot } from "@/lib/testing/fakes";
import { sampleReport } from "@/lib/testing/sample-report";
import { packLists } from "./backtest/packed-lists";
import { exportPerformance } from "./export-performance";
import { exportCustomerMisses, getCustomerMisses } from "./get-customer-misses";
import { exportGroupCustomers, getGroupCustomers } from "./get-group-customers";
import { getPerformanceGroups } from "./get-performance-groups";
import { getPerformanceHistory } from "./get-performance-history";

/** Both customers bought 10 before day 40; in the window from there, 1 buys 10 and 11, 2 buys 12. */
const world: FakeWorld = {
  lines: [
    { customer: "1", order: "a", day: 1, product: "10", price: 2 },
    { customer: "1", order: "b", day: 50, product: "10", price: 2 },
    { customer: "1", order: "b", day: 50, product: "11", price: 9 },
    { customer: "2", order: "c", day: 2, product: "10", price: 2 },
    { customer: "2", order: "d", day: 55, product: "12", price: 4 },
    { customer: "3", order: "e", day: 3, product: "11", price: 4 },
    { customer: "3", order: "f", day: 4, product: "12", price: 4 },
  ],
  owners: { "1": "100", "2": "200" },
};
const snapshot = fakeSnapshot(world);
const iso = (day: number) => new Date(fakeSec(day) * 1000).toISOString();

/** Two windows; nobody buys in the first one, for nobody has a history. */
const cutoffs = [
  { ...sampleReport().cutoffs[0], cutoff: iso(10), end: iso(40) },
  { ...sampleReport().cutoffs[1], cutoff: iso(40), end: iso(70) },
];
const report = sampleReport({ snapshotId: snapshot.id, cutoffs });

function listsOf(model: string, items: readonly string[]): string {
  const windows = cutoffs.map(({ cutoff, end }) => {
    const plan = {
      protocol: "next-30-days" as const,
      cutoffSec: Date.parse(cutoff) / 1000,
      endSec: Date.parse(end) / 1000,
    };
    const { split, evaluated } = makeFold(snapshot, plan, report.seed);
    const users = Int32Array.from(evaluated, (position) => split.users[position]);
    const list = Int32Array.from(items, (id) => snapshot.items.productId.indexOf(productId(id)));
    return { cutoff, users, lists: Array.from(users, () => list) };
  });
  return packLists({ snapshotId: snapshot.id, model, windows });
}

const kept = { "r/v3": listsOf("v3", ["10", "12"]), "r/popularity": listsOf("popularity", ["12"]) };
const contextOf = (lists: Record<string, string> = kept, snapshotId = snapshot.id) =>
  fakeContext(world, { reports: fakeReports({ r: JSON.stringify({ ...report, snapshotId }) }, lists) });

const manager: Caller = { subject: "test|m", email: null, name: "M", role: "manager", scope: { kind: "all" } };
const owner: Caller = {
  ...manager,
  role: "rep",
  scope: { kind: "owned", ownerId: ownerId("100"), includeUnassigned: false },
};

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error.code;
  }
  throw new Error("expected an AppError");
}

describe("the customers behind a figure", () => {
  it("do not exist for a rep, not even the own ones", async () => {
    const context = contextOf();
    const codes = await Promise.all(
      [
        getPerformanceGroups(owner, {}, context),
        getPerformanceHistory(owner, {}, context),
        getGroupCustomers(owner, {}, context),
        exportGroupCustomers(owner, {}, context),
        getCustomerMisses(owner, { customerId: "1", query: {} }, context),
        exportCustomerMisses(owner, { customerId: "1", query: {} }, context),
        exportPerformance(owner, { chart: "groups" }, context),
      ].map(refusal),
    );
    expect(new Set(codes)).toEqual(new Set(["not_found"]));
  });

  it("are counted from the lists: hits and misses of each, by the rep who owns it", async () => {
    const context = contextOf();
    const view = await getGroupCustomers(manager, { over: "rep", k: "5" }, context);
    expect(view.totals).toEqual({ customers: 2, bought: 3, hits: 2, missed: 1, missedRepeat: 0 });
    expect(view.list.rows.map(({ customerId, bought, hits, recall }) => [customerId, bought, hits, recall])).toEqual([
      ["1", 2, 1, 0.5],
      ["2", 1, 1, 1],
    ]);
    const own = await getGroupCustomers(manager, { over: "rep", group: "200", k: "5" }, context);
    expect(own.list.rows.map(({ customerId }) => customerId)).toEqual(["2"]);
    expect(own.question.group).toEqual({ value: "200", name: "Rep 200" });
  });

  it("have each product they ordered, with its rank, its kind and what was listed in vain", async () => {
    const view = await getCustomerMisses(manager, { customerId: "1", query: { k: "5" } }, contextOf());
    const [{ lists }, first] = view.windows;
    expect(first.lists).toEqual([]);
    expect(
      lists[0].bought.map(({ productId, isHit, isRepeat, rank, value }) => [productId, isHit, isRepeat, rank, value]),
    ).toEqual([
      ["10", true, true, 1, 2],
      ["11", false, false, null, 9],
    ]);
    expect(lists[0].notBought.map(({ productId, rank }) => [productId, rank])).toEqual([["12", 2]]);
    expect(await refusal(getCustomerMisses(manager, { customerId: "99", query: {} }, contextOf()))).toBe("not_found");
  });

  it("are drawn by group beside the other models, repeat and explore apart", async () => {
    const context = contextOf();
    const { chart, dimensions } = await getPerformanceGroups(manager, { over: "rep", k: "5" }, context);
    expect(dimensions).toContain("rep");
    expect(chart?.groups.map(({ value, name, figure }) => [value, name, figure.mean])).toEqual([
      ["100", "Rep 100", 0.2],
      ["200", "Rep 200", 0.2],
    ]);
    expect(chart?.groups[1].points[1].baselines).toEqual([0.2]);
    const explore = await getPerformanceGroups(
      manager,
      { over: "rep", k: "5", kind: "explore", metric: "recall" },
      context,
    );
    expect(explore.chart?.groups.map(({ figure }) => figure.mean)).toEqual([0, 1]);
    const file = await exportPerformance(manager, { chart: "groups", over: "rep", k: "5" }, context);
    expect(file.table.rows).toHaveLength(4);
  });

  it("cannot be named when the report is of other data, or kept or holds no lists: the page says which", async () => {
    const gapOf = async (context: ReturnType<typeof contextOf>) =>
      (await getPerformanceGroups(manager, {}, context)).gap;
    expect(await gapOf(contextOf(kept, "other"))).toBe("otherData");
    expect(await gapOf(contextOf({}))).toBe("notKept");
    expect(await gapOf(contextOf({ "r/v3": "damaged" }))).toBe("notKept");
    const ofOthers = JSON.parse(kept["r/v3"]);
    ofOthers.windows = [...ofOthers.windows].reverse();
    expect(await gapOf(contextOf({ "r/v3": JSON.stringify(ofOthers) }))).toBe("notKept");
  });
});

describe("getPerformanceHistory", () => {
  it("puts reports in order of time and names what changed between them", async () => {
    const texts = Object.fromEntries(
      (["2024-06-03", "2024-06-01"] as const).map((day, at) => [
        `r${at}`,
        JSON.stringify({ ...report, generatedAt: `${day}T00:00:00.000Z`, codeVersion: `code${at}` }),
      ]),
    );
    const context = fakeContext(world, { reports: fakeReports(texts) });
    await context.store.writeAudit({
      kind: "model",
      actor: "test|admin",
      atSec: Date.parse("2024-06-02") / 1000,
      detail: { action: "promote", model: "ranker-2", before: null },
    });
    const { points, events } = await getPerformanceHistory(manager, {}, context);
    expect(points.map(({ report: id }) => id)).toEqual(["r1", "r0"]);
    expect(events.map(({ kind, detail }) => [kind, detail])).toEqual([
      ["data", snapshot.id],
      ["promoted", "ranker-2"],
      ["code", "code0"],
    ]);
  });
});
