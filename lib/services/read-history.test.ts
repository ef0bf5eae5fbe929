import { describe, expect, it, vi } from "vitest";
import type { HistoryQuestion, LiveErpPort } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Caller, Scope } from "@/lib/domain/caller";
import { ownerId } from "@/lib/domain/ids";
import { type FakeWorld, fakeContext, fakeErp, fakeLive, fakeSec } from "@/lib/testing/fakes";
import { exportAgreement } from "./export-agreement";
import { recommendForAgreement } from "./recommend-for-agreement";
import { recordOutcome } from "./record-outcome";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

const manager: Caller = { subject: "test|m", email: null, name: "m", role: "manager", scope: { kind: "all" } };
const rep: Caller = {
  ...manager,
  role: "rep",
  scope: { kind: "owned", ownerId: ownerId("o"), includeUnassigned: false },
};

/** The snapshot ends on day 59; its lists are for day 60. */
const world: FakeWorld = {
  lines: [
    ...[0, 10, 20, 30, 40, 50].map((day) => ({ customer: "1", order: `1-${day}`, day, product: "10", price: 2 })),
    { customer: "2", order: "2-59", day: 59, product: "12" },
  ],
  owners: { 1: "o", 2: "t" },
};
const withOrder = (day: number): FakeWorld => ({
  ...world,
  lines: [...world.lines, { customer: "1", order: "new", day, product: "10", price: 2 }],
});
const dayOf = (day: number) => new Date(fakeSec(day) * 1000).toISOString();

function ask(
  parts: Partial<ServiceContext>,
  { query = {}, caller = manager, signal }: { query?: RawQuery; caller?: Caller; signal?: AbortSignal } = {},
) {
  const context = fakeContext(world, { nowSec: () => fakeSec(62.5), ...parts });
  return recommendForAgreement(caller, { customerId: "1", agreementId: "1-1", query, signal }, context);
}
const evidence = (view: Awaited<ReturnType<typeof ask>>) => view.reorder[0].evidence.map((one) => one.orderedAt);

describe("an agreement read from SQL Server", () => {
  it("shows an order that came in after the snapshot, and moves the list's day to the end of it", async () => {
    const view = await ask({ live: fakeLive(fakeErp(withOrder(61.4))) });
    expect(evidence(view)[0]).toBe(dayOf(61.4));
    expect(view.options.asOf).toBe(dayOf(62));
    expect(view.stamp).toMatchObject({ asOf: dayOf(62), history: "live" });
  });

  it("counts today's orders and none that is dated later", async () => {
    expect(evidence(await ask({ live: fakeLive(fakeErp(withOrder(62.4))) }))[0]).toBe(dayOf(62.4));
    const later = await ask({ live: fakeLive(fakeErp(withOrder(63))) });
    expect([evidence(later)[0], later.options.asOf]).toEqual([dayOf(50), dayOf(60)]);
  });

  it("keeps to the day that was asked for", async () => {
    const live = fakeLive(fakeErp(withOrder(61.4)));
    const asked = vi.fn((scope: Scope, question: HistoryQuestion) => live.agreementHistory(scope, question));
    const view = await ask({ live: { ...live, agreementHistory: asked } }, { query: { asOf: "2024-02-15" } });
    expect(view.options.asOf).toBe("2024-02-15T00:00:00.000Z");
    expect(asked.mock.calls[0][1].beforeSec).toBe(Date.parse("2024-02-15T00:00:00Z") / 1000);
    expect(evidence(view)[0]).toBe(dayOf(40));
  });

  it("leaves out what the snapshot leaves out", async () => {
    const snapshots = fakeContext(world).snapshots;
    const { snapshot, manifest } = await snapshots.current();
    const guarded = {
      ...snapshots,
      current: async () => ({ snapshot, manifest: { ...manifest, excludedProductIds: ["99"] } }),
    };
    const bought = {
      ...world,
      lines: [...world.lines, { customer: "1", order: "debt", day: 20, product: "99", price: 700 }],
    };
    const ids = async (parts: Partial<ServiceContext>) => (await ask(parts)).reorder.map((row) => row.productId);
    const live = fakeLive(fakeErp(bought));
    expect(await ids({ live })).toContain("99");
    expect(await ids({ live, snapshots: guarded })).toEqual(["10"]);
  });

  it("is asked once for a page, and with the caller's scope", async () => {
    const live = fakeLive(fakeErp(world));
    const asked = vi.fn((scope: Scope, question: HistoryQuestion) => live.agreementHistory(scope, question));
    await ask({ live: { ...live, agreementHistory: asked } }, { caller: rep });
    expect(asked).toHaveBeenCalledTimes(1);
    expect(asked.mock.calls[0][0]).toEqual(rep.scope);
  });

  it("security 5: is a 404 at the next request once the customer is another's, though the snapshot says otherwise", async () => {
    const taken = fakeLive(fakeErp({ ...world, owners: { 1: "t" } }));
    const context = fakeContext(world, { live: taken });
    const request = { customerId: "1", agreementId: "1-1", query: {} };
    for (const service of [recommendForAgreement, exportAgreement]) {
      await expect(service(rep, request, context)).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await context.store.auditPage({ actor: null, kind: "denied" }, { offset: 0, limit: 9 })).rows).toHaveLength(
      2,
    );
    expect((await recommendForAgreement(manager, request, context)).reorder).toHaveLength(1);
  });
});

