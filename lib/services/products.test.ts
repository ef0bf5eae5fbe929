import { describe, expect, it } from "vitest";
import type { Caller } from "@/lib/domain/caller";
import { ownerId } from "@/lib/domain/ids";
import { type FakeLine, type FakeWorld, fakeContext } from "@/lib/testing/fakes";
import { exportCustomers, exportProductBuyers, exportToday } from "./export-lists";
import { getProduct } from "./get-product";
import { getReplacements } from "./get-replacements";
import { getToday } from "./get-today";
import { listCustomers } from "./list-customers";
import { listProducts } from "./list-products";
import { recordOutcome } from "./record-outcome";
import { searchEverything } from "./search-everything";
import type { ServiceContext } from "./service-context";
import { setCustomerNote } from "./set-customer-note";

const manager: Caller = { subject: "test|m", email: null, name: "Marta", role: "manager", scope: { kind: "all" } };
const rep: Caller = {
  subject: "test|o",
  email: null,
  name: "Olena",
  role: "rep",
  scope: { kind: "owned", ownerId: ownerId("o"), includeUnassigned: false },
};

/** Product 10 every 10 days on days 0..50, product 20 with it each time but the first; as-of is day 60. */
const rhythm = (customer: string): FakeLine[] =>
  [0, 10, 20, 30, 40, 50].flatMap((day) => {
    const line = { customer, order: `${customer}-${day}`, day, quantity: 2, price: 3 };
    return day === 0
      ? [{ ...line, product: "10" }]
      : [
          { ...line, product: "10" },
          { ...line, product: "20" },
        ];
  });
const world: FakeWorld = {
  lines: [
    ...rhythm("1"),
    ...rhythm("2"),
    ...rhythm("3"),
    { customer: "1", order: "x", day: 59, product: "30" },
    { customer: "2", order: "y", day: 5, product: "30" },
  ],
  owners: { 1: "o", 2: "t", 3: "o" },
  names: { 1: "Автотранс", 2: "Beta", 3: "Gamma" },
  taxIds: { 1: "АС-77" },
  blocked: ["3"],
};

const product = (who: Caller, query = {}, context: ServiceContext = fakeContext(world)) =>
  getProduct(who, { productId: "10", query }, context);

