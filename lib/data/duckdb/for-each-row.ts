import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";

/** Streams a statement's rows; the array is reused, so `take` must copy what it keeps. Memory stays at one chunk. */
export async function forEachRow(
  connection: DuckDBConnection,
  sql: string,
  take: (row: readonly DuckDBValue[]) => void,
): Promise<void> {
  const result = await connection.stream(sql);
  const row: DuckDBValue[] = new Array(result.columnCount);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    const vectors = Array.from({ length: result.columnCount }, (_, column) => chunk.getColumnVector(column));
    for (let index = 0; index < chunk.rowCount; index++) {
      for (let column = 0; column < vectors.length; column++) row[column] = vectors[column].getItem(index);
      take(row);
    }
  }
}
