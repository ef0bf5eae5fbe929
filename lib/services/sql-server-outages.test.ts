import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_ERP_SETTINGS } from "@/lib/data/erp/erp-settings";
import { SAMPLE_ERP } from "@/lib/data/erp/testing/sample-erp";
import { sourceProblemOf } from "@/lib/data/mssql/mssql-errors";
import { createMssqlPool, type MssqlPool } from "@/lib/data/mssql/mssql-pool";
import { driverConfig, type MssqlSettings } from "@/lib/data/mssql/mssql-settings";
import { openLiveErp } from "@/lib/data/mssql/open-live-erp";
import { createTestDatabase, type TestDatabase } from "@/lib/data/mssql/testing/mssql-test-database";
import { createTcpProxy, type TcpProxy } from "@/lib/data/mssql/testing/tcp-proxy";
import type { LiveErpPort } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { type FakeWorld, fakeContext, fakeSec } from "@/lib/testing/fakes";
import { recommendForAgreement } from "./recommend-for-agreement";

/** What people see while SQL Server is killed, paused and restarted behind a proxy. Needs a server; without one `live-erp.test.ts` shows the same. */
const url = process.env.MSSQL_TEST_URL;
if (!url) console.info("SQL Server is not killed and paused: set MSSQL_TEST_URL to run its outages.");

const manager: Caller = { subject: "test|manager", email: null, name: "m", role: "manager", scope: { kind: "all" } };
const LIVE_TIMEOUT_MS = 2000;

/** The snapshot of the day before the last order of agreement 100 in the order database. */
const kept: FakeWorld = {
  lines: [
    { customer: "10", agreement: "100", order: "1000", day: 0.5, product: "1" },
    { customer: "20", agreement: "200", order: "2000", day: 14, product: "2" },
  ],
};
const orderedLast = Date.parse("2024-02-01T10:00:00Z") / 1000;

