import { sqlText, withDuckDb } from "@/lib/data/duckdb/duckdb-file";
import { createTableSql, ERP_TABLES, type IdTypes } from "@/lib/data/erp/schema";

type Value = string | number | boolean | null;
/** Rows by table; columns left out take the schema's default. */
export type TinyErp = Readonly<Record<string, readonly Readonly<Record<string, Value>>[]>>;

export interface TinyErpOptions {
  readonly idTypes?: IdTypes;
  readonly withoutTables?: readonly string[];
  /** `Table.Column` */
  readonly withoutColumns?: readonly string[];
  /** Statements that change the tables once the rows are in. */
  readonly afterwards?: readonly string[];
}

/** An ERP file with the rows a test names and nothing else. */
export async function writeTinyErp(file: string, rows: TinyErp, options: TinyErpOptions = {}): Promise<void> {
  await withDuckDb(file, { access: "read_write" }, async (connection) => {
    // One transaction: a sync to disk a statement would take most of the time of a test.
    await connection.run("BEGIN");
    for (const table of ERP_TABLES.filter(({ name }) => !options.withoutTables?.includes(name))) {
      const columns = table.columns.filter(
        (column) => !options.withoutColumns?.includes(`${table.name}.${column.name}`),
      );
      await connection.run(createTableSql({ ...table, columns }, { idTypes: options.idTypes }));
    }
    for (const statement of insertStatements(rows)) await connection.run(statement);
    await connection.run("COMMIT");
    for (const statement of options.afterwards ?? []) await connection.run(statement);
  });
}

/** Plain INSERTs in the dialect both engines share. */
export function insertStatements(
  rows: TinyErp,
  { schema, flags = "words" }: { schema?: string; flags?: "words" | "bits" } = {},
): string[] {
  const literal = (value: Value) => {
    if (value === null) return "NULL";
    if (typeof value === "boolean") return flags === "bits" ? String(Number(value)) : String(value);
    return typeof value === "number" ? String(value) : `${flags === "bits" ? "N" : ""}${sqlText(value)}`;
  };
  return Object.entries(rows).flatMap(([table, each]) =>
    each.map((row) => {
      const columns = Object.keys(row).map((name) => `"${name}"`);
      return `INSERT INTO ${schema ? `${schema}.` : ""}"${table}" (${columns.join(", ")}) VALUES (${Object.values(row).map(literal).join(", ")})`;
    }),
  );
}
