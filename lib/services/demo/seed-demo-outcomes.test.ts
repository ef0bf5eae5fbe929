import { describe, expect, it } from "vitest";
import { DAY_SEC, defaultAsOfSec } from "@/lib/domain/snapshot";
import { type FakeLine, fakeContext, fakeSnapshot, fakeSnapshots } from "@/lib/testing/fakes";
import { demoWeek } from "./demo-outcomes";
import { seedDemoOutcomes } from "./seed-demo-outcomes";

/** Thirty customers of one rep, each of whom buys a product every ten days. */
const customers = Array.from({ length: 30 }, (_, at) => String(at + 1));
const lines = customers.flatMap((customer): FakeLine[] =>
  Array.from({ length: 20 }, (_, at) => ({
    customer,
    order: `${customer}-${at}`,
    day: at * 10 + (Number(customer) % 7),
    product: String(100 + (Number(customer) % 5)),
    price: 3,
  })),
);
const world = { lines, owners: Object.fromEntries(customers.map((customer) => [customer, "7"])) };

describe("seedDemoOutcomes", () => {
  it("changes nothing when it is run again", async () => {
    const context = fakeContext(world);
    const stored = await seedDemoOutcomes(context);
    expect(stored).toBeGreaterThan(0);
    await seedDemoOutcomes(context);
    const events = await context.store.outcomesAfter(0);
    expect(events).toHaveLength(stored);
    expect((await context.store.listsShownSince("2000-01-01")).length).toBeGreaterThan(0);
  });

  it("invents no calls for the customers of an import", async () => {
    const given = fakeSnapshots(fakeSnapshot(world));
    const snapshots = {
      ...given,
      current: async () => {
        const { snapshot, manifest } = await given.current();
        return { snapshot, manifest: { ...manifest, source: { kind: "import" as const, detail: "" } } };
      },
    };
    const context = fakeContext(world, { snapshots });
    expect(await seedDemoOutcomes(context)).toBe(0);
    expect(await context.store.outcomesAfter(0)).toEqual([]);
  });

  it("says only what the data bears out: before its end, and ordered only what was ordered", async () => {
    const context = fakeContext(world);
    const { snapshot } = await context.snapshots.current();
    const endSec = defaultAsOfSec(snapshot);
    const records = await context.erp.customersInScope({ kind: "all" });
    const said = () =>
      [9, 7, 5, 3, 1].flatMap((weeks) => {
        const at = context.analytics.at(snapshot, endSec - weeks * 7 * DAY_SEC);
        return demoWeek(at, { records, seed: 1, knownToSec: endSec }).outcomes;
      });
    const outcomes = said();
    expect(outcomes.length).toBeGreaterThan(0);
    for (const { kind, agreementId, productId, atSec } of outcomes) {
      expect(atSec).toBeLessThanOrEqual(endSec + DAY_SEC);
      if (kind !== "ordered") continue;
      const customer = agreementId.split("-")[0];
      const times = lines
        .filter((line) => line.customer === customer && line.product === productId)
        .map((line) => snapshot.dataFromSec + line.day * DAY_SEC);
      expect(times.some((time) => Math.abs(time - atSec) < 2 * DAY_SEC)).toBe(true);
    }
    expect(said()).toEqual(outcomes);
  });
});
