import { AppError } from "@/lib/domain/app-error";
import type { IdKind, IdSqlType, TableDefinition } from "./schema";
import { ERP_TABLES } from "./schema";

/** What a source offers, discovered once: tables, columns, the types of its ids, and how the source spells its names. */
export interface ErpShape {
  hasTable(table: string): boolean;
  hasColumn(table: string, column: string): boolean;
  idType(kind: IdKind): IdSqlType;
  /** Type in the catalogue's words, upper case; null where the column does not exist. */
  columnType(table: string, column: string): string | null;
  /** null where the table does not exist. */
  spelling(table: string): TableSpelling | null;
}

/** A table as the catalogue has it. */
export interface TableSpelling {
  readonly schema: string;
  readonly table: string;
  /** Ours, then the source's, in the order of `schema.ts`; columns that the source lacks are left out. */
  readonly columns: readonly (readonly [ours: string, theirs: string])[];
}

export interface CatalogueColumn {
  readonly table_schema: string;
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
}

export interface ShapeSettings {
  /** The column that says whether a line counts; null = all lines count. */
  readonly validityColumn: string | null;
}

const ID_HOME: Readonly<Record<IdKind, string>> = {
  customer: "Client",
  agreement: "ClientAgreement",
  product: "Product",
  order: "Order",
};
const VALIDITY = "IsValidForCurrentSale";
const DEFAULT_SETTINGS: ShapeSettings = { validityColumn: VALIDITY };
/** Without the event time, a quantity and a price there is no history to read. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  Client: ["ID", "Name", "Deleted"],
  ClientAgreement: ["ID", "ClientID"],
  Order: ["ID", "ClientAgreementID", "Created"],
  OrderItem: ["OrderID", "ProductID", "Qty", "PricePerItem"],
  Product: ["ID", "Deleted"],
};

interface FoundTable {
  readonly spelling: TableSpelling;
  readonly types: ReadonlyMap<string, string>;
}

/**
 * Names are matched whatever their case: servers differ in it, and where the collation is case-sensitive two may differ by
 * nothing else (then the exact one wins). Throws AppError `unavailable` naming the required tables or columns that are missing.
 */
export function erpShape(columns: readonly CatalogueColumn[], settings: ShapeSettings = DEFAULT_SETTINGS): ErpShape {
  const tables = new Map<string, FoundTable>();
  for (const definition of ERP_TABLES) {
    const found = findTable(columns, definition, settings);
    if (found !== null) tables.set(definition.name, found);
  }
  refuseIncomplete(tables);
  const columnType = (table: string, column: string) => tables.get(table)?.types.get(column) ?? null;
  return {
    hasTable: (table) => tables.has(table),
    hasColumn: (table, column) => columnType(table, column) !== null,
    idType: (kind) => (/CHAR|TEXT/.test(columnType(ID_HOME[kind], "ID") ?? "") ? "VARCHAR" : "BIGINT"),
    columnType,
    spelling: (table) => tables.get(table)?.spelling ?? null,
  };
}

/** The entry whose name is the wanted one, letter by letter if there is such. */
function pick<Entry>(entries: readonly Entry[], nameOf: (entry: Entry) => string, wanted: string): Entry | null {
  const alike = entries.filter((entry) => nameOf(entry).toLowerCase() === wanted.toLowerCase());
  return alike.find((entry) => nameOf(entry) === wanted) ?? alike[0] ?? null;
}

function findTable(
  columns: readonly CatalogueColumn[],
  definition: TableDefinition,
  settings: ShapeSettings,
): FoundTable | null {
  const first = pick(columns, (column) => column.table_name, definition.name);
  if (first === null) return null;
  const own = columns.filter(
    (column) => column.table_name === first.table_name && column.table_schema === first.table_schema,
  );
  const spelled: [string, string][] = [];
  const types = new Map<string, string>();
  for (const { name } of definition.columns) {
    const wanted = name === VALIDITY ? settings.validityColumn : name;
    const found = wanted === null ? null : pick(own, (column) => column.column_name, wanted);
    if (found === null) continue;
    spelled.push([name, found.column_name]);
    types.set(name, found.data_type.toUpperCase());
  }
  return { spelling: { schema: first.table_schema, table: first.table_name, columns: spelled }, types };
}

function refuseIncomplete(tables: ReadonlyMap<string, FoundTable>): void {
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
  const without = Object.entries(NEEDED).flatMap(([table, names]) =>
    names.filter((name) => !tables.get(table)?.types.has(name)).map((name) => `${table}.${name}`),
  );
  if (without.length === 0) return;
  throw new AppError(
    "unavailable",
    `The order database lacks the required ${without.length === 1 ? "column" : "columns"} ${without.join(", ")}.`,
    { remedy: "Check that the account may read every column of these tables." },
  );
}
