import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderId, productId } from "@/lib/domain/ids";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { matchOutcomes } from "./match-outcomes";

const told = (seq: number, day: number, kind: "offered" | "ordered" | "never" = "offered", product = "10") => ({
  seq,
  kind,
  productId: productId(product),
  atSec: Math.round(day * DAY_SEC),
});
const bought = (order: string, day: number, product = "10") => ({
  orderId: orderId(order),
  orderedAtSec: Math.round(day * DAY_SEC),
  productId: productId(product),
});

function matched(events: ReturnType<typeof told>[], purchases: ReturnType<typeof bought>[], withinDays = 30) {
  const matches = matchOutcomes(events, purchases, { withinDays });
  return Object.fromEntries([...matches].map(([{ seq }, order]) => [seq, order.orderId]));
}

describe("matchOutcomes", () => {
  it("finds the first order of the product that follows within the days", () => {
    expect(matched([told(1, 10.5)], [bought("a", 9), bought("b", 20), bought("c", 25)])).toEqual({ 1: "b" });
    expect(matched([told(1, 10.5)], [bought("a", 40.6)])).toEqual({});
    expect(matched([told(1, 10.5)], [bought("a", 40.6)], 31)).toEqual({ 1: "a" });
    expect(matched([told(1, 10.5)], [bought("a", 20, "11")])).toEqual({});
  });

  it("counts an order entered earlier on the day of the call", () => {
    expect(matched([told(1, 10.9)], [bought("a", 10.1)])).toEqual({ 1: "a" });
  });

  it("takes offered and then ordered for one sale with one order", () => {
    const orders = [bought("a", 12.2), bought("b", 30)];
    expect(matched([told(1, 10), told(2, 12.1, "ordered")], orders)).toEqual({ 1: "a", 2: "a" });
    expect(matched([told(1, 10), told(2, 12.8, "ordered")], orders)).toEqual({ 1: "a", 2: "a" });
  });

  it("begins another sale after the order of the first", () => {
    expect(matched([told(1, 10), told(2, 20)], [bought("a", 12), bought("b", 22)])).toEqual({ 1: "a", 2: "b" });
    expect(matched([told(1, 10), told(2, 20)], [bought("a", 12)])).toEqual({ 1: "a" });
  });

  it("matches nothing to a refusal", () => {
    expect(matched([told(1, 10, "never")], [bought("a", 12)])).toEqual({});
  });

  const events = fc.uniqueArray(
    fc.record({
      seq: fc.integer({ min: 1, max: 30 }),
      day: fc.double({ min: 0, max: 120, noNaN: true }),
      kind: fc.constantFrom("offered" as const, "ordered" as const, "never" as const),
      product: fc.constantFrom("10", "11"),
    }),
    { selector: ({ seq }) => seq, maxLength: 12 },
  );
  const orders = fc.uniqueArray(
    fc.record({
      order: fc.integer({ min: 1, max: 30 }).map(String),
      day: fc.double({ min: 0, max: 160, noNaN: true }),
      product: fc.constantFrom("10", "11"),
    }),
    { selector: ({ order }) => order, maxLength: 12 },
  );

  it("never credits an order from outside its days, and never one order to two sales", () => {
    fc.assert(
      fc.property(events, orders, fc.integer({ min: 1, max: 60 }), (toldRows, orderRows, withinDays) => {
        const said = toldRows.map(({ seq, day, kind, product }) => told(seq, day, kind, product));
        const purchases = orderRows.map(({ order, day, product }) => bought(order, day, product));
        const matches = matchOutcomes(said, purchases, { withinDays });
        const firstOf = new Map<string, number>();
        for (const [event, order] of [...matches].sort(([a], [b]) => a.atSec - b.atSec || a.seq - b.seq)) {
          const purchase = purchases.find((one) => one.orderId === order.orderId);
          expect(purchase?.productId).toBe(event.productId);
          const first = firstOf.get(order.orderId) ?? event.atSec;
          firstOf.set(order.orderId, first);
          // One sale: every word about it stands between its first word and the end of the day of its order.
          expect(order.orderedAtSec).toBeGreaterThanOrEqual(Math.floor(first / DAY_SEC) * DAY_SEC);
          expect(order.orderedAtSec).toBeLessThanOrEqual(first + withinDays * DAY_SEC);
          const dayEnd = (Math.floor(order.orderedAtSec / DAY_SEC) + 1) * DAY_SEC;
          expect(event.atSec).toBeLessThan(Math.max(dayEnd, first + 1));
        }
      }),
    );
  });

  it("does not depend on the order in which events and purchases are read", () => {
    fc.assert(
      fc.property(events, orders, (toldRows, orderRows) => {
        const said = toldRows.map(({ seq, day, kind, product }) => told(seq, day, kind, product));
        const purchases = orderRows.map(({ order, day, product }) => bought(order, day, product));
        expect(matched([...said].reverse(), [...purchases].reverse())).toEqual(matched(said, purchases));
      }),
    );
  });
});
