import { type DuckDBAppender, type DuckDBConnection, DuckDBDataChunk, type DuckDBType } from "@duckdb/node-api";

/** DuckDB's vector size: the most rows a chunk may have. */
const CHUNK_ROWS = 2048;
/** Rows between two flushes into the table. */
const FLUSH_CHUNKS = 64;

/** Value of a column in a row; NaN and null both are stored as NULL. */
export type ValueAt = (row: number) => string | number | boolean | null;

/** Appends blocks of rows column by column, without an object a row. */
export class ColumnAppender {
  readonly #appender: DuckDBAppender;
  readonly #types: DuckDBType[];
  #chunks = 0;

  private constructor(appender: DuckDBAppender, columnCount: number) {
    this.#appender = appender;
    this.#types = Array.from({ length: columnCount }, (_, column) => appender.columnType(column));
  }

  static async open(
    connection: DuckDBConnection,
    table: { name: string; columnCount: number },
  ): Promise<ColumnAppender> {
    return new ColumnAppender(await connection.createAppender(table.name), table.columnCount);
  }

  append(rowCount: number, columns: readonly ValueAt[]): void {
    for (let from = 0; from < rowCount; from += CHUNK_ROWS) {
      const size = Math.min(CHUNK_ROWS, rowCount - from);
      const chunk = DuckDBDataChunk.create(this.#types, size);
      for (let column = 0; column < columns.length; column++) {
        const vector = chunk.getColumnVector(column);
        const valueAt = columns[column];
        for (let row = 0; row < size; row++) {
          const value = valueAt(from + row);
          vector.setItem(row, Number.isNaN(value) ? null : value);
        }
        vector.flush();
      }
      this.#appender.appendDataChunk(chunk);
      if (++this.#chunks % FLUSH_CHUNKS === 0) this.#appender.flushSync();
    }
  }

  close(): void {
    this.#appender.closeSync();
  }
}
