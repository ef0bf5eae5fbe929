import { createErp } from "@/lib/data/erp/create-erp";
import type { ErpSettings } from "@/lib/data/erp/erp-settings";
import { type CatalogueColumn, type ErpShape, erpShape } from "@/lib/data/erp/erp-shape";
import { catalogueQuery, newestOrderQuery } from "@/lib/data/erp/queries";
import { ERP_TABLES } from "@/lib/data/erp/schema";
import { type ParameterType, spelledDialect, sqlDialect } from "@/lib/data/erp/sql-dialect";
import type { SourceProblem } from "@/lib/domain/source-status";
import { serverErrorNumber, sourceProblemOf } from "./mssql-errors";
import { createMssqlPool, type MssqlPool } from "./mssql-pool";
import { createMssqlRunner } from "./mssql-runner";
import { type MssqlSettings, transportOf } from "./mssql-settings";

/** Why a question was not answered. */
export interface InspectionFailure {
  readonly problem: SourceProblem;
  /** The server's own error number and the driver's code, where there are such: they name no secret. */
  readonly number: number | null;
  readonly code: string | null;
  /** Our own words, where the failure is one of ours (missing tables). */
  readonly message: string | null;
}

/** An answer, or why there is none: an account may be allowed one and not the other. */
export type Inspected<Value> = { readonly value: Value } | { readonly failure: InspectionFailure };

export interface MssqlInspection {
  readonly transport: { readonly isEncrypted: boolean; readonly isVerified: boolean };
  /** Milliseconds of a first connection with its first statement. */
  readonly connection: Inspected<number>;
  /** null where there is no connection. */
  readonly server: Inspected<{ version: string; compatibility: number; collation: string | null }> | null;
  readonly clockSec: Inspected<number> | null;
  readonly tables: Inspected<readonly FoundTable[]> | null;
  /** Required tables that the account may change, as `Order (INSERT, UPDATE)`. */
  readonly writable: Inspected<readonly string[]> | null;
  /** null inside = no order. */
  readonly newestOrderSec: Inspected<number | null> | null;
  readonly rows: Inspected<readonly { readonly name: string; readonly rows: number }[]> | null;
}

export interface FoundTable {
  readonly name: string;
  readonly required: boolean;
  readonly isFound: boolean;
  /** Columns of `schema.ts` that a found table lacks. */
  readonly missingColumns: readonly string[];
}

const CAN = ["INSERT", "UPDATE", "DELETE"] as const;

/** Looks at a SQL Server as a plain account may: nothing is written, and each question may fail by itself. */
export async function inspectMssql(
  connection: MssqlSettings,
  settings: ErpSettings,
  /** Without `rows` nothing is asked that reads whole tables. */
  { rows: wantsRows }: { rows: boolean } = { rows: true },
): Promise<MssqlInspection> {
  const pool = createMssqlPool(connection);
  try {
    const startedMs = performance.now();
    const reached = await inspected(async () => {
      await ask(pool, "SELECT 1 AS alive");
      return performance.now() - startedMs;
    });
    const base = { transport: transportOf(connection), connection: reached };
    if ("failure" in reached) {
      return { ...base, server: null, clockSec: null, tables: null, writable: null, newestOrderSec: null, rows: null };
    }
    const catalogue = await inspected(() => readCatalogue(pool, settings));
    const shape = "value" in catalogue ? await inspected(async () => erpShape(catalogue.value, settings)) : catalogue;
    const found = "value" in catalogue ? catalogue.value : null;
    return {
      ...base,
      server: await inspected(() => readServer(pool)),
      clockSec: await inspected(() => readClock(pool)),
      tables: found === null ? (catalogue as Inspected<never>) : { value: foundTables(found, settings) },
      ...("value" in shape
        ? {
            writable: await inspected(() => readWritable(pool, shape.value)),
            newestOrderSec: wantsRows
              ? await inspected(() => readNewestOrder(pool, { shape: shape.value, settings }))
              : null,
            rows: wantsRows ? await inspected(() => readRows(pool, settings)) : null,
          }
        : { writable: null, newestOrderSec: null, rows: null }),
    };
  } finally {
    await pool.close();
  }
}

