import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBTimestampValue,
  DuckDBUUIDValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { LogicalType } from "@/lib/data/erp/schema";
import type { PulledRow } from "./pull-source";

/** DuckDB's vector size: the most rows a data chunk may hold. */
const CHUNK_ROWS = 2048;
/** Rows between flushes: one row group of DuckDB, so that memory stays bounded and groups are full. */
const FLUSH_ROWS = 122_880;
const MICROS = 1_000_000n;

/** How a column of the source becomes one of the mirror; `id` of text stays text. */
export type PulledType = Exclude<LogicalType, "id"> | "whole-id" | "text-id";

const CONVERT: Readonly<Record<PulledType, (value: unknown) => DuckDBValue>> = {
  "whole-id": (value) => (typeof value === "bigint" ? value : BigInt(value as string | number)),
  "text-id": (value) => String(value),
  uuid: (value) => DuckDBUUIDValue.fromUint128(BigInt(`0x${String(value).replaceAll("-", "")}`)),
  timestamp: (value) => new DuckDBTimestampValue(BigInt(value as number) * MICROS),
  boolean: (value) => Number(value) !== 0,
  text: (value) => String(value),
  double: (value) => Number(value),
  decimal: (value) => Number(value),
  integer: (value) => Number(value),
};

/**
 * Appends a source's rows to a table whose columns are in their order. Memory stays at one row group. Returns how many
 * rows there were; `onRows` hears the count now and then.
 */
export async function appendRows(
  connection: DuckDBConnection,
  {
    table,
    types,
    batches,
    onRows = () => undefined,
  }: {
    readonly table: string;
    readonly types: readonly PulledType[];
    readonly batches: AsyncIterable<readonly PulledRow[]>;
    readonly onRows?: (rows: number) => void;
  },
): Promise<number> {
  const appender = await connection.createAppender(table);
  const columnTypes = types.map((_, column) => appender.columnType(column));
  const converters = types.map((type) => CONVERT[type]);
  let total = 0;
  let unflushed = 0;
  try {
    for await (const batch of batches) {
      for (let from = 0; from < batch.length; from += CHUNK_ROWS) {
        const count = Math.min(CHUNK_ROWS, batch.length - from);
        const chunk = DuckDBDataChunk.create(columnTypes, count);
        for (let column = 0; column < converters.length; column++) {
          const vector = chunk.getColumnVector(column);
          const convert = converters[column];
          for (let at = 0; at < count; at++) {
            const value = batch[from + at][column];
            vector.setItem(at, value === null || value === undefined ? null : convert(value));
          }
          vector.flush();
        }
        appender.appendDataChunk(chunk);
        unflushed += count;
      }
      total += batch.length;
      if (unflushed >= FLUSH_ROWS) {
        appender.flushSync();
        unflushed = 0;
      }
      onRows(total);
    }
  } finally {
    appender.closeSync();
  }
  return total;
}
