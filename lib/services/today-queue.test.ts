import { describe, expect, it } from "vitest";
import type { Caller } from "@/lib/domain/caller";
import { ownerId } from "@/lib/domain/ids";
import { type FakeLine, type FakeWorld, fakeContext } from "@/lib/testing/fakes";
import { exportToday } from "./export-lists";
import { getNeighbours } from "./get-neighbours";
import { getToday } from "./get-today";
import type { RawQuery } from "./views";

const person = { email: null, name: "m" };
const manager: Caller = { ...person, subject: "test|m", role: "manager", scope: { kind: "all" } };
const olena: Caller = {
  ...person,
  subject: "test|o",
  role: "rep",
  scope: { kind: "owned", ownerId: ownerId("o"), includeUnassigned: false },
};

/** As of day 60: products bought on each of these days for this price. */
const orders = (customer: string, product: string, days: readonly number[], price: number): FakeLine[] =>
  days.map((day) => ({ customer, order: `${customer}-${product}-${day}`, day, product, quantity: 1, price }));

const world: FakeWorld = {
  lines: [
    // Due now, on the very day; overdue since day 50; given up at two to three intervals; ordered on the last day.
    ...orders("1", "10", [30, 40, 50], 1000),
    ...orders("2", "11", [20, 30, 40], 100),
    ...orders("3", "12", [0, 6, 12], 10),
    ...orders("4", "13", [39, 49, 59], 10),
    // Both due now and given up.
    ...orders("5", "10", [30, 40, 50], 5),
    ...orders("5", "12", [0, 6, 12], 5),
  ],
  owners: { 1: "o", 2: "t", 3: "o", 4: "o", 5: null },
  regions: { 1: "LV", 2: "KY", 3: "LV" },
};
const context = () => fakeContext(world);
const ids = async (query: RawQuery, caller = manager) =>
  (await getToday(caller, query, context())).list.rows.map(({ customerId }) => customerId);

describe("the filtered call queue", () => {
  it("keeps to what the filter says, most valuable call first, within the caller's customers", async () => {
    expect(await ids({})).toEqual(["1", "2", "5"]);
    expect(await ids({ reason: "overdue" })).toEqual(["2"]);
    expect(await ids({ reason: "due" })).toEqual(["1", "5"]);
    expect(await ids({ region: "LV" })).toEqual(["1"]);
    expect(await ids({ region: "none" })).toEqual(["5"]);
    expect(await ids({ owner: "unassigned" })).toEqual(["5"]);
    expect(await ids({ owner: "t" }, olena)).toEqual([]);
    expect(await ids({ segment: "HEAVY" })).toEqual([]);
    expect(await ids({}, olena)).toEqual(["1"]);
  });

  it("shows who gave something up only to whom asks for it, and opens such a call with that", async () => {
    const view = await getToday(manager, { reason: "lapsed" }, context());
    expect(view.list.rows.map(({ customerId, dueCount, lapsedCount }) => [customerId, dueCount, lapsedCount])).toEqual([
      ["5", 1, 1],
      ["3", 0, 1],
    ]);
    for (const { top, expectedValue } of view.list.rows) {
      expect(top.map(({ productId, reason }) => [productId, reason.key])).toEqual([["12", "lapsed"]]);
      expect(expectedValue).toBeGreaterThan(0);
    }
  });

  it("leaves out calls of less than the least value, and counts for each choice what it would leave", async () => {
    const all = await getToday(manager, {}, context());
    const [first, second] = all.list.rows.map(({ expectedValue }) => expectedValue);
    const between = Math.ceil((first + second) / 2);
    expect(await ids({ minValue: String(between) })).toEqual(["1"]);
    for (const { value, count } of all.facets.minValues) {
      expect((await ids({ minValue: String(value) })).length).toBe(count);
    }
    for (const { value, count } of all.facets.reasons) expect((await ids({ reason: value })).length).toBe(count);
    for (const { value, count } of all.facets.regions) expect((await ids({ region: value })).length).toBe(count);
    const totals = (await getToday(manager, { owner: "t" }, context())).totals;
    expect(totals).toMatchObject({ customers: 5, dueCustomers: 1, dueProducts: 1, expectedValue: second });
  });

  it("is what the export holds and what the keys walk through", async () => {
    const { rows } = await exportToday(manager, { reason: "due", page: "7" }, context());
    expect(rows.map(({ customerId }) => customerId)).toEqual(["1", "5"]);
    const query = { from: "today", reason: "due", page: "7" };
    expect(await getNeighbours(manager, { customerId: "1", query }, context())).toEqual({
      list: "today",
      previousCustomerId: null,
      nextCustomerId: "5",
      page: 1,
      position: 1,
      total: 2,
    });
  });

  it("refuses a filter that it does not know, naming it", async () => {
    for (const [field, value] of [
      ["reason", "luck"],
      ["minValue", "-1"],
      ["minValue", "1e3"],
      ["segment", "HUGE"],
    ]) {
      await expect(getToday(manager, { [field]: value }, context())).rejects.toMatchObject({
        code: "invalid_input",
        field,
      });
    }
  });
});