describe.runIf(url)("when SQL Server", () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let behindProxy: MssqlSettings;
  const opened: { close(): Promise<unknown> }[] = [];

  beforeAll(async () => {
    vi.stubEnv("PARTWISE_LOG_LEVEL", "off");
    database = await createTestDatabase(url as string, { rows: SAMPLE_ERP });
  }, 120_000);
  afterAll(async () => await database?.drop());
  beforeEach(async () => {
    const { server, port, user, password, options } = driverConfig(database.connection);
    proxy = await createTcpProxy({ host: server, port: port ?? 1433 });
    const flags = `encrypt=${options?.encrypt !== false}&trustServerCertificate=true`;
    const account = `${encodeURIComponent(user ?? "")}:${encodeURIComponent(password ?? "")}`;
    behindProxy = {
      ...database.connection,
      url: `mssql://${account}@127.0.0.1:${proxy.port}/${database.name}?${flags}`,
      connectTimeoutMs: 2000,
    };
  });
  afterEach(async () => {
    proxy.resume();
    await Promise.all(opened.splice(0).map((each) => each.close()));
    await proxy.stop();
  });

  function openLive(): LiveErpPort {
    const settings = { ...DEFAULT_ERP_SETTINGS, schema: "dbo" };
    const live = openLiveErp({ connection: behindProxy, settings, timeoutMs: LIVE_TIMEOUT_MS });
    opened.push(live);
    return live;
  }
  function openPool(parts: Partial<MssqlSettings> = {}): MssqlPool {
    const pool = createMssqlPool({ ...behindProxy, ...parts });
    opened.push(pool);
    return pool;
  }
  /** The agreement page; what is asserted of it is what a person sees. */
  async function page(live: LiveErpPort) {
    const context = fakeContext(kept, { live, nowSec: () => fakeSec(60.5) });
    const view = await recommendForAgreement(manager, { customerId: "10", agreementId: "100", query: {} }, context);
    const newest = Math.max(
      ...view.reorder.flatMap((row) => row.evidence.map((one) => Date.parse(one.orderedAt) / 1000)),
    );
    return { history: view.stamp.history, newest, asOf: view.options.asOf, listed: view.reorder.length };
  }
  const LIVE = { history: "live", newest: orderedLast, asOf: "2024-02-02T00:00:00.000Z", listed: 3 };
  const STAND_IN = {
    history: "stand_in",
    newest: fakeSec(0.5),
    asOf: new Date(fakeSec(15) * 1000).toISOString(),
    listed: 1,
  };
  const settled = (live: LiveErpPort, wanted: unknown) =>
    expect.poll(() => page(live), { timeout: 15_000, interval: 100 }).toEqual(wanted);

  it("does well, the page shows orders that came in after the snapshot", { timeout: 60_000 }, async () => {
    const live = openLive();
    await settled(live, LIVE);
    expect(orderedLast).toBeGreaterThan(fakeSec(14) + DAY_SEC);
    expect(live.status()).toMatchObject({ state: "ok", reason: null });
  });

  it("is down at the start, the snapshot answers, labelled, until it comes up", { timeout: 60_000 }, async () => {
    await proxy.stop();
    const live = openLive();
    expect(await page(live)).toEqual(STAND_IN);
    expect(live.status()).toMatchObject({ state: "degraded", reason: "unreachable" });
    await proxy.start();
    await settled(live, LIVE);
    expect(live.status().state).toBe("ok");
  });

  it("is killed and stays away, and comes back", { timeout: 60_000 }, async () => {
    const live = openLive();
    await settled(live, LIVE);
    await proxy.stop();
    expect(await page(live)).toEqual(STAND_IN);
    expect(live.status()).toMatchObject({ state: "degraded", reason: "unreachable" });
    await proxy.start();
    await settled(live, LIVE);
  });

  it("restarts between two questions, nobody notices", { timeout: 60_000 }, async () => {
    const live = openLive();
    await settled(live, LIVE);
    for (let times = 0; times < 3; times++) {
      proxy.cut();
      expect(await page(live)).toEqual(LIVE);
    }
    expect(live.status().state).toBe("ok");
  });

  it("hangs, one time-out is waited for and no more, and it recovers by itself", { timeout: 60_000 }, async () => {
    const live = openLive();
    await settled(live, LIVE);
    proxy.pause();
    const together = await Promise.all(Array.from({ length: 100 }, () => page(live)));
    expect(together).toEqual(together.map(() => STAND_IN));
    expect(live.status()).toMatchObject({ state: "degraded" });
    for (let times = 0; times < 200; times++) expect(await page(live)).toEqual(STAND_IN);
    proxy.resume();
    await settled(live, LIVE);
    expect(live.status().state).toBe("ok");
  });

  it("refuses the account, the snapshot answers and the status says so", { timeout: 60_000 }, async () => {
    behindProxy = { ...behindProxy, url: behindProxy.url.replace(/\/\/[^@]*@/, "//sa:wrong@") };
    const live = openLive();
    expect(await page(live)).toEqual(STAND_IN);
    await expect.poll(() => live.status().reason).toBe("refused");
  });

  const slow = (seconds: number) => ({
    query: { sql: `WAITFOR DELAY '00:00:0${seconds}'; SELECT 1 AS one`, parameters: {} },
    values: {},
  });
  const quick = { query: { sql: "SELECT 1 AS one", parameters: {} }, values: {} };

  it("loses the connection under a read, the read is sent again", { timeout: 60_000 }, async () => {
    const pool = openPool();
    await pool.query(quick);
    const answer = pool.query(slow(1));
    setTimeout(() => proxy.cut(), 300);
    expect(await answer).toEqual([{ one: 1 }]);
  });

  it("is too slow, the statement ends and its connection serves the next", { timeout: 60_000 }, async () => {
    const pool = openPool({ poolSize: 1, poolOverflow: 0 });
    const late = await pool.query({ ...slow(5), timeoutMs: 300 }).catch((error: unknown) => error);
    expect(sourceProblemOf(late)).toBe("slow");
    await expect.poll(() => pool.figures().running, { timeout: 4000 }).toBe(0);
    expect(await pool.query(quick)).toEqual([{ one: 1 }]);
  });

  it("works for a reader who leaves, it is told to stop and the place is free", { timeout: 60_000 }, async () => {
    const pool = openPool({ poolSize: 1, poolOverflow: 0 });
    await pool.query(quick);
    const gone = new AbortController();
    const waiting = pool.query({ ...slow(5), signal: gone.signal }).catch((error: unknown) => error);
    setTimeout(() => gone.abort(), 200);
    expect(await waiting).toMatchObject({ code: "unavailable" });
    await expect.poll(() => pool.figures().running, { timeout: 4000 }).toBe(0);
    expect(await pool.query(quick)).toEqual([{ one: 1 }]);
  });

  it("is overrun, no more connections are made than the pool may, and the overflow is closed after", {
    timeout: 60_000,
  }, async () => {
    const pool = openPool({ poolSize: 2, poolOverflow: 1, queueMost: 3, queueTimeoutMs: 100 });
    const ends = await Promise.allSettled(Array.from({ length: 20 }, () => pool.query(slow(1))));
    const failed = ends.flatMap((end) => (end.status === "rejected" ? [sourceProblemOf(end.reason)] : []));
    expect(failed.every((problem) => problem === "busy")).toBe(true);
    expect(ends.length - failed.length).toBe(3);
    expect(proxy.figures().open).toBeLessThanOrEqual(3);
    await expect.poll(() => proxy.figures().open, { timeout: 8000 }).toBe(2);
  });
});
