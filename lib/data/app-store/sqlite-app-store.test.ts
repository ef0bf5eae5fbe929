import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditDraft } from "@/lib/domain/audit";
import { agreementId, customerId, productId } from "@/lib/domain/ids";
import type { OutcomeDraft } from "./app-store-port";
import { openSqliteAppStore } from "./sqlite-app-store";
import { openSqliteFile } from "./sqlite-file";

const olena = { subject: "iss|olena", name: "Olena" };
const taras = { subject: "iss|taras", name: "Taras" };
const audit: AuditDraft = { kind: "outcome", actor: olena.subject, atSec: 100, detail: { customerId: "1" } };

function offer(changes: Partial<OutcomeDraft> = {}): OutcomeDraft {
  return {
    customerId: customerId("1"),
    agreementId: agreementId("1-1"),
    productId: productId("10"),
    basedOnSeq: 0,
    kind: "offered",
    undoesSeq: null,
    snoozeUntil: null,
    reason: null,
    note: null,
    actor: olena,
    atSec: 100,
    idempotencyKey: "a",
    ...changes,
  };
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "partwise-store-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const newFile = () => path.join(folder, `${++files}`, "app.sqlite");

/** Runs a script that uses the store in a process of its own. */
function inProcess(script: string, file: string): Promise<string> {
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    env: { ...process.env, STORE_FILE: file },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve(code === 0 ? "ok" : output)));
}

/** Forty offers of one product, each by its own key. */
const WRITER = `
  const { openSqliteAppStore } = await import("./lib/data/app-store/sqlite-app-store.ts");
  const store = openSqliteAppStore(process.env.STORE_FILE);
  for (let n = 0; n < 40; n++) {
    const actor = { subject: "p" + process.pid, name: "P" };
    await store.appendOutcome(
      { customerId: "1", agreementId: "1-1", productId: "10", basedOnSeq: 0, kind: "offered", undoesSeq: null,
        snoozeUntil: null, reason: null, note: null, actor, atSec: n, idempotencyKey: "k" + n },
      { kind: "outcome", actor: actor.subject, atSec: n, detail: {} },
    );
  }
  await store.close();
`;

describe("two processes on one file (security.md 22)", () => {
  it("race to create it, and lose no row and number none twice", async () => {
    const file = newFile();
    expect(await Promise.all([inProcess(WRITER, file), inProcess(WRITER, file)])).toEqual(["ok", "ok"]);
    const store = openSqliteAppStore(file);
    const events = await store.outcomesAfter(0);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 80 }, (_, at) => at + 1));
    expect((await store.auditPage({ actor: null, kind: null }, { offset: 0, limit: 1 })).total).toBe(80);
    await store.close();
  }, 60_000);
});

describe("schema", () => {
  it("moves forward by the steps that are missing and keeps what is there", () => {
    const file = newFile();
    const first = ["CREATE TABLE a (n INTEGER) STRICT; INSERT INTO a VALUES (1)"];
    openSqliteFile(file, first).close();
    const database = openSqliteFile(file, [...first, "ALTER TABLE a ADD COLUMN m INTEGER"]);
    expect({ ...database.prepare("SELECT * FROM a").get() }).toEqual({ n: 1, m: null });
    database.close();
  });

  it("leaves the old one whole when a step fails", () => {
    const file = newFile();
    openSqliteFile(file, ["CREATE TABLE a (n INTEGER) STRICT"]).close();
    expect(() => openSqliteFile(file, ["", "CREATE TABLE b (n INTEGER) STRICT; BROKEN"])).toThrow();
    const database = openSqliteFile(file, [""]);
    expect(database.prepare("SELECT name FROM sqlite_schema").all()).toHaveLength(1);
    database.close();
  });

  it("refuses a file of a newer version and a file that is no database", () => {
    const newer = newFile();
    openSqliteFile(newer, ["", ""]).close();
    expect(() => openSqliteFile(newer, [""])).toThrow("newer version");
    const garbage = path.join(folder, "garbage.sqlite");
    writeFileSync(garbage, "not a database ".repeat(100));
    expect(() => openSqliteAppStore(garbage)).toThrow(expect.objectContaining({ code: "corrupt" }));
  });
});

