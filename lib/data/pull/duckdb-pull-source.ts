import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { bindable } from "@/lib/data/duckdb/duckdb-runner";
import { sqlDialect } from "@/lib/data/erp/sql-dialect";
import type { PulledRow, PullSource } from "./pull-source";

/** An open DuckDB database as the source of a pull: the mirror of the last pull, and what tests pull from. Not closed here. */
export function duckDbPullSource(
  connection: DuckDBConnection,
  { schema = "main", name = "duckdb" }: { schema?: string; name?: string } = {},
): PullSource {
  return {
    dialect: sqlDialect("duckdb", schema),
    schema,
    name,
    async *batches(query, values) {
      const bound = Object.entries(query.parameters).map(([parameter, type]) => [
        parameter,
        bindable(type, values[parameter] ?? null),
      ]);
      const result = await connection.stream(query.sql, Object.fromEntries(bound) as Record<string, DuckDBValue>);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (!chunk || chunk.rowCount === 0) return;
        const vectors = Array.from({ length: result.columnCount }, (_, column) => chunk.getColumnVector(column));
        const rows: PulledRow[] = new Array(chunk.rowCount);
        for (let at = 0; at < chunk.rowCount; at++) rows[at] = vectors.map((vector) => vector.getItem(at));
        yield rows;
      }
    },
    close: async () => undefined,
  };
}
