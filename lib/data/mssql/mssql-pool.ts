import { setTimeout as sleep } from "node:timers/promises";
import sql from "mssql";
import type { ErpStatement } from "@/lib/data/erp/create-erp";
import { AppError } from "@/lib/domain/app-error";
import { createAdmissionGate } from "./admission-gate";
import { bindParameters } from "./bind-parameters";
import { isWorthAnotherTry, StatementTimeoutError } from "./mssql-errors";
import { driverConfig, type MssqlSettings } from "./mssql-settings";

export interface MssqlStatement extends ErpStatement {
  /** Default: `queryTimeoutMs` of the settings. Covers waiting for a connection, every attempt and the reading. */
  readonly timeoutMs?: number;
}

/** The connections to one SQL Server. Every failure is AppError `unavailable`; what the driver said is its cause. */
export interface MssqlPool {
  /** Rows of a read. Sent again, at most twice, when the connection broke or the server said that it may be. */
  query(statement: MssqlStatement): Promise<unknown[]>;
  figures(): { readonly running: number; readonly waiting: number };
  close(): Promise<void>;
}

const TRIES = 3;
const FIRST_PAUSE_MS = 50;
/** Overflow connections live on for so long: one burst often follows another. */
const OVERFLOW_IDLE_MS = 1000;
/** The driver gets this long to report its own time-out first: its message says more. */
const GRACE_MS = 250;

/** Connects at the first statement, not before: a program whose server is away starts all the same. */
export function createMssqlPool(settings: MssqlSettings, database: string | null = null): MssqlPool {
  const { poolSize, poolOverflow, queueMost, queueTimeoutMs } = settings;
  const kept = createConnections(settings, { most: poolSize, idleMs: settings.poolIdleSec * 1000, database });
  const overflow = createConnections(settings, { most: poolOverflow, idleMs: OVERFLOW_IDLE_MS, database });
  const gate = createAdmissionGate({ most: poolSize + poolOverflow, queueMost, queueTimeoutMs });
  let keptInUse = 0;
  let isClosed = false;

  /** Holds a place until the driver is done, which may be later than the caller waits. */
  async function withRequest<Result>(
    { signal, timeoutMs }: { signal?: AbortSignal; timeoutMs: number },
    work: (request: sql.Request) => Promise<Result>,
  ): Promise<Result> {
    if (isClosed) throw new Error("The pool was closed.");
    const leave = await gate.enter(signal);
    const isKept = keptInUse < poolSize;
    if (isKept) keptInUse++;
    let isDone = false;
    let request: sql.Request | null = null;
    const stop = () => request?.cancel();
    const settled = (async () => {
      try {
        const pool = await (isKept ? kept : overflow).connected();
        if (isDone) throw new StatementTimeoutError("The connection came too late.");
        request = requestOf(pool, timeoutMs);
        return await work(request);
      } finally {
        if (isKept) keptInUse--;
        leave();
      }
    })();
    try {
      return await within({ timeoutMs: timeoutMs + GRACE_MS, signal, stop }, settled);
    } finally {
      isDone = true;
    }
  }

  async function query({ query: wanted, values, signal, timeoutMs = settings.queryTimeoutMs }: MssqlStatement) {
    const endMs = performance.now() + timeoutMs;
    for (let attempt = 1; ; attempt++) {
      try {
        const leftMs = Math.max(1, Math.round(endMs - performance.now()));
        return await withRequest({ signal, timeoutMs: leftMs }, async (request) => {
          bindParameters(request, wanted.parameters, values);
          return (await request.query(wanted.sql)).recordset as unknown[];
        });
      } catch (error) {
        const pauseMs = FIRST_PAUSE_MS * 4 ** (attempt - 1) * (1 + Math.random());
        const isLast = attempt === TRIES || performance.now() + pauseMs >= endMs;
        if (isLast || signal?.aborted || isClosed || !isWorthAnotherTry(error)) throw unavailable(error);
        await sleep(pauseMs);
      }
    }
  }

  return {
    query,
    figures: gate.figures,
    async close() {
      isClosed = true;
      await Promise.all([kept.close(), overflow.close()]);
    },
  };
}

interface Connections {
  connected(): Promise<sql.ConnectionPool>;
  close(): Promise<void>;
}

function createConnections(
  settings: MssqlSettings,
  { most, idleMs, database }: { most: number; idleMs: number; database: string | null },
): Connections {
  let opening: Promise<sql.ConnectionPool> | null = null;
  async function open(): Promise<sql.ConnectionPool> {
    const pool = new sql.ConnectionPool({
      ...driverConfig(settings, database),
      // A connection is asked whether it lives (SELECT 1) each time it is taken out.
      validateConnection: true,
      pool: { min: 0, max: most, idleTimeoutMillis: idleMs, acquireTimeoutMillis: settings.connectTimeoutMs + 1000 },
    });
    // An error of an idle connection is no error of a request: the pool replaces the connection.
    pool.on("error", () => undefined);
    return pool.connect();
  }
  return {
    connected() {
      opening ??= open().catch((error: unknown) => {
        // The next statement tries again.
        opening = null;
        throw error;
      });
      return opening;
    },
    async close() {
      const pool = await opening?.catch(() => null);
      await pool?.close();
    },
  };
}

/** The driver takes a time-out for each request; its types do not say so. */
function requestOf(pool: sql.ConnectionPool, timeoutMs: number): sql.Request {
  return (pool.request as (options: { requestTimeout: number }) => sql.Request).call(pool, {
    requestTimeout: timeoutMs,
  });
}

/** Rejects at the time-out or the signal, telling the driver to stop; what it still does then settles unheard. */
function within<Value>(
  { timeoutMs, signal, stop }: { timeoutMs: number; signal?: AbortSignal; stop: () => void },
  work: Promise<Value>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const giveUp = (reason: unknown) => {
      stop();
      reject(reason);
    };
    const timer = setTimeout(() => giveUp(new StatementTimeoutError("The statement took too long.")), timeoutMs);
    const onAbort = () => giveUp(signal?.reason);
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    });
  });
}

/** The cause, which may name a server or an account, is for the log and not for the person. */
function unavailable(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return new AppError("unavailable", "The order database does not answer.", {
    remedy: "Check the connection settings and that SQL Server can be reached: `npm run doctor` says what is wrong.",
    cause,
  });
}
