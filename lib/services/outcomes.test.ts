import { describe, expect, it } from "vitest";
import { openSqliteAppStore } from "@/lib/data/app-store/sqlite-app-store";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { ownerId } from "@/lib/domain/ids";
import { FAKE_NOW_SEC, type FakeLine, type FakeWorld, fakeContext, fakeSec } from "@/lib/testing/fakes";
import { MATCH_DAYS_SETTING } from "./app-settings";
import { exportAgreement } from "./export-agreement";
import { getCustomer } from "./get-customer";
import { getToday } from "./get-today";
import { listAuditLog } from "./list-audit-log";
import { listCustomers } from "./list-customers";
import { listOutcomesOfAgreement } from "./list-outcomes-of-agreement";
import { createOutcomeBook } from "./outcome-book";
import { recommendForAgreement } from "./recommend-for-agreement";
import { type RecordOutcomeRequest, recordOutcome } from "./record-outcome";
import type { ServiceContext } from "./service-context";
import { setCustomerNote } from "./set-customer-note";
import { undoOutcome } from "./undo-outcome";

const owned = (name: string, owner: string): Caller => ({
  subject: `iss|${name}`,
  email: null,
  name,
  role: "rep",
  scope: { kind: "owned", ownerId: ownerId(owner), includeUnassigned: false },
});
const olena = owned("Olena", "o");
const taras = owned("Taras", "t");
/** Sits in for Olena: sees the same customers. */
const ivan = owned("Ivan", "o");
const admin: Caller = { subject: "iss|admin", email: null, name: "Admin", role: "admin", scope: { kind: "all" } };

/** Products 10 and 11 every 10 days on days 0..50, due on day 60; 12 bought once; 20 only by others. */
const rhythm = (customer: string, product: string): FakeLine[] =>
  [0, 10, 20, 30, 40, 50].map((day) => ({
    customer,
    order: `${customer}-${product}-${day}`,
    day,
    product,
    quantity: 3,
    price: 2,
  }));
const world: FakeWorld = {
  lines: [
    ...rhythm("1", "10"),
    ...rhythm("1", "11"),
    { customer: "1", order: "once", day: 59, product: "12" },
    ...rhythm("2", "10"),
    ...rhythm("2", "20"),
  ],
  owners: { 1: "o", 2: "t" },
};

let keys = 0;
const key = () => `test-key-${++keys}`;

function request(changes: Partial<RecordOutcomeRequest> = {}): RecordOutcomeRequest {
  return {
    customerId: "1",
    agreementId: "1-1",
    productId: "10",
    kind: "offered",
    basedOn: 0,
    idempotencyKey: key(),
    ...changes,
  };
}

async function refusal(work: Promise<unknown>): Promise<{ code: string; message: string; field: string | null }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message, field: error.field };
  }
  throw new Error("expected an AppError");
}

const page = (context: ServiceContext, caller = olena) =>
  recommendForAgreement(caller, { customerId: "1", agreementId: "1-1", query: {} }, context);
const reorderOf = async (context: ServiceContext) => (await page(context)).reorder.map((row) => row.productId);
const snooze = { kind: "not_now", snoozeUntil: "2024-03-10" } as const;

