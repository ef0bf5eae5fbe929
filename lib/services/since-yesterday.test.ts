import { describe, expect, it } from "vitest";
import type { Caller } from "@/lib/domain/caller";
import { type FakeLine, fakeContext } from "@/lib/testing/fakes";
import { getToday } from "./get-today";
import { recordOutcome } from "./record-outcome";

const manager: Caller = { subject: "iss|m", email: null, name: "M", role: "manager", scope: { kind: "all" } };
/** Bought every 20 days: due from 5 days (a quarter of the interval) before the next purchase on. */
const every20 = (customer: string, product: string, lastDay: number): FakeLine[] =>
  [3, 2, 1, 0].map((back) => ({ customer, order: `${customer}${product}${back}`, day: lastDay - 20 * back, product }));
/** As of day 60: the first became due within the last day, the second before, the third not yet. */
const lines = [...every20("1", "fresh", 44.5), ...every20("1", "before", 42), ...every20("2", "later", 50)];
const asOf = "2024-03-01";

describe("what the last day brought", () => {
  it("counts the parts that became due within it, by customer and in all", async () => {
    const view = await getToday(manager, { asOf }, fakeContext({ lines }));
    expect(view.list.rows.map((row) => [row.customerId, row.dueCount, row.newlyDue])).toEqual([["1", 2, 1]]);
    expect(view.sinceYesterday).toEqual({ products: 1, customers: 1, ordered: 0 });
  });

  it("counts the customers who ordered within it", async () => {
    const ordered = { customer: "2", order: "now", day: 59.5, product: "x" };
    const view = await getToday(manager, { asOf }, fakeContext({ lines: [...lines, ordered] }));
    expect(view.sinceYesterday.ordered).toBe(1);
  });

  it("leaves out what somebody refused", async () => {
    const context = fakeContext({ lines });
    const said = { customerId: "1", agreementId: "1-1", productId: "fresh", basedOn: 0, idempotencyKey: "key-1234" };
    await recordOutcome(manager, { ...said, kind: "never", reason: "other", note: "no" }, context);
    const view = await getToday(manager, { asOf }, context);
    expect(view.sinceYesterday.products).toBe(0);
  });
});
