import sql from "mssql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_MSSQL_SETTINGS, driverConfig } from "@/lib/data/mssql/mssql-settings";
import { createTcpProxy } from "@/lib/data/mssql/testing/tcp-proxy";
import { openMssqlAppStore } from "./mssql-app-store";
import { createRecoveringAppStore } from "./recovering-app-store";
import { openSqliteFile } from "./sqlite-file";
import { describeAppStore, offer, olena } from "./testing/describe-app-store";
import { raceWriters } from "./testing/race-writers";

/** Address of a server whose account may create databases; the suite makes its own ones and drops them. */
const url = process.env.MSSQL_TEST_URL ?? "";

describe.runIf(url)("the store on SQL Server (runs when MSSQL_TEST_URL is set)", () => {
  let server: sql.ConnectionPool;
  const made: string[] = [];
  const open: { close(): Promise<void> }[] = [];
  const toDatabase = (name: string) =>
    new sql.ConnectionPool(driverConfig({ ...DEFAULT_MSSQL_SETTINGS, url }, name)).connect();

  async function newDatabase(): Promise<string> {
    const name = `partwise_store_${process.pid}_${made.length + 1}`;
    made.push(name);
    await server.request().query(`CREATE DATABASE ${name}`);
    return name;
  }

  async function newStore(database?: string) {
    const store = await openMssqlAppStore({ url, database: database ?? (await newDatabase()) });
    open.push(store);
    return store;
  }

  beforeAll(async () => {
    server = await toDatabase("master");
  });

  afterAll(async () => {
    await Promise.all(open.map((one) => one.close()));
    for (const name of made) {
      await server
        .request()
        .query(`ALTER DATABASE ${name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE ${name}`);
    }
    await server.close();
  });

  describeAppStore("SQL Server", () => newStore());

  it("lets two processes race to create it, and loses no row and numbers none twice", async () => {
    const database = await newDatabase();
    expect(await raceWriters({ STORE_URL: url, STORE_DATABASE: database, STORE_FILE: "" })).toEqual(["ok", "ok"]);
    const store = await newStore(database);
    const events = await store.outcomesAfter(0);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 80 }, (_, at) => at + 1));
    expect(events.map(({ id }) => id)).toEqual(Array.from({ length: 80 }, (_, at) => at + 1));
    expect((await store.auditPage({ actor: null, kind: null }, { offset: 0, limit: 1 })).total).toBe(80);
  }, 60_000);

  it("has every table and column that the embedded store has", async () => {
    const database = await newDatabase();
    await newStore(database);
    const pool = await toDatabase(database);
    open.push(pool);
    const { recordset } = await pool
      .request()
      .query("SELECT c.TABLE_NAME AS table_name, c.COLUMN_NAME AS column_name FROM INFORMATION_SCHEMA.COLUMNS c");
    const onServer = recordset.map((row) => `${row.table_name}.${row.column_name}`.toLowerCase());
    const file = openSqliteFile(":memory:");
    const embedded = file
      .prepare(
        `SELECT m.name || '.' || c.name AS name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'`,
      )
      .all()
      .map(({ name }) => String(name));
    file.close();
    expect(onServer.filter((name) => !name.startsWith("partwise_schema.")).sort()).toEqual(embedded.sort());
  });

  it("keeps rows that were written from being changed or removed (security.md 18)", async () => {
    const database = await newDatabase();
    const store = await newStore(database);
    await store.appendOutcome(offer(), { kind: "outcome", actor: olena.subject, atSec: 1, detail: {} });
    const pool = await toDatabase(database);
    open.push(pool);
    for (const table of ["audit_log", "outcomes"]) {
      await expect(pool.request().query(`UPDATE ${table} SET actor = 'x'`)).rejects.toThrow("append-only");
      await expect(pool.request().query(`DELETE FROM ${table}`)).rejects.toThrow("append-only");
    }
  });

  it("refuses a schema of a newer version, and one that is not there to be opened", async () => {
    const database = await newDatabase();
    await newStore(database);
    const pool = await toDatabase(database);
    open.push(pool);
    await pool.request().query("UPDATE partwise_schema SET version = 9999");
    await expect(openMssqlAppStore({ url, database })).rejects.toThrow("newer version");
    await expect(openMssqlAppStore({ url, database: "partwise_store_none" })).rejects.toMatchObject({
      code: "unavailable",
    });
  });

  it("is taken up again after it was stopped, cut off and silent, and has once what was sent twice", async () => {
    const { server: host, port = 1433 } = driverConfig({ ...DEFAULT_MSSQL_SETTINGS, url });
    const database = await newDatabase();
    await (await newStore(database)).ping();
    const proxy = await createTcpProxy({ host, port });
    const through = url.replace(/(server=)[^;]+/i, `$1127.0.0.1,${proxy.port}`);
    const { store, status } = createRecoveringAppStore({
      open: () => openMssqlAppStore({ url: through, database, connectTimeoutMs: 500, queryTimeoutMs: 500 }),
      nowSec: () => 0,
      retryAfterMs: 50,
      readTimeoutMs: 300,
    });
    open.push({ close: () => store.close() }, { close: () => proxy.stop() });
    const audit = { kind: "outcome", actor: olena.subject, atSec: 1, detail: {} } as const;
    const say = (idempotencyKey: string) => store.appendOutcome(offer({ idempotencyKey }), audit);
    const saidAgain = (key: string) =>
      expect.poll(
        () =>
          say(key).then(
            () => "said",
            () => "refused",
          ),
        { timeout: 15_000 },
      );
    await saidAgain("a").toBe("said");

    await proxy.stop();
    await expect(say("b")).rejects.toMatchObject({ code: "unavailable", problem: "away" });
    expect(status()).toMatchObject({ state: "degraded", reason: "away" });
    await proxy.start();
    await saidAgain("b").toBe("said");

    proxy.cut();
    await saidAgain("c").toBe("said");

    proxy.pause();
    await expect(store.outcomesAfter(0)).rejects.toMatchObject({ problem: "away" });
    await expect(say("d")).rejects.toMatchObject({ problem: "away" });
    proxy.resume();
    await saidAgain("d").toBe("said");
    expect((await store.outcomesAfter(0)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(status().state).toBe("ok");
  }, 60_000);

  it("keeps nothing of a write that fails half-way", async () => {
    const store = await newStore();
    const bad = offer({ kind: "never", reason: null });
    await expect(
      store.appendOutcome(bad, { kind: "outcome", actor: olena.subject, atSec: 1, detail: {} }),
    ).rejects.toMatchObject({ code: "unavailable" });
    expect(await store.outcomesAfter(0)).toEqual([]);
    await store.writeAudit({ kind: "sign_in", actor: olena.subject, atSec: 1, detail: {} });
    expect(await store.auditActors()).toEqual([{ subject: olena.subject, name: null }]);
  });
});
