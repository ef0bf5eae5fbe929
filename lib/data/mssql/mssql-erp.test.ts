import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDemoErp } from "@/lib/data/demo/make-demo-erp";
import { openDuckDbErp } from "@/lib/data/duckdb/duckdb-erp";
import { DEFAULT_ERP_SETTINGS, type ErpSettings } from "@/lib/data/erp/erp-settings";
import { SAMPLE_ERP } from "@/lib/data/erp/testing/sample-erp";
import { TRAP_ERP } from "@/lib/data/erp/testing/trap-erp";
import { type TinyErp, type TinyErpOptions, writeTinyErp } from "@/lib/data/erp/testing/write-tiny-erp";
import type { ErpPort } from "@/lib/data/ports";
import type { Scope } from "@/lib/domain/caller";
import { agreementId, customerId, ownerId, productId } from "@/lib/domain/ids";
import { OWNERSHIP_RULES } from "@/lib/domain/ownership-rule";
import { type Inspected, inspectMssql } from "./inspect-mssql";
import { openMssqlErp } from "./mssql-erp";
import { createMssqlPool } from "./mssql-pool";
import { DEFAULT_MSSQL_SETTINGS } from "./mssql-settings";
import {
  createTestDatabase,
  generatedErp,
  type TestDatabase,
  type TestDatabaseOptions,
} from "./testing/mssql-test-database";

/** Address of a server whose account may create databases: the suite makes its own and drops them. */
const url = process.env.MSSQL_TEST_URL;
if (!url) console.info("SQL Server is not compared with DuckDB: set MSSQL_TEST_URL to run its suite.");

interface Case {
  readonly title: string;
  readonly rows: TinyErp;
  readonly settings?: Partial<ErpSettings>;
  /** What the server has otherwise. */
  readonly server?: Partial<TestDatabaseOptions>;
  /** What the embedded database has otherwise. */
  readonly embedded?: TinyErpOptions;
  /** What `rows` were generated from; the embedded database then generates them by itself. */
  readonly demo?: { readonly seed: number; readonly scale: number };
}

const DEMO = { seed: 7, scale: 0.01 };

const OPTIONAL = [
  "Agreement",
  "Currency",
  "ProductGroup",
  "ProductProductGroup",
  "ProductAnalogue",
  "Storage",
  "ProductAvailability",
  "Region",
  "User",
  "UserRole",
  "ClientUserProfile",
  "Debt",
  "ClientInDebt",
];
const required = Object.fromEntries(Object.entries(SAMPLE_ERP).filter(([table]) => !OPTIONAL.includes(table)));
const withoutValidity: TinyErp = {
  ...SAMPLE_ERP,
  OrderItem: SAMPLE_ERP.OrderItem.map(({ IsValidForCurrentSale: _, ...row }) => row),
};
const allOwners = { excludedProductIds: ["4", "no such id"], ownership: OWNERSHIP_RULES };

