import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sql from "mssql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDuckDbErp } from "@/lib/data/duckdb/duckdb-erp";
import { ERP_TABLES, type LogicalType } from "@/lib/data/erp/schema";
import { SAMPLE_ERP } from "@/lib/data/erp/testing/sample-erp";
import { insertStatements, writeTinyErp } from "@/lib/data/erp/testing/write-tiny-erp";
import type { ErpPort } from "@/lib/data/ports";
import type { Scope } from "@/lib/domain/caller";
import { agreementId, customerId, ownerId, productId } from "@/lib/domain/ids";
import { openMssqlErp } from "./mssql-erp";
import { createMssqlPool } from "./mssql-pool";
import { DEFAULT_MSSQL_SETTINGS } from "./mssql-settings";

/** Connection string of a server whose account may create databases; the suite makes its own and drops it. */
const url = process.env.MSSQL_TEST_URL;

const TYPES: Readonly<Record<LogicalType, string>> = {
  id: "bigint",
  uuid: "uniqueidentifier",
  timestamp: "datetime2",
  boolean: "bit",
  text: "nvarchar(400)",
  double: "float",
  decimal: "decimal(30,14)",
  integer: "int",
};

function createTable({ name, columns }: (typeof ERP_TABLES)[number]): string {
  const each = columns.map((column) => {
    const byDefault =
      column.type === "boolean" ? ` DEFAULT ${"defaultSql" in column && column.defaultSql === "true" ? 1 : 0}` : "";
    return `"${column.name}" ${TYPES[column.type]} ${column.nullable ? "NULL" : "NOT NULL"}${byDefault}`;
  });
  return `CREATE TABLE dbo."${name}" (${each.join(", ")})`;
}

describe.runIf(url)("SQL Server answers as DuckDB does, row for row (runs when MSSQL_TEST_URL is set)", () => {
  const database = `partwise_test_${process.pid}`;
  let folder: string;
  let server: sql.ConnectionPool;
  let fromMssql: ErpPort;
  let fromDuckDb: ErpPort;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "partwise-mssql-"));
    const parsed = sql.ConnectionPool.parseConnectionString(url as string);
    server = await new sql.ConnectionPool({ ...parsed, database: "master" }).connect();
    await server.request().query(`CREATE DATABASE ${database}`);
    const own = await new sql.ConnectionPool({ ...parsed, database }).connect();
    for (const table of ERP_TABLES) await own.request().query(createTable(table));
    for (const statement of insertStatements(SAMPLE_ERP, { schema: "dbo", flags: "bits" }))
      await own.request().query(statement);
    await own.close();
    const settings = { excludedProductIds: ["4"], ownership: ["main_manager", "profile", "last_seller"] } as const;
    const pool = createMssqlPool({ ...DEFAULT_MSSQL_SETTINGS, url: url as string }, database);
    fromMssql = await openMssqlErp({ pool, settings });
    const file = join(folder, "erp.duckdb");
    await writeTinyErp(file, SAMPLE_ERP);
    fromDuckDb = await openDuckDbErp({ file, settings });
  });

  afterAll(async () => {
    await fromMssql?.close();
    await fromDuckDb?.close();
    await server
      ?.request()
      .query(`ALTER DATABASE ${database} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE ${database}`);
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const scopes: readonly Scope[] = [
    { kind: "all" },
    { kind: "owned", ownerId: ownerId("1"), includeUnassigned: false },
    { kind: "owned", ownerId: ownerId("2"), includeUnassigned: true },
    { kind: "owned", ownerId: null, includeUnassigned: false },
  ];
  const same = async (ask: (erp: ErpPort) => Promise<unknown>) =>
    expect(await ask(fromMssql)).toEqual(await ask(fromDuckDb));

  it.each(scopes)("for scope %o", async (scope) => {
    await same((erp) => erp.customersInScope(scope));
    await same((erp) => erp.agreementsInScope(scope));
    for (const { ID } of SAMPLE_ERP.Client) {
      await same((erp) => erp.customer(scope, customerId(String(ID))));
      await same((erp) => erp.agreementsOfCustomer(scope, customerId(String(ID))));
      await same((erp) => erp.agreement(scope, customerId(String(ID)), agreementId("100")));
    }
    for (const { ID } of SAMPLE_ERP.ClientAgreement) {
      for (const before of [1_704_103_200, 1_704_103_201, 4_000_000_000]) {
        await same((erp) => erp.agreementHistory(scope, { agreementId: agreementId(String(ID)), beforeSec: before }));
      }
    }
  });

  it("for products, people and tables", async () => {
    await same((erp) => erp.products(Array.from({ length: 3000 }, (_, index) => productId(String(index)))));
    await same((erp) => erp.catalogue());
    await same((erp) => erp.stock(SAMPLE_ERP.Product.map(({ ID }) => productId(String(ID)))));
    await same((erp) => erp.analogues(SAMPLE_ERP.Product.map(({ ID }) => productId(String(ID)))));
    await same((erp) => erp.people());
    for (const email of ["OLENA@example.com", "twin@example.com", "left@example.com"])
      await same((erp) => erp.personByEmail(email));
    await same((erp) => erp.describe());
  });
});