it("takes what is said about a product that only SQL Server knows yet", async () => {
  const erp = fakeErp(world);
  const bought = { ...world, lines: [...world.lines, { customer: "1", order: "new", day: 61, product: "99" }] };
  const context = fakeContext(world, {
    erp: {
      ...erp,
      products: async (ids) =>
        (await erp.products(ids)).filter((one) => one.productId !== "99" && one.productId !== "98"),
    },
    live: fakeLive(fakeErp(bought)),
  });
  const say = (product: string) =>
    recordOutcome(
      manager,
      {
        customerId: "1",
        agreementId: "1-1",
        productId: product,
        kind: "ordered",
        basedOn: 0,
        idempotencyKey: `key-of-product-${product}`,
      },
      context,
    );
  expect((await say("99")).outcome?.kind).toBe("ordered");
  await expect(say("98")).rejects.toMatchObject({ code: "not_found" });
});

describe("while SQL Server is away", () => {
  const away = () => Promise.reject(new AppError("unavailable", "The order database does not answer."));

  it("the snapshot answers, labelled on the page and in the file", async () => {
    const live = fakeLive(fakeErp(withOrder(61.4)), { agreementHistory: away });
    const view = await ask({ live });
    expect([evidence(view)[0], view.options.asOf, view.stamp.history]).toEqual([dayOf(50), dayOf(60), "stand_in"]);
    const request = { customerId: "1", agreementId: "1-1", query: {} };
    const file = await exportAgreement(manager, request, fakeContext(world, { live }));
    expect(file.stamp.history).toBe("stand_in");
  });

  it("the context tells how it does", () => {
    const status = { state: "degraded", sinceSec: 7, reason: "slow" } as const;
    const live: LiveErpPort = fakeLive(fakeErp(world), { status: () => status });
    expect(fakeContext(world, { live }).sourceStatus()).toEqual(status);
  });

  it("a defect is no outage: it is thrown", async () => {
    const agreementHistory = () => Promise.reject(new TypeError("a defect"));
    await expect(ask({ live: fakeLive(fakeErp(world), { agreementHistory }) })).rejects.toThrow(TypeError);
  });
});

it("reads nothing more for somebody who left", async () => {
  const gone = new AbortController();
  const agreementHistory = (_: Scope, { signal }: HistoryQuestion) =>
    new Promise<never>((_, reject) => {
      signal?.addEventListener("abort", () => reject(new AppError("unavailable", "Nobody waits.")));
      gone.abort();
    });
  const live = fakeLive(fakeErp(world), { agreementHistory });
  await expect(ask({ live }, { signal: gone.signal })).rejects.toMatchObject({ code: "unavailable" });
});