describe("rows", () => {
  it("have one effect however often the same key is sent", async () => {
    const store = openSqliteAppStore(":memory:");
    const answers = await Promise.all([1, 2, 3].map(() => store.appendOutcome(offer(), audit)));
    expect(answers.map(({ isReplay }) => isReplay)).toEqual([false, true, true]);
    expect(answers[2].row).toEqual(answers[0].row);
    expect(await store.outcomesAfter(0)).toHaveLength(1);
    expect((await store.auditPage({ actor: null, kind: null }, { offset: 0, limit: 9 })).total).toBe(1);
    // Another person's key may be spelled the same.
    expect((await store.appendOutcome(offer({ actor: taras }), audit)).isReplay).toBe(false);
  });

  it("are numbered for each product by itself, and read on from an id", async () => {
    const store = openSqliteAppStore(":memory:");
    await store.appendOutcome(offer(), audit);
    await store.appendOutcome(offer({ productId: productId("11"), idempotencyKey: "b" }), audit);
    await store.appendOutcome(offer({ kind: "undo", undoesSeq: 1, basedOnSeq: 1, idempotencyKey: "c" }), audit);
    const all = await store.outcomesAfter(0);
    expect(all.map(({ productId, seq }) => [productId, seq])).toEqual([
      ["10", 1],
      ["11", 1],
      ["10", 2],
    ]);
    expect(await store.outcomesAfter(all[1].id)).toEqual([all[2]]);
    expect(all[0]).toMatchObject({ actor: olena, kind: "offered", basedOnSeq: 0, atSec: 100 });
  });

  it("keep notes with their date", async () => {
    const store = openSqliteAppStore(":memory:");
    const draft = {
      customerId: customerId("1"),
      basedOnSeq: 0,
      actor: olena,
      atSec: 100,
      note: "Asks for Kyiv delivery",
      nextContactOn: "2026-12-01",
      idempotencyKey: "n",
    };
    const { row } = await store.appendNote(draft, { ...audit, kind: "note" });
    expect(row).toMatchObject({ seq: 1, note: "Asks for Kyiv delivery", nextContactOn: "2026-12-01", actor: olena });
    expect(await store.notesAfter(0)).toEqual([row]);
  });

  it("cannot be changed or removed once written (security.md 18)", async () => {
    const file = newFile();
    const store = openSqliteAppStore(file);
    await store.appendOutcome(offer(), audit);
    await store.close();
    const database = new DatabaseSync(file);
    for (const table of ["audit_log", "outcomes"]) {
      expect(() => database.exec(`UPDATE ${table} SET actor = 'x'`)).toThrow("append-only");
      expect(() => database.exec(`DELETE FROM ${table}`)).toThrow("append-only");
    }
    database.close();
  });
});

describe("audit log", () => {
  it("is read newest first, by actor and by kind, with names of those let in", async () => {
    const store = openSqliteAppStore(":memory:");
    await store.knowPerson(olena, 1);
    await store.writeAudit({ kind: "sign_in", actor: olena.subject, atSec: 1, detail: {} });
    await store.writeAudit({ kind: "sign_in_denied", actor: "iss|mallory", atSec: 2, detail: { reason: "no_role" } });
    await store.writeAudit({ kind: "export", actor: olena.subject, atSec: 3, detail: { rows: 40 } });
    const read = async (actor: string | null, kind: "export" | null = null) =>
      (await store.auditPage({ actor, kind }, { offset: 0, limit: 10 })).rows.map(({ atSec }) => atSec);
    expect(await read(null)).toEqual([3, 2, 1]);
    expect(await read(olena.subject)).toEqual([3, 1]);
    expect(await read(null, "export")).toEqual([3]);
    expect((await store.auditPage({ actor: null, kind: null }, { offset: 1, limit: 1 })).rows).toMatchObject([
      { actor: "iss|mallory", actorName: null, detail: { reason: "no_role" } },
    ]);
    expect(await store.auditActors()).toEqual([
      { subject: olena.subject, name: "Olena" },
      { subject: "iss|mallory", name: null },
    ]);
  });
});

describe("settings", () => {
  it("keep the last value given", async () => {
    const store = openSqliteAppStore(":memory:");
    expect(await store.setting("outcomes.matchDays")).toBeNull();
    await store.putSetting("outcomes.matchDays", 14, { actor: olena, atSec: 1 });
    await store.putSetting("outcomes.matchDays", 21, { actor: olena, atSec: 2 });
    expect(await store.setting("outcomes.matchDays")).toBe(21);
  });
});

describe("lists shown", () => {
  it("add up the products of a day, agreement and person, and are read from a day on", async () => {
    const store = openSqliteAppStore(":memory:");
    const list = (day: string, viewer: string, products: string[]) => ({
      day,
      customerId: customerId("1"),
      agreementId: agreementId("1-1"),
      viewer,
      products: products.map(productId),
    });
    await store.noteListShown(list("2025-01-01", "a", ["1", "2"]));
    await store.noteListShown(list("2025-01-02", "a", ["1", "2"]));
    await store.noteListShown(list("2025-01-02", "a", ["2", "3"]));
    await store.noteListShown(list("2025-01-02", "b", ["9"]));
    const read = await store.listsShownSince("2025-01-02");
    expect(read).toEqual([list("2025-01-02", "a", ["1", "2", "3"]), list("2025-01-02", "b", ["9"])]);
    expect(await store.listsShownSince("2025-01-01")).toHaveLength(3);
  });
});
