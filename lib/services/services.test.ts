import { describe, expect, it } from "vitest";
import type { ErpPort } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Caller, Role } from "@/lib/domain/caller";
import { ownerId } from "@/lib/domain/ids";
import { type FakeLine, type FakeWorld, fakeContext, fakeErp, fakeLive } from "@/lib/testing/fakes";
import { exportAgreement } from "./export-agreement";
import { getCustomer } from "./get-customer";
import { getDataStatus } from "./get-data-status";
import { getNeighbours } from "./get-neighbours";
import { getScoringRules } from "./get-scoring-rules";
import { getToday } from "./get-today";
import { listCustomers } from "./list-customers";
import { recommendForAgreement } from "./recommend-for-agreement";
import type { RawQuery } from "./views";

function caller(role: Role, owner: string | null = null, includeUnassigned = false): Caller {
  return {
    subject: `test|${role}`,
    email: null,
    name: role,
    role,
    scope:
      role === "rep"
        ? { kind: "owned", ownerId: owner === null ? null : ownerId(owner), includeUnassigned }
        : { kind: "all" },
  };
}

const olena = caller("rep", "o");
const nobody = caller("rep", null);
const manager = caller("manager");
const admin = caller("admin");

/** Product 10 every 10 days on days 0..50; the newest line is on day 59, so that as-of is day 60. */
const rhythm = (customer: string): FakeLine[] =>
  [0, 10, 20, 30, 40, 50].map((day) => ({
    customer,
    order: `${customer}-${day}`,
    day,
    product: "10",
    quantity: 3,
    price: 2,
  }));

const world: FakeWorld = {
  lines: [
    ...rhythm("1"),
    ...rhythm("2").map((line) => ({ ...line, price: 5 })),
    ...rhythm("3"),
    { customer: "1", agreement: "1-2", order: "a", day: 59, product: "11" },
    { customer: "3", order: "b", day: 58, product: "12" },
  ],
  owners: { 1: "o", 2: "t", 3: null },
  regions: { 1: "LV", 2: "KY" },
  silent: ["4"],
  idleAgreements: [["1", "1-3"]],
  names: { 1: "Автотранс", 2: "Бета", 3: "Гамма", 4: "Zulu" },
  taxIds: { 2: "АС-77" },
};

async function refusal(work: Promise<unknown>): Promise<{ code: string; message: string; field: string | null }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message, field: error.field };
  }
  throw new Error("expected an AppError");
}

const list = (who: Caller, query: RawQuery = {}) => listCustomers(who, query, fakeContext(world));
const ids = async (who: Caller, query: RawQuery = {}) =>
  (await list(who, query)).list.rows.map((row) => row.customerId);