async function inspected<Value>(work: () => Promise<Value>): Promise<Inspected<Value>> {
  try {
    return { value: await work() };
  } catch (error) {
    let code: string | null = null;
    for (let one = error; one instanceof Error; one = one.cause) {
      const its = (one as { code?: unknown }).code;
      if (typeof its === "string" && /^E[A-Z_]+$/.test(its)) code = its;
    }
    const isOurs = error instanceof Error && error.cause === undefined;
    return {
      failure: {
        problem: sourceProblemOf(error),
        number: serverErrorNumber(error),
        code,
        message: isOurs ? error.message : null,
      },
    };
  }
}

async function ask(
  pool: MssqlPool,
  sql: string,
  {
    parameters = {},
    values = {},
  }: { parameters?: Record<string, ParameterType>; values?: Record<string, string | null> } = {},
): Promise<Record<string, unknown>[]> {
  return (await pool.query({ query: { sql, parameters }, values })) as Record<string, unknown>[];
}

async function readCatalogue(pool: MssqlPool, { schema }: ErpSettings): Promise<CatalogueColumn[]> {
  const query = catalogueQuery(sqlDialect("mssql", schema));
  return (await pool.query({ query, values: { schema } })) as CatalogueColumn[];
}

function foundTables(catalogue: readonly CatalogueColumn[], { validityColumn }: ErpSettings): FoundTable[] {
  const columnsOf = (name: string) =>
    new Set(
      catalogue
        .filter((column) => column.table_name.toLowerCase() === name.toLowerCase())
        .map((column) => column.column_name.toLowerCase()),
    );
  return ERP_TABLES.map((table) => {
    const found = columnsOf(table.name);
    const wanted = table.columns.flatMap((column) => {
      if (column.name !== "IsValidForCurrentSale") return [column.name as string];
      return validityColumn === null ? [] : [validityColumn];
    });
    return {
      name: table.name,
      required: table.required,
      isFound: found.size > 0,
      missingColumns: found.size === 0 ? [] : wanted.filter((column) => !found.has(column.toLowerCase())),
    };
  });
}

async function readServer(pool: MssqlPool) {
  const [row] = await ask(
    pool,
    `SELECT CAST(SERVERPROPERTY('ProductVersion') AS NVARCHAR(128)) AS version,
  CAST(d.compatibility_level AS INT) AS compatibility, CAST(d.collation_name AS NVARCHAR(128)) AS collation
FROM sys.databases d WHERE d.name = DB_NAME()`,
  );
  const { version, compatibility, collation } = row ?? {};
  return {
    version: String(version ?? ""),
    compatibility: Number(compatibility ?? 0),
    collation: typeof collation === "string" ? collation : null,
  };
}

async function readClock(pool: MssqlPool): Promise<number> {
  const { epochSec } = sqlDialect("mssql", "dbo");
  return Number((await ask(pool, `SELECT ${epochSec("SYSUTCDATETIME()")} AS clock_sec`))[0].clock_sec);
}

async function readWritable(pool: MssqlPool, shape: ErpShape): Promise<string[]> {
  const may = (what: string) => `HAS_PERMS_BY_NAME(@place, 'OBJECT', '${what}') AS may_${what.toLowerCase()}`;
  const writable: string[] = [];
  for (const { name } of ERP_TABLES.filter((table) => table.required)) {
    const found = shape.spelling(name);
    if (found === null) continue;
    const place = [found.schema, found.table].map((part) => `[${part.replaceAll("]", "]]")}]`).join(".");
    const bound = { parameters: { place: "text" as const }, values: { place } };
    const [row] = await ask(pool, `SELECT ${CAN.map(may).join(", ")}`, bound);
    const can = CAN.filter((what) => Number(row[`may_${what.toLowerCase()}`]) === 1);
    if (can.length > 0) writable.push(`${name} (${can.join(", ")})`);
  }
  return writable;
}

async function readNewestOrder(
  pool: MssqlPool,
  { shape, settings }: { shape: ErpShape; settings: ErpSettings },
): Promise<number | null> {
  const query = newestOrderQuery(spelledDialect(sqlDialect("mssql", settings.schema), shape));
  const [row] = (await pool.query({ query, values: {} })) as { newest_sec: number | null }[];
  return row.newest_sec;
}

async function readRows(pool: MssqlPool, settings: ErpSettings) {
  const runner = createMssqlRunner({ pool, schema: settings.schema });
  return (await (await createErp({ runner, settings })).describe()).tables;
}
