import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSqliteAppStore } from "./sqlite-app-store";
import { openSqliteFile } from "./sqlite-file";
import { describeAppStore, offer, olena } from "./testing/describe-app-store";
import { raceWriters } from "./testing/race-writers";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "partwise-store-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const newFile = () => path.join(folder, `${++files}`, "app.sqlite");

describeAppStore("SQLite", async () => openSqliteAppStore(":memory:"));

describe("two processes on one file (security.md 22)", () => {
  it("race to create it, and lose no row and number none twice", async () => {
    const file = newFile();
    expect(await raceWriters({ STORE_FILE: file })).toEqual(["ok", "ok"]);
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
    openSqliteFile(file, { migrations: first }).close();
    const database = openSqliteFile(file, { migrations: [...first, "ALTER TABLE a ADD COLUMN m INTEGER"] });
    expect({ ...database.prepare("SELECT * FROM a").get() }).toEqual({ n: 1, m: null });
    database.close();
  });

  it("leaves the old one whole when a step fails", () => {
    const file = newFile();
    openSqliteFile(file, { migrations: ["CREATE TABLE a (n INTEGER) STRICT"] }).close();
    const broken = ["", "CREATE TABLE b (n INTEGER) STRICT; BROKEN"];
    expect(() => openSqliteFile(file, { migrations: broken })).toThrow();
    const database = openSqliteFile(file, { migrations: [""] });
    expect(database.prepare("SELECT name FROM sqlite_schema").all()).toHaveLength(1);
    database.close();
  });

  it("refuses a file of a newer version and a file that is no database", () => {
    const newer = newFile();
    openSqliteFile(newer, { migrations: ["", ""] }).close();
    expect(() => openSqliteFile(newer, { migrations: [""] })).toThrow("newer version");
    const garbage = path.join(folder, "garbage.sqlite");
    writeFileSync(garbage, "not a database ".repeat(100));
    expect(() => openSqliteAppStore(garbage)).toThrow(expect.objectContaining({ code: "corrupt" }));
  });
});

describe("rows", () => {
  it("cannot be changed or removed once written (security.md 18)", async () => {
    const file = newFile();
    const store = openSqliteAppStore(file);
    await store.appendOutcome(offer(), { kind: "outcome", actor: olena.subject, atSec: 1, detail: {} });
    await store.close();
    const database = new DatabaseSync(file);
    for (const table of ["audit_log", "outcomes"]) {
      expect(() => database.exec(`UPDATE ${table} SET actor = 'x'`)).toThrow("append-only");
      expect(() => database.exec(`DELETE FROM ${table}`)).toThrow("append-only");
    }
    database.close();
  });
});