describe("scope (security.md 1 and 3)", () => {
  it("lists, counts and totals only what the caller may see", async () => {
    expect(await ids(olena)).toEqual(["1"]);
    expect(await ids(nobody)).toEqual([]);
    expect((await ids(manager)).sort()).toEqual(["1", "2", "3", "4"]);
    expect((await ids(caller("rep", "o", true))).sort()).toEqual(["1", "3", "4"]);
    const { facets, list: page } = await list(olena);
    expect(page.total).toBe(1);
    expect(facets.owners).toEqual([{ value: "o", label: "Rep o", count: 1 }]);
    expect(facets.regions).toEqual([{ value: "LV", count: 1 }]);
    expect((await getToday(olena, {}, fakeContext(world))).totals).toMatchObject({ customers: 1, dueCustomers: 1 });
    expect((await getScoringRules(olena, fakeContext(world))).segments.map((one) => one.customers)).toEqual([
      0, 0, 0, 1,
    ]);
  });

  it("answers another rep's customer exactly as one that does not exist, in every service", async () => {
    const context = fakeContext(world);
    const services = [
      (id: string) => getCustomer(olena, { customerId: id, query: {} }, context),
      (id: string) => getNeighbours(olena, { customerId: id, query: {} }, context),
      (id: string) => recommendForAgreement(olena, { customerId: id, agreementId: "2-1", query: {} }, context),
      (id: string) => exportAgreement(olena, { customerId: id, agreementId: "2-1", query: {} }, context),
    ];
    for (const service of services) {
      const foreign = await refusal(service("2"));
      expect(foreign).toEqual(await refusal(service("999")));
      expect(foreign.code).toBe("not_found");
      expect(await refusal(service("x".repeat(10_000)))).toEqual(foreign);
    }
  });

  it("answers an agreement under another customer's id as one that does not exist", async () => {
    const context = fakeContext(world);
    const ask = (agreementId: string) =>
      recommendForAgreement(olena, { customerId: "1", agreementId, query: {} }, context);
    expect(await refusal(ask("2-1"))).toEqual(await refusal(ask("nope")));
  });

  it("passes the caller's scope to every question that touches customers", async () => {
    const scopes = new Map<string, unknown[]>();
    const erp = new Proxy(fakeErp(world), {
      get: (port, name: keyof ErpPort) => {
        const ask = port[name] as (...values: unknown[]) => unknown;
        // Parts are everybody's: these two take product ids and no scope.
        if (name === "stock" || name === "analogues") return ask;
        return (...values: unknown[]) => {
          scopes.set(name, [...(scopes.get(name) ?? []), values[0]]);
          return ask(...values);
        };
      },
    });
    const context = fakeContext(world, { erp, live: fakeLive(erp) });
    const agreement = { customerId: "1", agreementId: "1-1", query: {} };
    await listCustomers(olena, { q: "n-1" }, context);
    await getNeighbours(olena, { customerId: "1", query: { q: "n-1" } }, context);
    await getToday(olena, {}, context);
    await getCustomer(olena, { customerId: "1", query: {} }, context);
    await recommendForAgreement(olena, agreement, context);
    await exportAgreement(olena, agreement, context);
    await getScoringRules(olena, context);
    expect([...scopes.keys()].sort()).toEqual([
      "agreement",
      "agreementHistory",
      "agreementsInScope",
      "agreementsOfCustomer",
      "customer",
      "customersInScope",
    ]);
    for (const given of scopes.values()) for (const scope of given) expect(scope).toBe(olena.scope);
  });

  it("shows where the data comes from to administrators only", async () => {
    const context = fakeContext(world);
    for (const who of [olena, manager]) expect((await refusal(getDataStatus(who, {}, context))).code).toBe("not_found");
    expect(await getDataStatus(admin, {}, context)).toMatchObject({ rejected: null, counts: { lines: 20 } });
  });
});

describe("listCustomers", () => {
  it("finds by name, tax id and agreement number whatever alphabet the letters are from", async () => {
    expect(await ids(manager, { q: "aвтoтрaнс" })).toEqual(["1"]);
    expect(await ids(manager, { q: "ac-77" })).toEqual(["2"]);
    expect(await ids(manager, { q: "n-3-1" })).toEqual(["3"]);
    expect(await ids(manager, { q: "nothing like it" })).toEqual([]);
  });

  it("filters by segment, region, owner and due", async () => {
    expect(await ids(manager, { segment: "NEW" })).toEqual(["4"]);
    expect(await ids(manager, { region: "KY" })).toEqual(["2"]);
    expect((await ids(manager, { region: "none" })).sort()).toEqual(["3", "4"]);
    expect((await ids(manager, { owner: "unassigned" })).sort()).toEqual(["3", "4"]);
    expect((await ids(manager, { due: "due" })).sort()).toEqual(["1", "2", "3"]);
    expect(await ids(manager, { due: "overdue" })).toEqual([]);
  });

  it("sorts on every column in both directions, absent values last, ties by id", async () => {
    expect(await ids(manager, { sort: "name" })).toEqual(["1", "2", "3", "4"]);
    expect(await ids(manager, { sort: "-name" })).toEqual(["4", "3", "2", "1"]);
    expect(await ids(manager, { sort: "lastOrderAt" })).toEqual(["2", "3", "1", "4"]);
    expect(await ids(manager, { sort: "-lastOrderAt" })).toEqual(["1", "3", "2", "4"]);
    expect(await ids(manager, { sort: "-agreements" })).toEqual(["1", "2", "3", "4"]);
    for (const key of [
      "taxId",
      "region",
      "ownerName",
      "segment",
      "orders",
      "dueCount",
      "overdueCount",
      "expectedValue",
    ]) {
      for (const sort of [key, `-${key}`]) expect(await ids(manager, { sort })).toHaveLength(4);
    }
  });

  it.each([
    [{ sort: "phone" }, "sort"],
    [{ sort: "name;drop" }, "sort"],
    [{ segment: "HUGE" }, "segment"],
    [{ page: "0" }, "page"],
    [{ page: "2" }, "page"],
    [{ page: "x" }, "page"],
    [{ q: "x".repeat(201) }, "q"],
    [{ q: ["a", "b"] }, "q"],
  ])("refuses %j, naming the field", async (query, field) => {
    expect(await refusal(list(manager, query as RawQuery))).toMatchObject({ code: "invalid_input", field });
  });

  it("counts a facet under the other filters, not under itself", async () => {
    const { facets } = await list(manager, { segment: "NEW" });
    expect(facets.segments).toEqual([
      { value: "LIGHT", count: 3 },
      { value: "NEW", count: 1 },
    ]);
    expect(facets.regions).toEqual([{ value: "none", count: 1 }]);
  });
});