const CASES: readonly Case[] = [
  { title: "every trap", rows: TRAP_ERP, settings: allOwners },
  {
    title: "a generated order database",
    rows: url ? generatedErp(DEMO) : {},
    demo: DEMO,
    settings: { excludedProductIds: ["100000"] },
  },
  {
    title: "names in another case under a case-sensitive collation, in a schema of its own",
    rows: TRAP_ERP,
    settings: { ...allOwners, productName: "NameUA" },
    server: {
      schema: "erp",
      collation: "Latin1_General_100_CS_AS",
      spell: (name) => (name.length % 2 === 0 ? name.toLowerCase() : name.toUpperCase()),
    },
  },
  {
    title: "a collation that takes accents, widths and case for equal",
    rows: TRAP_ERP,
    settings: { ...allOwners, productName: "NamePL" },
    server: { collation: "Cyrillic_General_CI_AI" },
  },
  {
    title: "the types that older databases use",
    rows: SAMPLE_ERP,
    settings: allOwners,
    server: {
      types: {
        id: "int",
        timestamp: "datetime",
        boolean: "tinyint",
        text: "varchar(200) COLLATE Cyrillic_General_CI_AS",
        decimal: "money",
        integer: "smallint",
      },
    },
  },
  {
    title: "other types that hold the same",
    rows: SAMPLE_ERP,
    settings: allOwners,
    server: {
      types: {
        id: "numeric(18, 0)",
        timestamp: "datetimeoffset",
        text: "nvarchar(max)",
        double: "decimal(18, 3)",
        decimal: "float",
      },
    },
  },
  {
    title: "the seven tables alone",
    rows: required,
    server: { withoutTables: OPTIONAL },
    embedded: { withoutTables: OPTIONAL },
  },
  {
    title: "no column that says whether a line counts",
    rows: withoutValidity,
    server: { withoutColumns: ["OrderItem.IsValidForCurrentSale"] },
    embedded: { withoutColumns: ["OrderItem.IsValidForCurrentSale"] },
  },
  {
    title: "a column by another name that says whether a line counts",
    rows: SAMPLE_ERP,
    server: { spell: (name) => (name === "IsValidForCurrentSale" ? "Counts" : name) },
    settings: { validityColumn: "counts" },
    embedded: { afterwards: ['ALTER TABLE "OrderItem" RENAME COLUMN "IsValidForCurrentSale" TO "Counts"'] },
  },
];

const SCOPES: readonly Scope[] = [
  { kind: "all" },
  { kind: "owned", ownerId: ownerId("1"), includeUnassigned: false },
  { kind: "owned", ownerId: ownerId("2"), includeUnassigned: true },
  { kind: "owned", ownerId: null, includeUnassigned: false },
];

const idsOf = (rows: TinyErp, table: string) => (rows[table] ?? []).map((row) => String(row.ID));
/** At most so many, spread over the whole. */
const some = (ids: readonly string[], most: number) =>
  ids.filter((_, at) => at % Math.max(1, Math.ceil(ids.length / most)) === 0);

describe.runIf(url).each(CASES)("SQL Server answers as DuckDB does, row for row: $title", (given) => {
  let folder: string;
  let database: TestDatabase;
  let fromMssql: ErpPort;
  let fromDuckDb: ErpPort;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "partwise-mssql-"));
    const file = join(folder, "erp.duckdb");
    if (given.demo) await makeDemoErp({ file, ...given.demo });
    else await writeTinyErp(file, given.rows, given.embedded);
    fromDuckDb = await openDuckDbErp({ file, settings: given.settings });
    database = await createTestDatabase(url as string, { rows: given.rows, ...given.server });
    const settings = { ...given.settings, schema: given.server?.schema ?? "dbo" };
    fromMssql = await openMssqlErp({ pool: createMssqlPool(database.connection), settings });
  }, 300_000);

  afterAll(async () => {
    await fromMssql?.close();
    await fromDuckDb?.close();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const same = async (ask: (erp: ErpPort) => Promise<unknown>) =>
    expect(await ask(fromMssql)).toEqual(await ask(fromDuckDb));

  it.each(SCOPES)("for scope %o", { timeout: 300_000 }, async (scope) => {
    await same((erp) => erp.customersInScope(scope));
    await same((erp) => erp.agreementsInScope(scope));
    for (const id of [...some(idsOf(given.rows, "Client"), 12), "9007199254740992", "x"]) {
      await same((erp) => erp.customer(scope, customerId(id)));
      await same((erp) => erp.agreementsOfCustomer(scope, customerId(id)));
      await same((erp) => erp.agreement(scope, customerId(id), agreementId("100")));
    }
    for (const id of [...some(idsOf(given.rows, "ClientAgreement"), 12), "9007199254740992", "x"]) {
      const instants = scope.kind === "all" ? [1_704_103_200, 1_704_103_201, 1_735_689_600] : [];
      for (const beforeSec of [...instants, 4_000_000_000]) {
        await same((erp) => erp.agreementHistory(scope, { agreementId: agreementId(id), beforeSec }));
      }
    }
  });

  it("for products, stock, substitutes, people and tables", { timeout: 300_000 }, async () => {
    const products = some(idsOf(given.rows, "Product"), 300);
    // More than the 2,100 parameters that a statement may have.
    const ids = [...products, ...Array.from({ length: 3000 }, (_, index) => String(index))].map(productId);
    await same((erp) => erp.products(ids));
    await same((erp) => erp.catalogue());
    await same((erp) => erp.stock(ids));
    await same((erp) => erp.analogues(ids));
    await same((erp) => erp.people());
    const emails = (given.rows.User ?? []).map(({ Email }) => String(Email ?? ""));
    for (const email of [
      ...emails,
      "OLENA@example.com",
      " taras@EXAMPLE.com ",
      "jose@example.com",
      "josé@example.com",
      "straße@example.com",
      "",
    ]) {
      await same((erp) => erp.personByEmail(email));
    }
    await same((erp) => erp.describe());
  });
});

