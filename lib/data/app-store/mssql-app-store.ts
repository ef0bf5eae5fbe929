import sql from "mssql";
import { DEFAULT_MSSQL_SETTINGS, driverConfig } from "@/lib/data/mssql/mssql-settings";
import { AppError } from "@/lib/domain/app-error";
import { StoreFailure } from "@/lib/domain/store-failure";
import type { AppStorePort } from "./app-store-port";
import { createAppStore } from "./create-app-store";
import { MSSQL_MIGRATIONS } from "./mssql-migrations";
import { newerVersion } from "./newer-version";
import type { Answer, Program, Statement, StoreDialect } from "./store-program";

export interface MssqlStoreOptions {
  /** Address of the store's own database, with an account that owns it: it makes and changes tables there. */
  readonly url: string;
  /** null: the one in the address. */
  readonly database?: string | null;
  readonly connectTimeoutMs?: number;
  readonly queryTimeoutMs?: number;
}

const DIALECT: StoreDialect = {
  insertNumbered: (table, columns) =>
    `INSERT INTO ${table} (${columns.map((name) => `"${name}"`).join(", ")}) VALUES (${columns.map((name) => `@${name}`).join(", ")});
SELECT CAST(SCOPE_IDENTITY() AS bigint) AS id;`,
  page: "OFFSET @offset ROWS FETCH NEXT @limit ROWS ONLY",
};

const MOST_CONNECTIONS = 8;
const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 6_000;
/** How long a write waits for another process's. */
const LOCK_TIMEOUT_MS = 5_000;
/** How long one waits for those of this process. */
const TURN_TIMEOUT_MS = 15_000;
const LARGEST_INT = 2 ** 31 - 1;
const LONGEST_PLAIN_TEXT = 4_000;

/**
 * One writer at a time over all processes, as SQLite has it: rows of one thing are numbered without gaps, and ids never appear
 * after larger ones were seen. Held until the transaction ends; any login may take it.
 */
const TAKE_LOCK = `DECLARE @taken int;
EXEC @taken = sp_getapplock @Resource = N'partwise-store', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = ${LOCK_TIMEOUT_MS};
IF @taken < 0 THROW 50002, N'The store is held by another writer.', 1;`;

/**
 * The store in a database of SQL Server 2016 or later. Connects and brings the schema up to date before it answers. Throws
 * StoreFailure, or AppError `unavailable` for a schema of a newer version.
 */
export async function openMssqlAppStore(options: MssqlStoreOptions): Promise<AppStorePort> {
  const pool = await connect(options);
  try {
    await guarded(() => migrate(pool));
  } catch (error) {
    await pool.close();
    throw error;
  }
  const inTurn = oneByOne();
  return createAppStore({
    dialect: DIALECT,
    read: (program) => guarded(() => run(program(), () => pool.request())),
    write: (program) => inTurn(() => guarded(() => inTransaction(pool, (request) => run(program(), request)))),
    close: () => pool.close(),
  });
}

async function connect({ url, database = null, connectTimeoutMs, queryTimeoutMs }: MssqlStoreOptions) {
  const config = driverConfig(
    {
      ...DEFAULT_MSSQL_SETTINGS,
      url,
      connectTimeoutMs: connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
      queryTimeoutMs: queryTimeoutMs ?? QUERY_TIMEOUT_MS,
    },
    database,
  );
  const pool = new sql.ConnectionPool({
    ...config,
    // A connection is asked whether it lives (SELECT 1) each time it is taken out.
    validateConnection: true,
    pool: { min: 0, max: MOST_CONNECTIONS, acquireTimeoutMillis: (connectTimeoutMs ?? CONNECT_TIMEOUT_MS) + 1000 },
  });
  // An error of an idle connection is no error of a request: the pool replaces the connection.
  pool.on("error", () => undefined);
  return await guarded(() => pool.connect());
}

type NewRequest = () => sql.Request;