describe("getNeighbours", () => {
  it("walks the filtered and sorted list", async () => {
    const at = (customerId: string, query: RawQuery) =>
      getNeighbours(manager, { customerId, query }, fakeContext(world));
    expect(await at("2", { sort: "name" })).toEqual({
      list: "customers",
      previousCustomerId: "1",
      nextCustomerId: "3",
      page: 1,
      position: 2,
      total: 4,
    });
    expect(await at("4", { sort: "name" })).toMatchObject({ previousCustomerId: "3", nextCustomerId: null });
    expect(await at("1", { segment: "NEW" })).toEqual({
      list: "customers",
      previousCustomerId: null,
      nextCustomerId: null,
      page: null,
      position: null,
      total: 1,
    });
  });

  it("walks the call queue for a reader who came from it", async () => {
    const query = { from: "today" };
    expect(await getNeighbours(manager, { customerId: "1", query }, fakeContext(world))).toEqual({
      list: "today",
      previousCustomerId: "2",
      nextCustomerId: "3",
      page: 1,
      position: 2,
      total: 3,
    });
  });
});

describe("getToday", () => {
  it("ranks the customers with something due by expected value", async () => {
    const today = await getToday(manager, {}, fakeContext(world));
    expect(today.list.rows.map((row) => row.customerId)).toEqual(["2", "1", "3"]);
    expect(today.list.rows[0].top).toMatchObject([
      { agreementId: "2-1", productId: "10", code: "C-10", reason: { key: "due" } },
    ]);
    expect(today.totals).toMatchObject({ customers: 4, dueCustomers: 3, dueProducts: 3 });
    const sum = today.list.rows.reduce((total, row) => total + row.expectedValue, 0);
    expect(today.totals.expectedValue).toBe(sum);
  });

  it("sends nobody to call a blocked customer", async () => {
    const today = await getToday(manager, {}, fakeContext({ ...world, blocked: ["2"] }));
    expect(today.list.rows.map((row) => row.customerId)).toEqual(["1", "3"]);
  });

  it("expects of a product its probability x suggested quantity x last price, as its row on the agreement page says", async () => {
    const context = fakeContext(world);
    const { reorder, agreement } = await recommendForAgreement(
      manager,
      { customerId: "2", agreementId: "2-1", query: {} },
      context,
    );
    const [row] = reorder;
    expect(row.value).toBe(15);
    expect(agreement.expectedValue).toBe((row.probability?.value ?? 0) * 15);
  });
});

