import type { DuckDBConnection } from "@duckdb/node-api";

/** Prepares tables on the connection and answers the SELECT that yields the rows of a feature file, in their order. */
export type RowSource = (connection: DuckDBConnection) => Promise<string>;
