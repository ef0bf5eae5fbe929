import type { DuckDBConnection } from "@duckdb/node-api";
import { type CatalogueColumn, type ErpShape, erpShape } from "@/lib/data/erp/erp-shape";

/** What the tables of an open DuckDB file offer. */
export async function readShape(connection: DuckDBConnection, schema: string): Promise<ErpShape> {
  const reader = await connection.runAndReadAll(
    `SELECT table_schema AS table_schema, table_name AS table_name, column_name AS column_name, data_type AS data_type
FROM INFORMATION_SCHEMA.COLUMNS WHERE table_schema = $schema`,
    { schema },
  );
  return erpShape(reader.getRowObjectsJS() as unknown as CatalogueColumn[]);
}
