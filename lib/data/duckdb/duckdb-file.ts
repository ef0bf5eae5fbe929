import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { settledConnection } from "./settled-connection";

export interface DuckDbFileOptions {
  readonly access: "read_only" | "read_write";
  /** Bounds DuckDB's own memory; what does not fit goes to the temporary folder. */
  readonly memoryLimitMb?: number;
  readonly temporaryFolder?: string;
  readonly threads?: number;
}

/** Opens a DuckDB database file, or `:memory:`. Nothing is ever downloaded, and only files named by us are read. */
export async function openDuckDb(path: string, options: DuckDbFileOptions): Promise<DuckDBInstance> {
  const settings: Record<string, string> = {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  };
  if (path !== ":memory:") settings.access_mode = options.access.toUpperCase();
  if (options.memoryLimitMb) settings.memory_limit = `${options.memoryLimitMb}MB`;
  if (options.temporaryFolder) settings.temp_directory = options.temporaryFolder;
  if (options.threads) settings.threads = String(options.threads);
  return DuckDBInstance.create(path, settings);
}

/** Opens, runs, closes: for a job that uses one connection. What `work` leaves running is ended before. */
export async function withDuckDb<Result>(
  path: string,
  options: DuckDbFileOptions,
  work: (connection: DuckDBConnection) => Promise<Result>,
): Promise<Result> {
  const instance = await openDuckDb(path, options);
  try {
    const opened = await instance.connect();
    const { connection, settle } = settledConnection(opened);
    try {
      return await work(connection);
    } finally {
      await settle();
      opened.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/** A text literal of SQL, for statements that take no parameters (COPY, CREATE TABLE AS over a file). */
export const sqlText = (value: string) => `'${value.replaceAll("'", "''")}'`;
