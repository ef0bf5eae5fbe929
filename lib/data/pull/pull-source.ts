import type { ErpQuery, ParameterValue, SqlDialect } from "@/lib/data/erp/sql-dialect";

/** Values in the order of the statement's columns; BIGINT as bigint or as text, whatever the driver gives. */
export type PulledRow = readonly unknown[];

/** The order database as a pull reads it: rows come in batches, and none is asked for before the last was taken. */
export interface PullSource {
  readonly dialect: SqlDialect;
  readonly schema: string;
  /** Server and database, without an account: a mirror of another source is no base for the next pull. */
  readonly name: string;
  /** Throws AppError `unavailable` when the source stops answering. Leaving the loop early ends the statement. */
  batches(query: ErpQuery, values: Readonly<Record<string, ParameterValue>>): AsyncIterable<readonly PulledRow[]>;
  close(): Promise<void>;
}

/** All rows of a statement that gives few. */
export async function allRows(
  source: PullSource,
  query: ErpQuery,
  values: Readonly<Record<string, ParameterValue>>,
): Promise<PulledRow[]> {
  const rows: PulledRow[] = [];
  for await (const batch of source.batches(query, values)) rows.push(...batch);
  return rows;
}
