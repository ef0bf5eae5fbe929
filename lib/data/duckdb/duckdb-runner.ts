import {
  type DuckDBConnection,
  type DuckDBInstance,
  type DuckDBMaterializedResult,
  type DuckDBPreparedStatement,
  DuckDBTimestampValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { ErpRunner, ErpStatement } from "@/lib/data/erp/create-erp";
import { type ParameterType, type ParameterValue, sqlDialect } from "@/lib/data/erp/sql-dialect";
import { AppError } from "@/lib/domain/app-error";
import { openDuckDb } from "./duckdb-file";

/** Statements wait for a free connection beyond this; two cores gain nothing from more. */
const CONNECTIONS = 4;
const MEMORY_MB = 256;

interface PooledConnection {
  readonly connection: DuckDBConnection;
  /** By SQL text: a connection runs one statement at a time, so each keeps its own. */
  readonly prepared: Map<string, DuckDBPreparedStatement>;
}

/** Runs the ERP statements on one DuckDB file, read-only, several at a time, prepared once per connection. */
export async function openDuckDbRunner({ file, schema }: { file: string; schema: string }): Promise<ErpRunner> {
  const instance = await openDuckDb(file, { access: "read_only", memoryLimitMb: MEMORY_MB, threads: 2 }).catch(
    (cause: unknown) => {
      throw new AppError("unavailable", "The embedded order database cannot be opened.", {
        remedy: "Make the demo data or import a folder again.",
        cause,
      });
    },
  );
  return new DuckDbRunner(instance, schema);
}

class DuckDbRunner implements ErpRunner {
  readonly dialect;
  private readonly idle: PooledConnection[] = [];
  private readonly waiting: { resolve: (connection: PooledConnection) => void; reject: (error: unknown) => void }[] =
    [];
  private opened = 0;
  private busy = 0;
  private isClosed = false;

  constructor(
    private readonly instance: DuckDBInstance,
    schema: string,
  ) {
    this.dialect = sqlDialect("duckdb", schema);
  }

  /** A file answers in milliseconds: nothing is cancelled. */
  async run({ query, values }: ErpStatement): Promise<unknown[]> {
    const pooled = await this.take();
    try {
      let statement = pooled.prepared.get(query.sql);
      if (!statement) {
        statement = await pooled.connection.prepare(query.sql);
        pooled.prepared.set(query.sql, statement);
      }
      const bound = Object.entries(query.parameters).map(([name, type]) => [name, bindable(type, values[name])]);
      statement.bind(Object.fromEntries(bound) as Record<string, DuckDBValue>);
      return await rowObjects(await statement.run());
    } catch (cause) {
      throw new AppError("unavailable", "The embedded order database does not answer.", {
        remedy: "Try again in a moment.",
        cause,
      });
    } finally {
      this.giveBack(pooled);
    }
  }

  /** Waits for running statements: closing under them would end the process. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const { reject } of this.waiting.splice(0)) reject(closedError());
    for (const pooled of this.idle.splice(0)) shut(pooled);
    if (this.busy === 0) this.instance.closeSync();
  }

  private async take(): Promise<PooledConnection> {
    if (this.isClosed) throw closedError();
    const free = this.idle.pop();
    if (free) {
      this.busy++;
      return free;
    }
    if (this.opened < CONNECTIONS) {
      this.opened++;
      this.busy++;
      try {
        return { connection: await this.instance.connect(), prepared: new Map() };
      } catch (error) {
        this.opened--;
        this.busy--;
        throw error;
      }
    }
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  private giveBack(pooled: PooledConnection): void {
    const next = this.waiting.shift();
    if (next) {
      next.resolve(pooled);
      return;
    }
    this.busy--;
    if (!this.isClosed) {
      this.idle.push(pooled);
      return;
    }
    shut(pooled);
    if (this.busy === 0) this.instance.closeSync();
  }
}

/** The driver's own conversion goes through a converter per value and costs several times as much for a list of customers. */
async function rowObjects(result: DuckDBMaterializedResult): Promise<Record<string, unknown>[]> {
  const names = result.columnNames();
  const rows: Record<string, unknown>[] = [];
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return rows;
    const columns = names.map((_, index) => chunk.getColumnVector(index));
    for (let index = 0; index < chunk.rowCount; index++) {
      const row: Record<string, unknown> = {};
      for (let column = 0; column < names.length; column++) row[names[column]] = columns[column].getItem(index);
      rows.push(row);
    }
  }
}

function shut({ connection, prepared }: PooledConnection): void {
  for (const statement of prepared.values()) statement.destroySync();
  connection.closeSync();
}

function closedError(): AppError {
  return new AppError("unavailable", "The order database was closed.", { remedy: "Try again in a moment." });
}

const MICROS = 1_000_000n;

export function bindable(type: ParameterType, value: ParameterValue): DuckDBValue {
  if (value === null || value === undefined) return null;
  if (type === "bigint") return BigInt(value as string | number);
  if (type === "instant") return new DuckDBTimestampValue(BigInt(value as number) * MICROS);
  if (type === "ids") return JSON.stringify(value);
  return value as string | number;
}
