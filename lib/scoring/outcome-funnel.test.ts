import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreementId, customerId, orderId, productId } from "@/lib/domain/ids";
import { OUTCOME_KINDS, type OutcomeKind } from "@/lib/domain/outcome";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { type AgreementStory, addFunnels, agreementFunnel, NO_FUNNEL } from "./outcome-funnel";
import type { Statement } from "./outcome-state";

const said = (product: string, kind: OutcomeKind, day: number, seq = 1): Statement => ({
  id: seq,
  seq,
  basedOnSeq: 0,
  actor: { subject: "s", name: "S" },
  atSec: day * DAY_SEC,
  customerId: customerId("1"),
  agreementId: agreementId("1"),
  productId: productId(product),
  kind,
  undoesSeq: null,
  snoozeUntil: kind === "not_now" ? "2024-01-01" : null,
  reason: kind === "never" ? "price" : null,
  note: null,
});
const bought = (product: string, order: string, day: number, value = 10) => ({
  productId: productId(product),
  orderId: orderId(order),
  orderedAtSec: day * DAY_SEC,
  value,
});
const story = (
  statements: readonly Statement[],
  purchases: AgreementStory["purchases"],
  shown: readonly string[] = [],
): AgreementStory => {
  const standing = new Map<Statement["productId"], Statement[]>();
  for (const one of statements) standing.set(one.productId, [...(standing.get(one.productId) ?? []), one]);
  return { shown: shown.map(productId), standing, purchases };
};
const options = { sinceSec: 0, knownToSec: 100 * DAY_SEC, withinDays: 30 };

const statement = fc.record({
  product: fc.constantFrom("1", "2", "3"),
  kind: fc.constantFrom(...OUTCOME_KINDS),
  day: fc.nat(100),
});
const stories = fc
  .record({
    said: fc.array(statement, { maxLength: 12 }),
    bought: fc.array(
      fc.record({ product: fc.constantFrom("1", "2", "3"), order: fc.constantFrom("a", "b", "c"), day: fc.nat(140) }),
      { maxLength: 8 },
    ),
    shown: fc.array(fc.constantFrom("1", "2", "3", "4"), { maxLength: 6 }),
  })
  .map((given) =>
    story(
      [...given.said].sort((a, b) => a.day - b.day).map((one, at) => said(one.product, one.kind, one.day, at + 1)),
      given.bought.map((one) => bought(one.product, `${one.order}${one.day}`, one.day)),
      given.shown,
    ),
  );

describe("agreementFunnel", () => {
  it("narrows from step to step, whatever was said and bought", () => {
    fc.assert(
      fc.property(stories, fc.nat(100), (given, since) => {
        const funnel = agreementFunnel(given, { ...options, sinceSec: since * DAY_SEC });
        expect(funnel.offered).toBeLessThanOrEqual(funnel.shown);
        expect(funnel.ordered + funnel.waiting).toBeLessThanOrEqual(funnel.offered);
        expect(funnel.notNow + funnel.never).toBeLessThanOrEqual(funnel.shown);
        if (funnel.ordered === 0) expect(funnel.amount).toBe(0);
      }),
    );
  });

  it("counts no more over a shorter time", () => {
    fc.assert(
      fc.property(stories, fc.nat(100), (given, since) => {
        const all = agreementFunnel({ ...given, shown: [] }, options);
        const some = agreementFunnel({ ...given, shown: [] }, { ...options, sinceSec: since * DAY_SEC });
        for (const key of ["shown", "offered", "ordered", "amount"] as const) {
          expect(some[key]).toBeLessThanOrEqual(all[key]);
        }
      }),
    );
  });

  it("takes the amount of the product on the order that followed, each order once", () => {
    const funnel = agreementFunnel(
      story(
        [said("1", "offered", 10), said("1", "ordered", 12, 2), said("2", "offered", 10, 3)],
        [bought("1", "a", 12, 40), bought("1", "a", 12, 5), bought("2", "a", 9, 7)],
        ["1", "2", "3"],
      ),
      options,
    );
    expect(funnel).toEqual({ ...NO_FUNNEL, shown: 3, offered: 2, ordered: 1, amount: 45 });
  });

  it("waits for an order only while the days of the offer reach past the data", () => {
    const offer = (day: number) => agreementFunnel(story([said("1", "offered", day)], []), options).waiting;
    expect([offer(69), offer(70), offer(99)]).toEqual([0, 1, 1]);
  });

  it("sums like its parts", () => {
    fc.assert(
      fc.property(stories, stories, (a, b) => {
        const [one, two] = [agreementFunnel(a, options), agreementFunnel(b, options)];
        expect(addFunnels(one, addFunnels(two, NO_FUNNEL))).toEqual(addFunnels(two, one));
      }),
    );
  });
});
