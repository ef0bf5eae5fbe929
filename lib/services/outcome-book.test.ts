import { expect, it } from "vitest";
import { openSqliteAppStore } from "@/lib/data/app-store/sqlite-app-store";
import { offer, olena } from "@/lib/data/app-store/testing/describe-app-store";
import { agreementId, customerId, productId } from "@/lib/domain/ids";
import { StoreFailure } from "@/lib/domain/store-failure";
import { createOutcomeBook } from "./outcome-book";

const key = { customerId: customerId("1"), agreementId: agreementId("1-1") };
const audit = { kind: "outcome", actor: olena.subject, atSec: 1, detail: {} } as const;

/** A book over a store that can be taken away, and replaced. */
function book() {
  const behind = { store: openSqliteAppStore(":memory:"), isAway: false, generation: 1 };
  const through = async <Row>(rows: Promise<Row[]>) => {
    if (behind.isAway) throw new StoreFailure("away", null);
    return await rows;
  };
  const made = createOutcomeBook(
    {
      outcomesAfter: (id) => through(behind.store.outcomesAfter(id)),
      notesAfter: (id) => through(behind.store.notesAfter(id)),
    },
    () => behind.generation,
  );
  const say = (idempotencyKey: string, kind: "offered" | "ordered" = "offered") =>
    behind.store.appendOutcome(offer({ idempotencyKey, kind }), audit);
  const told = async () => {
    const outcomes = await made.read();
    const state = outcomes.ofAgreement(key).get(productId("10"));
    return { version: state?.version ?? 0, isCurrent: outcomes.isCurrent };
  };
  return { ...made, behind, say, told };
}

it("lists go on with what was known while the store is away, say so, and catch up when it is back", async () => {
  const { behind, say, told } = book();
  await say("a");
  expect(await told()).toEqual({ version: 1, isCurrent: true });
  behind.isAway = true;
  await say("b");
  expect(await told()).toEqual({ version: 1, isCurrent: false });
  behind.isAway = false;
  expect(await told()).toEqual({ version: 2, isCurrent: true });
});

it("lists begin without what was said where the store never answered, and nothing is decided on that", async () => {
  const { behind, say, told, readCurrent } = book();
  await say("a");
  behind.isAway = true;
  expect(await told()).toEqual({ version: 0, isCurrent: false });
  await expect(readCurrent()).rejects.toBeInstanceOf(StoreFailure);
  behind.isAway = false;
  expect(await told()).toEqual({ version: 1, isCurrent: true });
});

it("a store that was put back to an earlier day is read from its first row, under a new version", async () => {
  const { behind, say, told, read } = book();
  await say("a");
  await say("b");
  await say("c");
  const before = (await read()).version;
  behind.store = openSqliteAppStore(":memory:");
  behind.generation++;
  await say("d", "ordered");
  expect(await told()).toEqual({ version: 1, isCurrent: true });
  const outcomes = await read();
  expect(outcomes.ofAgreement(key).get(productId("10"))?.current?.kind).toBe("ordered");
  expect(outcomes.version).toBeGreaterThan(before);
});
