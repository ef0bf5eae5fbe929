import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OrderId } from "@/lib/domain/ids";
import { historyBefore } from "@/lib/domain/interactions";
import { DEFAULT_SCORING_RULES as rules } from "@/lib/domain/scoring-rules";
import { type FakeLine, fakeSec, fakeSnapshot } from "@/lib/testing/fakes";
import { rhythmOfSlot, scoreAgreement } from "./agreement-scores";
import { explainReorder } from "./explain-reorder";
import { populationOf } from "./population";
import { portfolioOf } from "./portfolio";
import { snapshotIndexOf } from "./snapshot-index";

const DAY = 100;

const anyLines = fc.array(
  fc
    .record({
      customer: fc.constantFrom("1", "2"),
      branch: fc.constantFrom("a", "b"),
      day: fc.integer({ min: 0, max: 120 }),
      product: fc.constantFrom("1", "2", "3", "4", "5"),
      quantity: fc.integer({ min: 1, max: 5 }),
      price: fc.constantFrom(0, 2, 3.5),
    })
    .map(
      ({ branch, ...line }): FakeLine => ({
        ...line,
        agreement: line.customer + branch,
        order: `${line.customer}${branch}-${line.day}`,
      }),
    ),
  { minLength: 1, maxLength: 80 },
);

function compute(lines: readonly FakeLine[]) {
  const snapshot = fakeSnapshot({ lines, packs: { 2: 4 } });
  const index = snapshotIndexOf(snapshot);
  const asOfSec = fakeSec(DAY);
  const population = populationOf(snapshot, { index, asOfSec, rules });
  return { snapshot, asOfSec, population, portfolio: portfolioOf(snapshot, { index, population, rules }) };
}

describe("portfolioOf", () => {
  it("counts and values exactly what the agreement's own rows say", () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const { snapshot, asOfSec, population, portfolio } = compute(lines);
        snapshot.users.agreementId.forEach((_, user) => {
          const scored = scoreAgreement({
            history: historyBefore(snapshot.lines, user, asOfSec),
            items: { ...snapshot.items, snapshotItems: snapshot.items.productId.length },
            segment: "LIGHT",
            asOfSec,
            variant: "v3",
            rules,
          });
          const states = Array.from(scored.stats.item, (_, slot) => rhythmOfSlot(scored, slot).state);
          let value = 0;
          states.forEach((state, slot) => {
            if (state !== "due" && state !== "overdue") return;
            const row = explainReorder(
              scored,
              { slot, rank: 1 },
              { rates: population.rates, orderIdOf: (order) => snapshot.orderIds.at(order) as OrderId },
            );
            value += (row.probability?.value ?? 0) * (row.suggestedQuantity ?? 0) * (row.lastPrice ?? 0);
          });
          const figures = portfolio.agreements[user];
          expect(figures.dueCount).toBe(states.filter((state) => state === "due" || state === "overdue").length);
          expect(figures.overdueCount).toBe(states.filter((state) => state === "overdue").length);
          expect(figures.expectedValue).toBeCloseTo(value, 9);
          expect(figures.products).toBe(states.length);
        });
      }),
    );
  });

  it("adds agreements up to their customer and names a product once", () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const { snapshot, portfolio } = compute(lines);
        portfolio.customers.forEach((figures, customer) => {
          const own = portfolio.agreements.filter((_, user) => snapshot.users.customer[user] === customer);
          expect(figures.dueCount).toBe(own.reduce((sum, one) => sum + one.dueCount, 0));
          expect(figures.agreements).toBe(own.filter((one) => one.orders > 0).length);
          expect(figures.lastSec).toBe(
            own.reduce<number | null>(
              (last, one) => (one.lastSec === null ? last : Math.max(last ?? 0, one.lastSec)),
              null,
            ),
          );
          expect(new Set(figures.top.map((one) => one.item)).size).toBe(figures.top.length);
          expect(figures.top.length).toBeLessThanOrEqual(3);
        });
      }),
    );
  });

  it("names what was a habit and stopped two to three intervals ago, apart from what is due", () => {
    const orders = (product: string, days: readonly number[]): FakeLine[] =>
      days.map((day) => ({
        customer: "1",
        agreement: "1a",
        order: `${product}-${day}`,
        day,
        product,
        quantity: 2,
        price: 5,
      }));
    // Seen from day 100: every 15 days until day 40 is 45 days late, which is three intervals.
    const { portfolio } = compute([
      ...orders("1", [10, 25, 40]),
      ...orders("2", [25, 40]),
      ...orders("3", [0, 5, 10]),
      ...orders("4", [49, 74, 99]),
    ]);
    const { lapsed, top, dueCount } = portfolio.agreements[0];
    expect([lapsed.count, lapsed.top.map(({ reason }) => reason.key), dueCount]).toEqual([1, ["lapsed"], 0]);
    expect(lapsed.expectedValue).toBe(lapsed.top[0].expectedValue);
    expect(lapsed.expectedValue).toBeGreaterThan(0);
    expect(top).toEqual([]);
    expect(portfolio.customers[0].lapsed).toMatchObject({ count: 1, top: [{ user: 0 }] });
  });
});
