import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { agreementId, customerId, ownerId, productId } from "@/lib/domain/ids";
import { type FakeWorld, fakeContext, fakeSec } from "@/lib/testing/fakes";
import { exportCoverage, getCoverage } from "./get-coverage";
import { exportSegments, getSegments } from "./get-segments";
import { recommendForAgreement } from "./recommend-for-agreement";
import { recordOutcome } from "./record-outcome";

/** Orders of product 10 by the customers of two reps and of nobody; day 61 is after the clock of the tests. */
const world: FakeWorld = {
  lines: [
    ...[0, 20, 40].map((day) => ({ customer: "1", order: `a${day}`, day, product: "10", price: 5 })),
    { customer: "1", order: "a61", day: 61, product: "10", quantity: 3, price: 5 },
    ...[0, 20, 40].map((day) => ({ customer: "2", order: `b${day}`, day, product: "10", price: 5 })),
    { customer: "3", order: "c", day: 1, product: "11", price: 2 },
  ],
  owners: { "1": "100", "2": "200" },
  silent: ["4"],
};

const rep = (owner: string): Caller => ({
  subject: `test|${owner}`,
  email: null,
  name: `Rep ${owner}`,
  role: "rep",
  scope: { kind: "owned", ownerId: ownerId(owner), includeUnassigned: false },
});
const manager: Caller = { subject: "test|m", email: null, name: "M", role: "manager", scope: { kind: "all" } };

const offer = (customer: string, product = "10") => ({
  customerId: customer,
  agreementId: `${customer}-1`,
  productId: product,
  kind: "offered" as const,
  basedOn: 0,
  idempotencyKey: `test-key-${customer}-${product}`,
});

async function refusal(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error("expected an AppError");
}

describe("getCoverage", () => {
  it("follows a product from the list through the offer to the real order, with its amount", async () => {
    const context = fakeContext(world);
    const olena = rep("100");
    await recommendForAgreement(olena, { customerId: "1", agreementId: "1-1", query: {} }, context);
    await recordOutcome(olena, offer("1"), context);
    const { funnel, workload, gaps } = await getCoverage(manager, {}, context);
    expect(funnel.total).toMatchObject({ offered: 1, ordered: 1, amount: 15, waiting: 0 });
    expect(funnel.total.shown).toBeGreaterThanOrEqual(1);
    expect(funnel.rows.map(({ value }) => value)).toEqual(["100"]);
    expect(workload.total).toMatchObject({ customers: 4, contacted: 1, calls: 1, never: 3 });
    expect(gaps).toMatchObject({ never: 3, unassigned: 2 });
  });

  it("takes a list as shown once, and not when a manager looks in or another day is asked", async () => {
    const context = fakeContext(world);
    const request = { customerId: "1", agreementId: "1-1", query: {} };
    await recommendForAgreement(manager, request, context);
    await recommendForAgreement(rep("100"), { ...request, query: { asOf: "2024-02-01" } }, context);
    expect((await getCoverage(manager, {}, context)).funnel.total.shown).toBe(0);
    await recommendForAgreement(rep("100"), request, context);
    const once = (await getCoverage(manager, {}, context)).funnel.total.shown;
    await recommendForAgreement(rep("100"), request, context);
    expect((await getCoverage(manager, {}, context)).funnel.total.shown).toBe(once);
  });

  it("security 3: a rep reads no figure of anybody else, in rows, sums, counts or files", async () => {
    const context = fakeContext(world);
    await recordOutcome(manager, offer("2"), context);
    await context.store.noteListShown({
      day: "2024-03-01",
      customerId: customerId("2"),
      agreementId: agreementId("2-1"),
      viewer: "test|200",
      products: [productId("10")],
    });
    const view = await getCoverage(rep("100"), { range: "all" }, context);
    expect(view.funnel).toEqual({ rows: [], total: expect.objectContaining({ shown: 0, offered: 0 }) });
    expect(view.workload.rows.map(({ value }) => value)).toEqual(["100"]);
    expect(view.workload.total.customers).toBe(1);
    expect(view.gaps).toMatchObject({ never: 1, unassigned: 0 });
    const file = await exportCoverage(rep("100"), { table: "customers" }, context);
    expect(file.customers.map((row) => row.customerId)).toEqual(["1"]);
    expect(JSON.stringify([view, file])).not.toContain("Customer 2");
    expect((await getCoverage(rep("200"), { range: "all" }, context)).funnel.total.offered).toBe(1);
  });

  it("orders people by name, those without one last, whatever their figures", async () => {
    const context = fakeContext(world);
    const { workload } = await getCoverage(manager, {}, context);
    expect(workload.rows.map(({ value }) => value)).toEqual(["100", "200", "unassigned"]);
  });

  it("counts a call in the time that it belongs to", async () => {
    const context = fakeContext(world, { nowSec: () => fakeSec(10) });
    await recordOutcome(manager, offer("1"), context);
    const callsOf = async (range: string) => (await getCoverage(manager, { range }, context)).workload.total.calls;
    expect([await callsOf("30"), await callsOf("90"), await callsOf("all")]).toEqual([0, 1, 1]);
  });

  it("refuses what its address cannot say", async () => {
    const context = fakeContext(world);
    expect((await refusal(getCoverage(manager, { range: "7" }, context))).field).toBe("range");
    expect((await refusal(exportCoverage(manager, { table: "people" }, context))).field).toBe("table");
  });
});

describe("getSegments", () => {
  it("does not exist for a rep, page and file", async () => {
    const context = fakeContext(world);
    expect((await refusal(getSegments(rep("100"), {}, context))).code).toBe("not_found");
    expect((await refusal(exportSegments(rep("100"), {}, context))).code).toBe("not_found");
  });

  it("keeps every customer in each month, and sizes and movement say the same", async () => {
    const { sizes, history, movement, totals } = await getSegments(manager, {}, fakeContext(world));
    expect(totals.customers).toBe(4);
    for (const { counts } of history) {
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(4);
    }
    const last = history[history.length - 1].counts;
    for (const { segment, customers } of sizes) expect(last[segment]).toBe(customers);
    expect(movement.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(sizes.reduce((sum, { valueShare }) => sum + (valueShare ?? 0), 0)).toBeCloseTo(1);
  });

  it("names the customers behind a figure of the movement", async () => {
    const context = fakeContext(world, {
      rules: { ...fakeContext(world).rules, segments: { heavyOrders: 4, regularOrders: 3, consistentShare: 0.4 } },
    });
    const { movement, list } = await getSegments(manager, { months: "1", to: "HEAVY" }, context);
    expect(list.rows.map((row) => [row.customerId, row.to])).toEqual([["1", "HEAVY"]]);
    expect(movement.moved).toBeGreaterThanOrEqual(list.total);
  });
});
