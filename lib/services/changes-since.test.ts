import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { type FakeLine, type FakeWorld, fakeContext } from "@/lib/testing/fakes";
import { recommendForAgreement } from "./recommend-for-agreement";
import { recordOutcome } from "./record-outcome";

const manager: Caller = { subject: "iss|m", email: null, name: "M", role: "manager", scope: { kind: "all" } };
const line = (day: number, product: string): FakeLine => ({ customer: "1", order: `o${day}`, day, product });
const world = (...lines: FakeLine[]): FakeWorld => ({ lines: [line(0, "a"), line(1, "b"), ...lines] });
const request = (query = {}) => ({ customerId: "1", agreementId: "1-1", query });

describe("what changed since the last list", () => {
  it("is told on a first visit against the rules' list of a week earlier, with the order that did it", async () => {
    const view = await recommendForAgreement(manager, request(), fakeContext(world(line(30, "c"))));
    expect(view.changes).toMatchObject({ shownAt: null, modelBefore: null, left: [] });
    expect(view.changes?.entered).toEqual([
      expect.objectContaining({
        productId: "c",
        list: "reorder",
        cause: "bought",
        boughtAt: "2024-01-31T00:00:00.000Z",
      }),
    ]);
    expect(view.changes?.since).toBe("2024-01-25T00:00:00.000Z");
  });

  it("is told against the list that this person saw before the data moved, and stays told when the page is loaded again", async () => {
    const earlier = fakeContext(world(line(30, "c")));
    await recommendForAgreement(manager, request(), earlier);
    const later = fakeContext(world(line(30, "c"), line(31, "d")), { store: earlier.store });
    for (const _ of ["first", "again"]) {
      const { changes } = await recommendForAgreement(manager, request(), later);
      expect(changes?.shownAt).not.toBeNull();
      expect(changes?.entered.map((one) => [one.productId, one.cause])).toEqual([["d", "bought"]]);
    }
    const other = { ...manager, subject: "iss|other" };
    expect((await recommendForAgreement(other, request(), later)).changes?.shownAt).toBeNull();
  });

  it("names what people took out since then", async () => {
    const earlier = fakeContext(world(line(30, "c")));
    await recommendForAgreement(manager, request(), earlier);
    const later = fakeContext(world(line(30, "c"), line(31, "c")), {
      store: earlier.store,
      outcomes: earlier.outcomes,
    });
    const said = { customerId: "1", agreementId: "1-1", productId: "b", basedOn: 0, idempotencyKey: "key-1234" };
    await recordOutcome(manager, { ...said, kind: "never", reason: "other", note: "no" }, later);
    const { changes } = await recommendForAgreement(manager, request(), later);
    expect(changes?.left).toEqual([expect.objectContaining({ productId: "b", cause: "hidden" })]);
  });

  it("is not told of a list that was asked for with options of its own", async () => {
    const context = fakeContext(world(line(30, "c")));
    for (const query of [{ asOf: "2024-01-10" }, { variant: "v3-plus" }, { frequency: "0.1" }]) {
      expect((await recommendForAgreement(manager, request(query), context)).changes).toBeNull();
    }
  });

  it("costs the comparison and not the page when the store does not answer", async () => {
    const context = fakeContext(world(line(30, "c")));
    const silent = async () => {
      throw new AppError("unavailable", "The store does not answer.");
    };
    const store = { ...context.store, keptValue: silent, keepValue: silent };
    const view = await recommendForAgreement(manager, request(), { ...context, store });
    expect(view.reorder).toHaveLength(3);
    expect(view.changes?.shownAt).toBeNull();
  });
});