describe("recordOutcome", () => {
  it("marks the row and leaves its score and place", async () => {
    const context = fakeContext(world);
    const before = await page(context);
    await recordOutcome(olena, request({ kind: "ordered" }), context);
    const after = await page(context);
    expect(after.reorder.map(({ productId, score, rank }) => [productId, score, rank])).toEqual(
      before.reorder.map(({ productId, score, rank }) => [productId, score, rank]),
    );
    expect(after.reorder.find((row) => row.productId === "10")).toMatchObject({
      outcome: { kind: "ordered", by: "Olena", isOwn: true, seq: 1 },
      outcomeVersion: 1,
    });
    const seenByIvan = (await page(context, ivan)).reorder.find((row) => row.productId === "10");
    expect(seenByIvan?.outcome?.isOwn).toBe(false);
  });

  it("has one effect however often, and however much at once, the same request is sent", async () => {
    const context = fakeContext(world);
    const same = request();
    const answers = await Promise.all([1, 2, 3].map(() => recordOutcome(olena, same, context)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await context.store.outcomesAfter(0)).toHaveLength(1);
  });

  it("refuses a key that was used for something else", async () => {
    const context = fakeContext(world);
    const first = request();
    await recordOutcome(olena, first, context);
    expect(await refusal(recordOutcome(olena, { ...first, kind: "ordered" }, context))).toMatchObject({
      code: "invalid_input",
      field: "idempotencyKey",
    });
  });

  it("tells the second of two concurrent editors what the first did, and keeps both on record", async () => {
    const context = fakeContext(world);
    await recordOutcome(ivan, request(), context);
    const late = request({ kind: "never", reason: "price" });
    const answer = await refusal(recordOutcome(olena, late, context));
    expect(answer.code).toBe("conflict");
    expect(answer.message).toContain("Ivan");
    expect(answer.message).toContain("offered");
    // Sent again it is the same conflict, not a second row.
    expect(await refusal(recordOutcome(olena, late, context))).toEqual(answer);
    expect((await context.store.outcomesAfter(0)).map(({ kind }) => kind)).toEqual(["offered", "never"]);
    const [state] = await listOutcomesOfAgreement(olena, { customerId: "1", agreementId: "1-1" }, context);
    expect(state).toMatchObject({ productId: "10", outcome: { kind: "offered", by: "Ivan" }, version: 1 });
    await recordOutcome(olena, request({ kind: "never", reason: "price", basedOn: state.version }), context);
    expect(await reorderOf(context)).toEqual(["11", "12"]);
  });

  it("answers outside the scope exactly as for what does not exist, and notes the attempt", async () => {
    const context = fakeContext(world);
    const foreign = await refusal(recordOutcome(taras, request(), context));
    expect(foreign).toEqual(await refusal(recordOutcome(taras, request({ customerId: "999" }), context)));
    expect(foreign.code).toBe("not_found");
    const others = [
      undoOutcome(taras, { ...request(), seq: 1 }, context),
      listOutcomesOfAgreement(taras, { customerId: "1", agreementId: "1-1" }, context),
      setCustomerNote(
        taras,
        { customerId: "1", note: "", nextContactOn: null, basedOn: 0, idempotencyKey: key() },
        context,
      ),
    ];
    for (const other of others) expect(await refusal(other)).toEqual(foreign);
    expect(await context.store.outcomesAfter(0)).toEqual([]);
    const { list } = await listAuditLog(admin, { kind: "denied" }, context);
    expect(list.total).toBe(5);
    expect(list.rows[0]).toMatchObject({ actor: "iss|Taras", detail: { customerId: "1" } });
  });

  it.each([
    [{ kind: "not_now" }, "snoozeUntil"],
    [{ kind: "not_now", snoozeUntil: "2024-03-01" }, "snoozeUntil"],
    [{ kind: "not_now", snoozeUntil: "2026-01-01" }, "snoozeUntil"],
    [{ kind: "not_now", snoozeUntil: "2024-02-31" }, "snoozeUntil"],
    [{ kind: "offered", snoozeUntil: "2024-03-10" }, "snoozeUntil"],
    [{ kind: "never" }, "reason"],
    [{ kind: "never", reason: "because" }, "reason"],
    [{ kind: "sold" }, "kind"],
    [{ basedOn: -1 }, "basedOn"],
    [{ idempotencyKey: "short" }, "idempotencyKey"],
    [{ productId: "" }, "productId"],
  ])("refuses %j, naming the field", async (changes, field) => {
    const context = fakeContext(world);
    const bad = request(changes as Partial<RecordOutcomeRequest>);
    expect(await refusal(recordOutcome(olena, bad, context))).toMatchObject({ code: "invalid_input", field });
    expect(await context.store.outcomesAfter(0)).toEqual([]);
  });

  it("refuses a note longer than it keeps", async () => {
    const long = request({ note: "x".repeat(501) });
    expect(await refusal(recordOutcome(olena, long, fakeContext(world)))).toMatchObject({ field: "note" });
  });
});

describe("every list", () => {
  it("leaves out what was refused or put off, fills the place, and counts the rest as due", async () => {
    const context = fakeContext(world);
    const before = await getToday(olena, {}, context);
    expect(before.list.rows[0]).toMatchObject({ dueCount: 2 });
    await recordOutcome(olena, request({ kind: "never", reason: "other_supplier", note: "Buys at Volvo" }), context);
    await recordOutcome(olena, request({ productId: "20", ...snooze }), context);

    const agreement = await page(context);
    expect(agreement.reorder.map(({ productId, rank }) => [productId, rank])).toEqual([
      ["11", 1],
      ["12", 2],
    ]);
    expect(agreement.discover).toEqual([]);
    expect(agreement.agreement).toMatchObject({ dueCount: 1 });
    expect(agreement.hidden.map(({ productId, outcome }) => [productId, outcome.kind])).toEqual([
      ["20", "not_now"],
      ["10", "never"],
    ]);
    const query = { k: "1" };
    const short = await recommendForAgreement(olena, { customerId: "1", agreementId: "1-1", query }, context);
    expect(short.reorder).toHaveLength(1);
    const csv = await exportAgreement(olena, { customerId: "1", agreementId: "1-1", query: {} }, context);
    expect(csv.rows.map(({ productId }) => productId)).toEqual(["11", "12"]);

    const customer = await getCustomer(olena, { customerId: "1", query: {} }, context);
    expect(customer.rollUp.map(({ productId }) => productId)).toEqual(["11", "12"]);
    expect(customer.customer.dueCount).toBe(1);
    expect(customer.agreements[0].dueCount).toBe(1);
    expect((await listCustomers(olena, {}, context)).list.rows[0].dueCount).toBe(1);
    const today = await getToday(olena, {}, context);
    expect(today.totals.dueProducts).toBe(1);
    expect(today.list.rows[0].top.map(({ productId }) => productId)).toEqual(["11"]);
    expect(today.list.rows[0].expectedValue).toBe(agreement.agreement.expectedValue);
    expect(today.later).toMatchObject({
      productTotal: 1,
      products: [{ productId: "20", customerName: expect.any(String) }],
    });
    // Another rep's figures are as they were.
    expect((await getToday(taras, {}, context)).totals.dueProducts).toBe(2);
  });

  it("shows a snoozed product again on its day", async () => {
    let nowSec = FAKE_NOW_SEC;
    const context = fakeContext(world, { nowSec: () => nowSec });
    await recordOutcome(olena, request(snooze), context);
    expect(await reorderOf(context)).not.toContain("10");
    nowSec = Date.UTC(2024, 2, 9, 23, 59) / 1000;
    expect(await reorderOf(context)).not.toContain("10");
    expect((await getToday(olena, {}, context)).totals.dueProducts).toBe(1);
    nowSec = Date.UTC(2024, 2, 10) / 1000;
    expect(await reorderOf(context)).toContain("10");
    expect((await getToday(olena, {}, context)).totals.dueProducts).toBe(2);
    expect((await page(context)).hidden).toEqual([]);
  });

  it("knows at once what another process wrote", async () => {
    const store = openSqliteAppStore(":memory:");
    const [one, other] = [fakeContext(world, { store }), fakeContext(world, { store })];
    expect(await reorderOf(other)).toContain("10");
    await recordOutcome(olena, request({ kind: "never", reason: "quality" }), one);
    expect(await reorderOf(other)).not.toContain("10");
  });

  it("knows after a restart what was said before it", async () => {
    const context = fakeContext(world);
    await recordOutcome(olena, request({ kind: "never", reason: "quality" }), context);
    expect(await reorderOf({ ...context, outcomes: createOutcomeBook(context.store) })).not.toContain("10");
  });
});

describe("undoOutcome", () => {
  it("brings the product back, in every list, and leaves both rows on record", async () => {
    const context = fakeContext(world);
    const before = await page(context);
    await recordOutcome(olena, request({ kind: "never", reason: "price" }), context);
    const answer = await undoOutcome(
      olena,
      { customerId: "1", agreementId: "1-1", productId: "10", seq: 1, idempotencyKey: key() },
      context,
    );
    expect(answer).toEqual({ outcome: null, version: 2 });
    const after = await page(context);
    expect(after.reorder.map(({ productId }) => productId)).toEqual(before.reorder.map(({ productId }) => productId));
    expect((await getToday(olena, {}, context)).totals.dueProducts).toBe(2);
    expect((await context.store.outcomesAfter(0)).map(({ kind }) => kind)).toEqual(["never", "undo"]);
  });

  it("leaves what a colleague said since, and has one effect when sent twice", async () => {
    const context = fakeContext(world);
    await recordOutcome(olena, request(), context);
    await recordOutcome(ivan, request({ kind: "ordered", basedOn: 1 }), context);
    const undo = { customerId: "1", agreementId: "1-1", productId: "10", seq: 1, idempotencyKey: key() };
    const [first, second] = await Promise.all([undoOutcome(olena, undo, context), undoOutcome(olena, undo, context)]);
    expect(first).toMatchObject({ outcome: { kind: "ordered", by: "Ivan" } });
    expect(second.outcome).toEqual(first.outcome);
    expect(await context.store.outcomesAfter(0)).toHaveLength(3);
    await undoOutcome(olena, { ...undo, idempotencyKey: key() }, context);
    expect(await context.store.outcomesAfter(0)).toHaveLength(3);
  });
});

describe("orders that follow", () => {
  it("are matched within the days of the setting, and shown on the row", async () => {
    const store = openSqliteAppStore(":memory:");
    const context = fakeContext(world, { store, nowSec: () => fakeSec(35) });
    await recordOutcome(olena, request(), context);
    const orderOf = async () => (await page(context)).reorder.find((row) => row.productId === "10")?.outcome?.order;
    expect(await orderOf()).toEqual({ orderId: "1-10-40", orderedAt: new Date(fakeSec(40) * 1000).toISOString() });
    await store.putSetting(MATCH_DAYS_SETTING, 4, {
      actor: { subject: admin.subject, name: admin.name },
      atSec: 1,
    });
    expect(await orderOf()).toBeNull();
  });
});

describe("setCustomerNote", () => {
  const save = (
    caller: Caller,
    context: ServiceContext,
    changes: Partial<Parameters<typeof setCustomerNote>[1]> = {},
  ) =>
    setCustomerNote(
      caller,
      {
        customerId: "1",
        note: "Call after ten",
        nextContactOn: null,
        basedOn: 0,
        idempotencyKey: key(),
        ...changes,
      },
      context,
    );

  it("is on the customer's page with who wrote it and when", async () => {
    const context = fakeContext(world);
    await save(olena, context);
    expect((await getCustomer(ivan, { customerId: "1", query: {} }, context)).note).toMatchObject({
      note: "Call after ten",
      by: "Olena",
      isOwn: false,
      version: 1,
    });
  });

  it("takes a customer out of the queue until the next contact date, apart from the rest", async () => {
    const context = fakeContext(world);
    await save(olena, context, { nextContactOn: "2024-03-05" });
    const today = await getToday(olena, {}, context);
    expect(today.list.rows).toEqual([]);
    expect(today.later).toMatchObject({
      customerTotal: 1,
      customers: [{ customerId: "1", dueCount: 2, note: { nextContactOn: "2024-03-05" } }],
    });
    expect((await getToday(taras, {}, context)).later.customers).toEqual([]);
    await save(olena, context, { nextContactOn: "2024-03-01", basedOn: 1 });
    expect((await getToday(olena, {}, context)).list.rows).toHaveLength(1);
  });

  it("never lets one of two writers overwrite the other unawares", async () => {
    const context = fakeContext(world);
    await save(ivan, context, { note: "Has a new workshop" });
    expect(await refusal(save(olena, context, { note: "Closed" }))).toMatchObject({ code: "conflict" });
    expect((await context.store.notesAfter(0)).map(({ note }) => note)).toEqual(["Has a new workshop", "Closed"]);
    expect((await getCustomer(olena, { customerId: "1", query: {} }, context)).note.note).toBe("Has a new workshop");
  });

  it("has one effect when sent twice", async () => {
    const context = fakeContext(world);
    const idempotencyKey = key();
    const answers = [await save(olena, context, { idempotencyKey }), await save(olena, context, { idempotencyKey })];
    expect(answers[1]).toEqual(answers[0]);
    expect(await context.store.notesAfter(0)).toHaveLength(1);
  });
});

describe("audit log (security.md 16 and 18)", () => {
  it("notes exports with their filter and row count, and outcome changes, without names or free text", async () => {
    const context = fakeContext(world);
    await recordOutcome(olena, request({ kind: "never", reason: "price", note: "says Petro" }), context);
    await exportAgreement(olena, { customerId: "1", agreementId: "1-1", query: { k: "5" } }, context);
    const { list } = await listAuditLog(admin, {}, context);
    expect(list.rows.map(({ kind, detail }) => [kind, detail])).toEqual([
      ["export", { customerId: "1", agreementId: "1-1", k: 5, asOf: expect.any(String), variant: "v3", rows: 3 }],
      ["outcome", { customerId: "1", agreementId: "1-1", productId: "10", outcome: "never" }],
    ]);
    expect(JSON.stringify(list.rows.map(({ detail }) => detail))).not.toMatch(/Petro|Olena/);
  });

  it("is for administrators only, filtered and paged", async () => {
    const context = fakeContext(world);
    for (const who of [olena, { ...admin, role: "manager" as const }]) {
      expect((await refusal(listAuditLog(who, {}, context))).code).toBe("not_found");
    }
    for (let n = 0; n < 60; n++) {
      await context.store.writeAudit({ kind: "sign_in", actor: "iss|x", atSec: n, detail: {} });
    }
    expect((await listAuditLog(admin, { kind: "sign_in", page: "2" }, context)).list.rows).toHaveLength(10);
    expect((await listAuditLog(admin, { actor: "iss|Olena" }, context)).list.total).toBe(1);
    expect((await refusal(listAuditLog(admin, { page: "9" }, context))).field).toBe("page");
    expect((await refusal(listAuditLog(admin, { kind: "gossip" }, context))).field).toBe("kind");
  });

  it("does not let a page fail because a denial could not be noted", async () => {
    const store = openSqliteAppStore(":memory:");
    const context = fakeContext(world, {
      store: { ...store, writeAudit: () => Promise.reject(new AppError("unavailable", "full")) },
    });
    expect((await refusal(getCustomer(olena, { customerId: "2", query: {} }, context))).code).toBe("not_found");
    // What leaves the program must be noted first.
    const asked = { customerId: "1", agreementId: "1-1", query: {} };
    expect((await refusal(exportAgreement(olena, asked, context))).code).toBe("unavailable");
  });
});
