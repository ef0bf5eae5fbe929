import { describe, expect, it } from "vitest";
import type { Caller } from "@/lib/domain/caller";
import { ownerId } from "@/lib/domain/ids";
import { type FakeWorld, fakeContext } from "@/lib/testing/fakes";
import { recommendForAgreement } from "./recommend-for-agreement";
import { recordOutcome } from "./record-outcome";
import { whyNotListed } from "./why-not-listed";

const manager: Caller = { subject: "iss|m", email: null, name: "M", role: "manager", scope: { kind: "all" } };
const own = ["a", "a", "a", "b", "b", "c"].map((product, day) => ({ customer: "1", order: `o${day}`, day, product }));
const world: FakeWorld = {
  lines: [...own, ...["2", "3"].map((customer) => ({ customer, order: `x${customer}`, day: 5, product: "new" }))],
  owners: { 1: "o", 2: "t", 3: "t" },
};
const ask = (productId: string, query = {}) => ({ customerId: "1", agreementId: "1-1", productId, query });

describe("why a product is not listed", () => {
  it("shows a product below the list with its place, its score taken apart, and the row it would have to pass", async () => {
    const context = fakeContext(world);
    const view = await whyNotListed(manager, ask("b", { k: "1" }), context);
    expect(view).toMatchObject({ list: "reorder", of: 3, k: 1, isKnown: true, hiddenBy: null });
    expect(view.place?.rank).toBe(2);
    expect(view.last?.productId).toBe("a");
    expect(view.above?.productId).toBe("a");
    const sum = view.place?.components.reduce((total, one) => total + one.contribution, 0);
    expect(sum).toBe(view.place?.score);
  });

  it("agrees with the page about every product that is listed", async () => {
    const context = fakeContext(world);
    const page = await recommendForAgreement(manager, ask(""), context);
    for (const row of [...page.reorder, ...page.discover]) {
      const view = await whyNotListed(manager, ask(row.productId), context);
      expect(view.place).toEqual(row);
      expect(view.last).toBeNull();
    }
  });

  it("names who keeps a product out, and the place it would have", async () => {
    const context = fakeContext(world);
    const said = { customerId: "1", agreementId: "1-1", productId: "a", basedOn: 0, idempotencyKey: "key-1234" };
    await recordOutcome(manager, { ...said, kind: "never", reason: "other", note: "no" }, context);
    const view = await whyNotListed(manager, ask("a"), context);
    expect(view.hiddenBy).toMatchObject({ kind: "never", by: "M" });
    expect(view.place?.rank).toBe(1);
  });

  it("says of a product that nobody ever bought that it is in no ranking", async () => {
    const view = await whyNotListed(manager, ask("dusty"), fakeContext(world));
    expect(view).toMatchObject({ list: null, of: 0, place: null, above: null, last: null, isKnown: false });
  });

  it("tells nothing about an agreement that is not the caller's", async () => {
    const taras: Caller = {
      ...manager,
      role: "rep",
      scope: { kind: "owned", ownerId: ownerId("t"), includeUnassigned: false },
    };
    const failure = await whyNotListed(taras, ask("a"), fakeContext(world)).catch((error) => error);
    expect(failure.code).toBe("not_found");
  });
});
