import sql from "mssql";
import type { ErpRunner } from "@/lib/data/erp/create-erp";
import { type ErpQuery, type ParameterType, type ParameterValue, sqlDialect } from "@/lib/data/erp/sql-dialect";
import { AppError } from "@/lib/domain/app-error";

export interface MssqlOptions {
  /** `Server=host,1433;Database=ConcordDb_v5;User Id=...;Password=...;Encrypt=true` */
  readonly connectionString: string;
  readonly schema: string;
  readonly queryTimeoutMs?: number;
}

const POOL_MOST = 30;
const POOL_IDLE_MS = 300_000;
const QUERY_TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** Runs the ERP statements on SQL Server. Naive timestamps are UTC both ways; the driver quotes names (QUOTED_IDENTIFIER ON). */
export async function openMssqlRunner({
  connectionString,
  schema,
  queryTimeoutMs = QUERY_TIMEOUT_MS,
}: MssqlOptions): Promise<ErpRunner> {
  try {
    const parsed = sql.ConnectionPool.parseConnectionString(connectionString);
    const pool = new sql.ConnectionPool({
      ...parsed,
      pool: { ...parsed.pool, min: 0, max: POOL_MOST, idleTimeoutMillis: POOL_IDLE_MS },
      requestTimeout: queryTimeoutMs,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      options: { ...parsed.options, useUTC: true, appName: "partwise" },
    });
    // An error of an idle connection is no error of a request: the pool replaces the connection.
    pool.on("error", () => undefined);
    await pool.connect();
    return new MssqlRunner(pool, schema);
  } catch (cause) {
    throw unavailable(cause);
  }
}

class MssqlRunner implements ErpRunner {
  readonly dialect;

  constructor(
    private readonly pool: sql.ConnectionPool,
    schema: string,
  ) {
    this.dialect = sqlDialect("mssql", schema);
  }

  async run(query: ErpQuery, values: Readonly<Record<string, ParameterValue>>): Promise<unknown[]> {
    const request = this.pool.request();
    for (const [name, type] of Object.entries(query.parameters))
      bind({ request, name, type, value: values[name] ?? null });
    try {
      return (await request.query(query.sql)).recordset;
    } catch (cause) {
      throw unavailable(cause);
    }
  }

  async close(): Promise<void> {
    await this.pool.close();
  }
}

function bind({
  request,
  name,
  type,
  value,
}: {
  request: sql.Request;
  name: string;
  type: ParameterType;
  value: ParameterValue;
}): void {
  if (type === "instant")
    request.input(name, sql.DateTime2(0), value === null ? null : new Date((value as number) * 1000));
  else if (type === "ids") request.input(name, sql.NVarChar(sql.MAX), JSON.stringify(value));
  else if (type === "bigint") request.input(name, sql.BigInt, value);
  else if (type === "integer") request.input(name, sql.Int, value);
  else request.input(name, sql.NVarChar(400), value);
}

/** The cause, which may name a server or an account, is for the log and not for the person. */
function unavailable(cause: unknown): AppError {
  return new AppError("unavailable", "The order database does not answer.", {
    remedy: "Check the connection settings and that SQL Server can be reached.",
    cause,
  });
}
