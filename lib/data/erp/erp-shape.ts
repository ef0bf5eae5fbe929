import { AppError } from "@/lib/domain/app-error";
import type { IdKind, IdSqlType } from "./schema";
import { ERP_TABLES } from "./schema";

/** What a source offers, discovered once: tables, columns, and the types of its ids. */
export interface ErpShape {
  hasTable(table: string): boolean;
  hasColumn(table: string, column: string): boolean;
  idType(kind: IdKind): IdSqlType;
}

export interface CatalogueColumn {
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
}

const ID_HOME: Readonly<Record<IdKind, string>> = {
  customer: "Client",
  agreement: "ClientAgreement",
  product: "Product",
  order: "Order",
};

/** Throws AppError `unavailable` naming the required tables that are missing. */
export function erpShape(columns: readonly CatalogueColumn[]): ErpShape {
  const tables = new Map<string, Map<string, string>>();
  for (const { table_name, column_name, data_type } of columns) {
    const found = tables.get(table_name) ?? new Map<string, string>();
    tables.set(table_name, found.set(column_name, data_type.toUpperCase()));
  }
  const missing = ERP_TABLES.filter((table) => table.required && !tables.has(table.name)).map((table) => table.name);
  if (missing.length > 0) {
    throw new AppError(
      "unavailable",
      `The order database lacks the required ${missing.length === 1 ? "table" : "tables"} ${missing.join(", ")}.`,
      {
        remedy: "Check the database and schema in the settings, and that the account may read these tables.",
      },
    );
  }
  return {
    hasTable: (table) => tables.has(table),
    hasColumn: (table, column) => tables.get(table)?.has(column) ?? false,
    idType: (kind) => (/CHAR|TEXT/.test(tables.get(ID_HOME[kind])?.get("ID") ?? "") ? "VARCHAR" : "BIGINT"),
  };
}
