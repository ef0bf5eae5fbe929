import sql from "mssql";
import { sqlDialect } from "@/lib/data/erp/sql-dialect";
import { bindParameters } from "@/lib/data/mssql/bind-parameters";
import { driverConfig, type MssqlSettings } from "@/lib/data/mssql/mssql-settings";
import { AppError } from "@/lib/domain/app-error";
import type { PulledRow, PullSource } from "./pull-source";

/** Rows taken together, and how many batches may wait before the server is told to hold on. */
const BATCH_ROWS = 2048;
const WAITING_BATCHES = 4;
/** The sums of a large table take minutes on a small server; a page would never wait so long. */
const STATEMENT_TIMEOUT_MS = 30 * 60_000;

/**
 * SQL Server as the source of a pull. It has one connection of its own, beside the pool that serves people: a pull neither
 * waits for them nor keeps them waiting.
 */
export async function openMssqlPullSource({
  connection,
  schema,
}: {
  connection: MssqlSettings;
  schema: string;
}): Promise<PullSource> {
  const config = driverConfig(connection);
  try {
    const pool = new sql.ConnectionPool({
      ...config,
      pool: { min: 0, max: 1 },
      requestTimeout: STATEMENT_TIMEOUT_MS,
      options: { ...config.options, appName: "partwise-pull" },
    });
    pool.on("error", () => undefined);
    await pool.connect();
    return mssqlPullSource(pool, { schema, name: `${config.server}:${config.port ?? ""}/${config.database ?? ""}` });
  } catch (cause) {
    throw unavailable(cause);
  }
}

function mssqlPullSource(pool: sql.ConnectionPool, { schema, name }: { schema: string; name: string }): PullSource {
  return {
    dialect: sqlDialect("mssql", schema),
    schema,
    name,
    async *batches(query, values) {
      const request = pool.request();
      bindParameters(request, query.parameters, values);
      yield* streamed(request, query.sql);
    },
    close: async () => pool.close(),
  };
}

/** The driver pushes rows; this holds it back while nobody takes them, so that memory stays at a few batches. */
async function* streamed(request: sql.Request, text: string): AsyncGenerator<readonly PulledRow[]> {
  let filling: PulledRow[] = [];
  const full: PulledRow[][] = [];
  let failure: unknown = null;
  let isDone = false;
  let isPaused = false;
  let wake: () => void = () => undefined;
  request.stream = true;
  request.arrayRowMode = true;
  request.on("row", (row: unknown) => {
    filling.push(row as PulledRow);
    if (filling.length < BATCH_ROWS) return;
    full.push(filling);
    filling = [];
    if (full.length >= WAITING_BATCHES && !isPaused) {
      isPaused = true;
      request.pause();
    }
    wake();
  });
  request.on("error", (error: unknown) => {
    failure ??= error;
    wake();
  });
  request.on("done", () => {
    isDone = true;
    wake();
  });
  // In streaming mode errors come as events; the promise says the same again.
  void Promise.resolve(request.query(text)).catch((error: unknown) => {
    failure ??= error;
    isDone = true;
    wake();
  });
  try {
    for (;;) {
      const batch = full.shift();
      if (batch) {
        yield batch;
        continue;
      }
      if (failure !== null) throw unavailable(failure);
      if (isDone) break;
      if (isPaused) {
        isPaused = false;
        request.resume();
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (full.length > 0 || failure !== null || isDone) resolve();
      });
    }
    if (filling.length > 0) yield filling;
  } finally {
    if (!isDone) request.cancel();
  }
}

/** The cause, which may name a server or an account, is for the log and not for the person. */
function unavailable(cause: unknown): AppError {
  return new AppError("unavailable", "The order database stopped answering while it was read.", {
    remedy: "The data of the last pull still serves. Check the connection and pull again.",
    cause,
  });
}