describe.runIf(url)("a look at a server", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase(url as string, { rows: SAMPLE_ERP, withoutColumns: ["Product.Size"] });
  }, 120_000);
  afterAll(async () => await database?.drop());

  const settings = { ...DEFAULT_ERP_SETTINGS, schema: "dbo" };
  const answerOf = <Value>(inspected: Inspected<Value> | null): Value => {
    if (inspected === null || "failure" in inspected) throw new Error(JSON.stringify(inspected));
    return inspected.value;
  };

  it("finds tables, columns, rows, rights, clock and the newest order", async () => {
    const found = await inspectMssql(database.connection, settings);
    expect(answerOf(found.connection)).toBeGreaterThan(0);
    expect(answerOf(found.server).compatibility).toBeGreaterThanOrEqual(130);
    expect(Math.abs(answerOf(found.clockSec) - Date.now() / 1000)).toBeLessThan(300);
    expect(answerOf(found.newestOrderSec)).toBe(Date.parse("2024-06-16T10:00:00Z") / 1000);
    expect(answerOf(found.writable)).toContain("Order (INSERT, UPDATE, DELETE)");
    expect(answerOf(found.rows)).toContainEqual({
      name: "OrderItem",
      rows: SAMPLE_ERP.OrderItem.length,
      required: true,
    });
    const product = answerOf(found.tables).find((table) => table.name === "Product");
    expect(product).toEqual({ name: "Product", required: true, isFound: true, missingColumns: ["Size"] });
  });

  it("needs no more than the right to read, and says of such an account that it changes nothing", async () => {
    const reader = await database.createReader();
    const found = await inspectMssql(reader, settings);
    expect(answerOf(found.writable)).toEqual([]);
    const pool = createMssqlPool(reader);
    const erp = await openMssqlErp({ pool });
    expect(await erp.customersInScope({ kind: "all" })).toHaveLength(4);
    const question = { agreementId: agreementId("100"), beforeSec: 4_000_000_000 };
    expect((await erp.agreementHistory({ kind: "all" }, question))?.purchases).toHaveLength(4);
    await erp.close();
  });

  it("names what is wrong when nobody answers or the password is wrong", async () => {
    const nobody = await inspectMssql({ ...DEFAULT_MSSQL_SETTINGS, url: "mssql://u:p@127.0.0.1:1/x" }, settings);
    expect(nobody).toMatchObject({ connection: { failure: { problem: "unreachable" } }, tables: null });
  });

  it("names the tables that are missing", async () => {
    await database.run('DROP TABLE dbo."CarBrand"');
    const pool = createMssqlPool(database.connection);
    await expect(openMssqlErp({ pool })).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("CarBrand"),
    });
    await pool.close();
    const { tables, rows } = await inspectMssql(database.connection, settings);
    expect(answerOf(tables).filter((table) => table.required && !table.isFound)).toHaveLength(1);
    expect(rows).toBeNull();
  });
});