async function run<Result>(program: Program<Result>, newRequest: NewRequest): Promise<Result> {
  let step = program.next();
  while (!step.done) step = program.next(await answer(newRequest(), step.value));
  return step.value;
}

async function answer(request: sql.Request, { sql: text, values }: Statement): Promise<Answer> {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== "number") {
      // One length for all short texts: the server keeps one plan a statement.
      const isLong = value !== null && value.length > LONGEST_PLAIN_TEXT;
      request.input(name, sql.NVarChar(isLong ? sql.MAX : LONGEST_PLAIN_TEXT), value);
    } else if (!Number.isInteger(value)) request.input(name, sql.Float, value);
    else request.input(name, Math.abs(value) <= LARGEST_INT ? sql.Int : sql.BigInt, value);
  }
  const { recordset, rowsAffected } = await request.query(text);
  return { rows: recordset ?? [], changes: rowsAffected.reduce((sum, rows) => sum + rows, 0) };
}

/** Writers of this process go one after another: each would hold a connection only to wait for the same lock. */
function oneByOne() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const endMs = performance.now() + TURN_TIMEOUT_MS;
    const turn = last.then(() => {
      if (performance.now() >= endMs) throw new StoreFailure("away", null);
      return work();
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** All of the work or none of it, behind the lock. A connection that breaks takes the transaction with it. */
async function inTransaction<Result>(pool: sql.ConnectionPool, work: (newRequest: NewRequest) => Promise<Result>) {
  const transaction = pool.transaction();
  await transaction.begin(sql.ISOLATION_LEVEL.READ_COMMITTED);
  try {
    await transaction.request().query(TAKE_LOCK);
    const result = await work(() => transaction.request());
    await transaction.commit();
    return result;
  } catch (error) {
    // The server may have ended it already.
    await transaction.rollback().catch(() => undefined);
    throw error;
  }
}

async function versionOf(newRequest: NewRequest): Promise<number> {
  const { recordset } = await newRequest().query(
    "IF OBJECT_ID(N'partwise_schema') IS NOT NULL SELECT s.version AS version FROM partwise_schema s;",
  );
  return recordset?.[0]?.version ?? 0;
}

/** Behind the lock before it looks, so that of two processes that start together one migrates and one finds it done. */
async function migrate(pool: sql.ConnectionPool): Promise<void> {
  // An account that has lost its right to write still reads an up-to-date store.
  if ((await versionOf(() => pool.request())) === MSSQL_MIGRATIONS.length) return;
  await inTransaction(pool, async (newRequest) => {
    const version = await versionOf(newRequest);
    if (version > MSSQL_MIGRATIONS.length) throw newerVersion();
    if (version === MSSQL_MIGRATIONS.length) return;
    if (version === 0) await newRequest().query("CREATE TABLE partwise_schema (version int NOT NULL);");
    for (const batch of MSSQL_MIGRATIONS.slice(version).flat()) await newRequest().batch(batch);
    await newRequest()
      .input("version", sql.Int, MSSQL_MIGRATIONS.length)
      .query("DELETE FROM partwise_schema; INSERT INTO partwise_schema (version) VALUES (@version);");
  });
}

/** Cannot write: no permission on the object or in the database, or the database is read-only. */
const READ_ONLY_NUMBERS: ReadonlySet<number> = new Set([229, 262, 3906, 3908]);
/** Damaged pages (823, 824: input and output; 825: read again) and a database that could not be recovered (926). */
const CORRUPT_NUMBERS: ReadonlySet<number> = new Set([823, 824, 825, 926]);

async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { number } = error as { number?: unknown };
    if (typeof number === "number" && CORRUPT_NUMBERS.has(number)) throw new StoreFailure("corrupt", error);
    throw new StoreFailure(typeof number === "number" && READ_ONLY_NUMBERS.has(number) ? "read_only" : "away", error);
  }
}