describe("getCustomer", () => {
  it("shows all agreements, those without orders too, and rolls their products up", async () => {
    const view = await getCustomer(manager, { customerId: "1", query: {} }, fakeContext(world));
    expect(view.agreements.map((one) => [one.agreementId, one.orders])).toEqual([
      ["1-1", 6],
      ["1-2", 1],
      ["1-3", 0],
    ]);
    expect(view.rollUp.map((one) => [one.agreementId, one.productId, one.rank])).toEqual([
      ["1-2", "11", 1],
      ["1-1", "10", 2],
    ]);
    expect(view.segmentFacts).toMatchObject({ orders: 7, distinctProducts: 2, repeatedProducts: 1, repeatShare: 0.5 });
    expect(view.monthly).toEqual([
      { month: "2024-01", orders: 4, value: 24 },
      { month: "2024-02", orders: 3, value: 12 },
    ]);
    expect(view.orderIntervalDays).toBe(10);
  });

  it("shows a customer that never ordered", async () => {
    const view = await getCustomer(manager, { customerId: "4", query: {} }, fakeContext(world));
    expect(view).toMatchObject({ agreements: [], rollUp: [], monthly: [], orderIntervalDays: null });
    expect(view.customer).toMatchObject({ segment: "NEW", orders: 0, lastOrderAt: null });
  });
});

describe("recommendForAgreement", () => {
  const ask = (query: RawQuery, parts = {}) =>
    recommendForAgreement(manager, { customerId: "1", agreementId: "1-1", query }, fakeContext(world, parts));

  it("exports exactly the rows of the page, Reorder first", async () => {
    const view = await ask({ k: "1" });
    const { rows } = await exportAgreement(
      manager,
      { customerId: "1", agreementId: "1-1", query: { k: "1" } },
      fakeContext(world),
    );
    expect(rows).toEqual([...view.reorder, ...view.discover]);
    expect(rows.map((row) => row.list)).toEqual(["reorder", "discover"]);
  });

  it("labels a list of popular products when nothing was bought under the agreement", async () => {
    const view = await recommendForAgreement(
      manager,
      { customerId: "1", agreementId: "1-3", query: {} },
      fakeContext(world),
    );
    expect(view.reorder).toEqual([]);
    expect(view.coldStart).toEqual({ level: "all", orders: 0 });
    expect(view.discover[0]).toMatchObject({ productId: "10", reasons: [{ key: "popular_overall" }] });
  });

  it("knows nothing of what happened at or after the as-of instant", async () => {
    const view = await ask({ asOf: "2024-01-11" });
    expect(view.reorder.map((row) => [row.productId, row.evidenceTotal])).toEqual([["10", 1]]);
    expect(view.discover).toEqual([]);
  });

  it("answers from the live history with the same bytes as from the snapshot", async () => {
    const live = await ask({}, { live: fakeLive(fakeErp(world)) });
    const kept = await ask({});
    expect(live.stamp).toEqual({ ...kept.stamp, history: "live" });
    expect({ ...live, engineMs: 0, stamp: null }).toEqual({ ...kept, engineMs: 0, stamp: null });
  });

  it("ranks products that the snapshot does not know yet", async () => {
    const newer = { ...world, lines: [...world.lines, { customer: "1", order: "z", day: 59, product: "9", price: 4 }] };
    const view = await ask({}, { live: fakeLive(fakeErp(newer)) });
    expect(view.reorder.map((row) => [row.productId, row.code])).toEqual([
      ["10", "C-10"],
      ["9", "C-9"],
    ]);
  });

  it("answers from the snapshot when the ERP does not", async () => {
    const agreementHistory = () => Promise.reject(new AppError("unavailable", "The order database does not answer."));
    const view = await ask({}, { live: fakeLive(fakeErp(world), { agreementHistory }) });
    expect(view.reorder.map((row) => row.productId)).toEqual(["10"]);
    expect(view.stamp.history).toBe("stand_in");
  });
});

describe("getDataStatus", () => {
  it("pages through the refused lines", async () => {
    const rejected = Array.from({ length: 60 }, (_, at) => ({
      file: "f.csv",
      line: at + 2,
      reason: "broken",
      value: "",
    }));
    const { fakeSnapshot, fakeSnapshots } = await import("@/lib/testing/fakes");
    const context = fakeContext(world, { snapshots: fakeSnapshots(fakeSnapshot(world), rejected) });
    const second = await getDataStatus(admin, { page: "2" }, context);
    expect(second.rejected).toMatchObject({ total: 60, byReason: [{ reason: "broken", count: 60 }] });
    expect(second.rejected?.list.rows.map((row) => row.line)).toEqual(rejected.slice(50).map((row) => row.line));
    expect((await refusal(getDataStatus(admin, { page: "3" }, context))).field).toBe("page");
  });
});
