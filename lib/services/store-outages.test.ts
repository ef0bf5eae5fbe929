import { describe, expect, it } from "vitest";
import type { AppStorePort } from "@/lib/data/app-store/app-store-port";
import { createRecoveringAppStore } from "@/lib/data/app-store/recovering-app-store";
import { openSqliteAppStore } from "@/lib/data/app-store/sqlite-app-store";
import type { Caller } from "@/lib/domain/caller";
import { ownerId } from "@/lib/domain/ids";
import { StoreFailure } from "@/lib/domain/store-failure";
import { type FakeLine, type FakeWorld, fakeContext } from "@/lib/testing/fakes";
import { exportAgreement } from "./export-agreement";
import { getCustomer } from "./get-customer";
import { getHealth } from "./get-health";
import { getScoringRules } from "./get-scoring-rules";
import { getSegments } from "./get-segments";
import { getToday } from "./get-today";
import { listCustomers } from "./list-customers";
import { listModels } from "./list-models";
import { listOutcomesOfAgreement } from "./list-outcomes-of-agreement";
import { createOutcomeBook } from "./outcome-book";
import { recommendForAgreement } from "./recommend-for-agreement";
import { recordOutcome } from "./record-outcome";
import { setCustomerNote } from "./set-customer-note";
import { undoOutcome } from "./undo-outcome";

const rep: Caller = {
  subject: "iss|olena",
  email: null,
  name: "Olena",
  role: "rep",
  scope: { kind: "owned", ownerId: ownerId("o"), includeUnassigned: false },
};
const admin: Caller = { subject: "iss|admin", email: null, name: "Admin", role: "admin", scope: { kind: "all" } };

const lines = [0, 10, 20, 30, 40, 50].flatMap((day): FakeLine[] =>
  ["10", "11"].map((product) => ({ customer: "1", order: `${product}-${day}`, day, product, price: 2 })),
);
const world: FakeWorld = { lines, owners: { "1": "o" } };
const place = { customerId: "1", agreementId: "1-1" };

type Method = (...values: never[]) => Promise<unknown>;

/** The program over a store that fails as told to. */
function broken() {
  const behind = { store: openSqliteAppStore(":memory:"), problem: null as StoreFailure["problem"] | null };
  const failing = Object.fromEntries(
    (Object.keys(behind.store) as (keyof AppStorePort)[]).map((name) => [
      name,
      async (...values: never[]) => {
        if (behind.problem !== null && name !== "close") throw new StoreFailure(behind.problem, null);
        return name === "close" ? undefined : await (behind.store[name] as Method)(...values);
      },
    ]),
  ) as unknown as AppStorePort;
  const { store, status, generation } = createRecoveringAppStore({ open: () => failing, nowSec: () => 0 });
  const context = fakeContext(world, { store, storeStatus: status, outcomes: createOutcomeBook(store, generation) });
  return { behind, context };
}

const request = (idempotencyKey: string, kind: "offered" | "never" = "offered") => ({
  ...place,
  productId: "10",
  kind,
  ...(kind === "never" ? { reason: "price" as const } : {}),
  basedOn: 0,
  idempotencyKey,
});

describe.each(["away", "corrupt"] as const)("while the store is %s", (problem) => {
  it("every list renders, from the first request of a process on", async () => {
    const { behind, context } = broken();
    behind.problem = problem;
    const agreement = await recommendForAgreement(rep, { ...place, query: {} }, context);
    expect(agreement.reorder.map(({ productId }) => productId)).toEqual(["10", "11"]);
    expect((await listCustomers(rep, {}, context)).list.total).toBe(1);
    await getToday(rep, {}, context);
    expect((await getCustomer(rep, { customerId: "1", query: {} }, context)).note.note).toBe("");
    await getScoringRules(rep, context);
    await getSegments(admin, {}, context);
    await listModels(admin, context);
    expect(await listOutcomesOfAgreement(rep, place, context)).toEqual([]);
    const health = await getHealth(rep, { context, staleAfterSec: null });
    expect(health).toMatchObject({ status: "degraded", parts: { store: { state: "down", reason: problem } } });
  });

  it("what was said stays in sight, and what is said is refused, saved once when it is sent again", async () => {
    const { behind, context } = broken();
    await recordOutcome(rep, request("key-key-1", "never"), context);
    const listed = async () =>
      (await recommendForAgreement(rep, { ...place, query: {} }, context)).reorder.map(({ productId }) => productId);
    expect(await listed()).toEqual(["11"]);
    behind.problem = problem;
    expect(await listed()).toEqual(["11"]);
    const said = { ...request("key-key-2"), productId: "11" };
    const note = { customerId: "1", note: "Call", nextContactOn: null, basedOn: 0, idempotencyKey: "key-key-3" };
    const code = problem === "corrupt" ? "corrupt" : "unavailable";
    await expect(recordOutcome(rep, said, context)).rejects.toMatchObject({ code, problem });
    await expect(setCustomerNote(rep, note, context)).rejects.toMatchObject({ code, problem });
    const undo = { ...place, productId: "10", seq: 1, idempotencyKey: "key-key-4" };
    await expect(undoOutcome(rep, undo, context)).rejects.toMatchObject({ code, problem });
    // What leaves the program is noted, or does not leave.
    await expect(exportAgreement(rep, { ...place, query: {} }, context)).rejects.toMatchObject({ code, problem });
    behind.problem = null;
    await recordOutcome(rep, said, context);
    await recordOutcome(rep, said, context);
    await setCustomerNote(rep, note, context);
    await undoOutcome(rep, undo, context);
    expect(await context.store.outcomesAfter(0)).toHaveLength(3);
    expect((await context.outcomes.read()).noteOf("1").current?.note).toBe("Call");
    expect(context.storeStatus().state).toBe("ok");
  });
});

it("a store that takes no changes is named so, and read all the same", async () => {
  const { behind, context } = broken();
  await recordOutcome(rep, request("key-key-1"), context);
  const { store } = behind;
  const readOnly = async () => {
    throw new StoreFailure("read_only", null);
  };
  behind.store = { ...store, appendOutcome: readOnly, ping: readOnly };
  await expect(recordOutcome(rep, { ...request("key-key-2"), basedOn: 1 }, context)).rejects.toMatchObject({
    problem: "read_only",
  });
  const { reorder } = await recommendForAgreement(rep, { ...place, query: {} }, context);
  expect(reorder.find(({ productId }) => productId === "10")?.outcome?.kind).toBe("offered");
  const health = await getHealth(rep, { context, staleAfterSec: null });
  expect(health.parts.store).toMatchObject({ state: "degraded", reason: "read_only" });
});
