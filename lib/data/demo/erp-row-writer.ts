import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBUUIDValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import { createSchemaSql, ERP_TABLES, type LogicalType, type TableDefinition } from "@/lib/data/erp/schema";
import { Random } from "@/lib/numeric/random";
import type { RowSink, RowValue } from "./demo-options";

/** DuckDB's vector size: the most rows a data chunk may hold. */
const CHUNK_ROWS = 2048;
/** Rows between flushes: one row group of DuckDB, so that memory stays bounded and groups are full. */
const FLUSH_ROWS = 122_880;

/** Creates the ERP tables in an empty database and appends rows to them in data chunks. Close it to keep the rows. */
export async function openErpRowWriter(connection: DuckDBConnection): Promise<{ sink: RowSink; close: () => void }> {
  for (const sql of createSchemaSql()) await connection.run(sql);
  const tables = new Map<string, TableAppender>();
  for (const definition of ERP_TABLES) {
    tables.set(definition.name, new TableAppender(definition, await connection.createAppender(definition.name)));
  }
  return {
    sink: (name, row) => {
      const table = tables.get(name);
      if (!table) throw new Error(`Unknown ERP table: ${name}`);
      table.append(row);
    },
    close: () => {
      for (const table of tables.values()) table.close();
    },
  };
}

class TableAppender {
  readonly #definition: TableDefinition;
  readonly #appender: DuckDBAppender;
  readonly #types: DuckDBType[];
  readonly #publicIds: PublicIds;
  #rows: (readonly RowValue[])[] = [];
  #unflushed = 0;

  constructor(definition: TableDefinition, appender: DuckDBAppender) {
    this.#definition = definition;
    this.#appender = appender;
    this.#types = definition.columns.map((_, index) => appender.columnType(index));
    this.#publicIds = new PublicIds(definition.name);
  }

  append(row: readonly RowValue[]): void {
    // One value fewer than columns: the public id is made here.
    if (row.length !== this.#definition.columns.length - 1) {
      throw new Error(
        `${this.#definition.name} takes ${this.#definition.columns.length - 1} values, got ${row.length}`,
      );
    }
    this.#rows.push(row);
    if (this.#rows.length === CHUNK_ROWS) this.#writeChunk();
  }

  close(): void {
    if (this.#rows.length > 0) this.#writeChunk();
    this.#appender.closeSync();
  }

  #writeChunk(): void {
    const rows = this.#rows;
    const chunk = DuckDBDataChunk.create(this.#types, rows.length);
    this.#definition.columns.forEach((column, index) => {
      const vector = chunk.getColumnVector(index);
      const convert = CONVERT[column.type];
      for (let at = 0; at < rows.length; at++) {
        if (column.type === "uuid") vector.setItem(at, this.#publicIds.of(Number(rows[at][0])));
        else {
          const value = rows[at][index === 0 ? 0 : index - 1];
          vector.setItem(at, value === null ? null : convert(value));
        }
      }
      vector.flush();
    });
    this.#appender.appendDataChunk(chunk);
    this.#unflushed += rows.length;
    this.#rows = [];
    if (this.#unflushed >= FLUSH_ROWS) {
      this.#appender.flushSync();
      this.#unflushed = 0;
    }
  }
}

const CONVERT: Readonly<Record<LogicalType, (value: string | number | boolean) => DuckDBValue>> = {
  id: (value) => BigInt(value),
  uuid: (value) => value,
  timestamp: (value) => new DuckDBTimestampValue(BigInt(Number(value) * 1_000_000)),
  boolean: (value) => value,
  text: (value) => value,
  double: (value) => value,
  decimal: (value) => value,
  integer: (value) => value,
};

/** Version 4 shaped UUIDs that follow from table and row id (MurmurHash3's 32-bit finaliser over keyed words). */
class PublicIds {
  readonly #words = new Uint32Array(4);
  readonly #halves = new BigUint64Array(this.#words.buffer);
  readonly #key: readonly number[];

  constructor(table: string) {
    const random = new Random(table);
    this.#key = [random.nextUint32(), random.nextUint32(), random.nextUint32(), random.nextUint32()];
  }

  of(id: number): DuckDBUUIDValue {
    for (let word = 0; word < 4; word++) {
      let mixed = (id ^ this.#key[word]) + Math.imul(Math.floor(id / 2 ** 32), 0x9e3779b1);
      mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      this.#words[word] = mixed ^ (mixed >>> 16);
    }
    const high = (this.#halves[1] & 0xffff_ffff_ffff_0fffn) | 0x4000n;
    const low = (this.#halves[0] & 0x3fff_ffff_ffff_ffffn) | 0x8000_0000_0000_0000n;
    return DuckDBUUIDValue.fromUint128((high << 64n) | low);
  }
}