describe("getProduct", () => {
  it("lists who is due, and sends nobody to a blocked customer but says so", async () => {
    const view = await product(manager);
    expect(view.list.rows.map((row) => row.customerId)).toEqual(["1", "2"]);
    expect(view.list.rows[0]).toMatchObject({
      rhythm: { state: "due", orders: 6 },
      suggestedQuantity: 2,
      lastPrice: 3,
    });
    expect(view.leftOut).toMatchObject([{ customerId: "3", why: "blocked" }]);
    expect(view.counts).toMatchObject({ due: 2, all: 2, lapsed: 0 });
  });

  it("gives a product the very figures that the customer's own list gives it", async () => {
    const context = fakeContext(world);
    const [row] = (await product(rep, {}, context)).list.rows;
    const today = await getToday(rep, {}, context);
    const listed = await listProducts(rep, {}, context);
    const own = listed.list.rows.find(({ productId }) => productId === "10");
    expect(own).toMatchObject({ dueCustomers: 1, expectedValue: row.expectedValue });
    const sum = listed.list.rows.reduce((total, { expectedValue }) => total + expectedValue, 0);
    expect(sum).toBeCloseTo(today.totals.expectedValue, 9);
  });

  it("security 3: shows a rep the own customers only, in the list, the counts and the demand", async () => {
    const view = await product(rep);
    expect(view.list.rows.map((row) => row.customerId)).toEqual(["1"]);
    expect(view.figures).toMatchObject({ buyers: 2, orders: 12, units: 24 });
    expect(view.monthly.reduce((sum, { orders }) => sum + orders, 0)).toBe(12);
    expect((await listProducts(rep, { q: "C-10" }, fakeContext(world))).list.rows[0].dueCustomers).toBe(1);
  });

  it("honours what was said: never, put off, and a customer to be called later", async () => {
    const context = fakeContext(world);
    const said = { customerId: "1", agreementId: "1-1", productId: "10", basedOn: 0, idempotencyKey: "product-test-1" };
    await recordOutcome(manager, { ...said, kind: "never", reason: "price" }, context);
    await setCustomerNote(
      manager,
      { customerId: "2", note: "", nextContactOn: "2030-01-01", basedOn: 0, idempotencyKey: "product-test-2" },
      context,
    );
    const view = await product(manager, {}, context);
    expect(view.list.rows).toEqual([]);
    expect(view.leftOut.map(({ customerId, why, until }) => [customerId, why, until])).toEqual([
      ["1", "never", null],
      ["2", "customer_later", "2030-01-01"],
      ["3", "blocked", null],
    ]);
    expect((await listProducts(manager, {}, context)).list.rows.map(({ productId }) => productId)).not.toContain("10");
  });

  it("says what goes with it by everybody's orders", async () => {
    expect((await product(rep)).goesWith).toMatchObject([{ productId: "20", share: 15 / 18 }]);
  });

  it("filters by state, and answers a product that does not exist with not_found", async () => {
    const thirty = await getProduct(manager, { productId: "30", query: { state: "once" } }, fakeContext(world));
    expect(thirty.list.rows.map(({ customerId, daysOverdue }) => [customerId, daysOverdue])).toEqual([
      ["1", null],
      ["2", null],
    ]);
    await expect(
      getProduct(manager, { productId: "99", query: {} }, { ...fakeContext(world), erp: nothingSold() }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(product(manager, { state: "x" })).rejects.toMatchObject({ code: "invalid_input", field: "state" });
  });
});

const nothingSold = () => ({ ...fakeContext(world).erp, products: async () => [] });

describe("getReplacements", () => {
  it("names the substitutes of the order database, with their stock", async () => {
    const context = fakeContext(world);
    const [ten, twenty] = (await context.erp.catalogue()).map(({ productId }) => productId);
    const erp = {
      ...context.erp,
      analogues: async () => [{ productId: ten, analogueId: twenty }],
      stock: async () => [{ productId: twenty, storage: "Kyiv", amount: 4 }],
    };
    expect(await getReplacements(manager, "10", { ...context, erp })).toMatchObject({
      basis: "source",
      products: [{ productId: "20", stock: 4, similarity: null }],
    });
  });
});

describe("searchEverything", () => {
  const found = async (who: Caller, q: string) => {
    const { results } = await searchEverything(who, { q }, fakeContext(world));
    return results.map((one) => `${one.kind} ${one.kind === "product" ? one.code : one.name}`);
  };

  it("finds customers by name and tax id in either alphabet, and products by code", async () => {
    expect(await found(manager, "ac77")).toEqual(["customer Автотранс"]);
    expect(await found(manager, "avtotrans")).toContain("customer Автотранс");
    expect((await found(manager, "с 30"))[0]).toBe("product C-30");
  });

  it("security 3: finds nothing of another rep's customers", async () => {
    expect(await found(rep, "Beta")).toEqual([]);
    expect(await found(rep, "2-1")).not.toContain("agreement 2-1");
    expect(await found(manager, "Beta")).toContain("customer Beta");
  });
});

describe("exports", () => {
  it("hold every row of the list in its order, and are noted with their filter but without what was searched", async () => {
    const context = fakeContext(world);
    const query = { q: "a", sort: "name", columns: "orders,region" };
    const exported = await exportCustomers(manager, query, context);
    expect(exported.rows).toEqual((await listCustomers(manager, query, context)).list.rows);
    expect(exported.columns).toEqual(["orders", "region"]);
    const { rows } = await context.store.auditPage({ actor: null, kind: "export" }, { offset: 0, limit: 1 });
    expect(rows[0].detail).toEqual({
      list: "customers",
      q: "…",
      sort: "name",
      columns: "orders,region",
      rows: exported.rows.length,
    });
  });

  it("of the queue and of a product hold the caller's customers only", async () => {
    const context = fakeContext(world);
    expect((await exportToday(rep, {}, context)).rows.map(({ customerId }) => customerId)).toEqual(["1"]);
    const { rows } = await exportProductBuyers(rep, { productId: "10", query: { state: "all" } }, context);
    expect(rows.map(({ customerId }) => customerId)).toEqual(["1"]);
  });

  it("refuse columns that there are not, and one given twice", async () => {
    for (const columns of ["orders,phone", "orders,orders", ","]) {
      await expect(exportCustomers(manager, { columns }, fakeContext(world))).rejects.toMatchObject({
        field: "columns",
      });
    }
  });
});
