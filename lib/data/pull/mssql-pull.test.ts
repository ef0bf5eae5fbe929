import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withDuckDb } from "@/lib/data/duckdb/duckdb-file";
import { TRAP_ERP } from "@/lib/data/erp/testing/trap-erp";
import { type TinyErp, writeTinyErp } from "@/lib/data/erp/testing/write-tiny-erp";
import { createTestDatabase, generatedErp, type TestDatabase } from "@/lib/data/mssql/testing/mssql-test-database";
import { datasetFolder, ERP_FILE, SNAPSHOT_FILE } from "@/lib/data/snapshots/dataset-folder";
import { duckDbPullSource } from "./duckdb-pull-source";
import { openMssqlPullSource } from "./mssql-pull-source";
import { type PullMode, pullDataset } from "./pull-dataset";
import type { PullSource } from "./pull-source";

/** Address of a server whose account may create databases: the suite makes its own and drops them. */
const url = process.env.MSSQL_TEST_URL;
if (!url) console.info("Pulls from SQL Server are not compared with embedded ones: set MSSQL_TEST_URL.");

const CASES: readonly { title: string; rows: TinyErp }[] = [
  { title: "every trap", rows: TRAP_ERP },
  { title: "a generated order database", rows: url ? generatedErp({ seed: 7, scale: 0.01 }) : {} },
];
const TABLES = ["Client", "ClientAgreement", "Product", "Order", "OrderItem", "Region", "User", "ClientUserProfile"];

/** What happens in a database between two pulls, in the words of both engines. */
const CHANGES = [
  `UPDATE "OrderItem" SET Qty = Qty + 1 WHERE ID % 7 = 3 AND Qty > 0`,
  `UPDATE "OrderItem" SET PricePerItem = 7.125 WHERE ID % 11 = 2`,
  `DELETE FROM "OrderItem" WHERE ID % 13 = 5`,
  `UPDATE "OrderItem" SET IsValidForCurrentSale = 1 - CAST(IsValidForCurrentSale AS INT) WHERE ID % 17 = 1`,
  `UPDATE "Product" SET Name = 'renamed' WHERE ID % 5 = 0`,
];

describe.skipIf(!url).each(CASES)("a pull from SQL Server, $title", ({ rows }) => {
  let folder: string;
  let database: TestDatabase;
  let pulls = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "partwise-mssql-pull-"));
    database = await createTestDatabase(url as string, { rows });
    await writeTinyErp(join(folder, "embedded.duckdb"), rows);
  }, 120_000);
  afterAll(async () => {
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  async function pull(source: PullSource, { dataDir, mode }: { dataDir: string; mode: PullMode }) {
    const settings = { excludedProductIds: [], dropWidelyBought: false };
    const widths = { coarse: 64, fine: 8 };
    const pulled = await pullDataset({ source, dataDir, mode, settings, widths });
    const dataset = datasetFolder(dataDir, pulled.dataset);
    const tables = await withDuckDb(join(dataset, ERP_FILE), { access: "read_only" }, async (mirror) => {
      const texts: string[] = [];
      for (const table of TABLES) {
        const reader = await mirror.runAndReadAll(`SELECT CAST(t AS VARCHAR) FROM "${table}" t ORDER BY t.ID`);
        texts.push(...reader.getRows().flat().map(String));
      }
      return texts;
    });
    return { ...pulled, bytes: await readFile(join(dataset, SNAPSHOT_FILE)), tables };
  }
  const fromServer = async (mode: PullMode, dataDir: string) => {
    const source = await openMssqlPullSource({ connection: database.connection, schema: "dbo" });
    try {
      return await pull(source, { dataDir, mode });
    } finally {
      await source.close();
    }
  };
  const fresh = () => join(folder, `data-${pulls++}`);

  it("gives the tables and the snapshot that a pull from the same rows embedded gives", async () => {
    const embedded = await withDuckDb(join(folder, "embedded.duckdb"), { access: "read_only" }, (connection) =>
      pull(duckDbPullSource(connection), { dataDir: fresh(), mode: "full" }),
    );
    const served = await fromServer("full", fresh());
    expect(served.tables).toEqual(embedded.tables);
    expect(served.bytes.equals(embedded.bytes)).toBe(true);
  }, 120_000);

  it("converges after changes of any age, reading only what differs", async () => {
    const dataDir = fresh();
    const first = await fromServer("full", dataDir);
    const again = await fromServer("incremental", dataDir);
    expect(again.mode).toBe("incremental");
    expect(again.bytes.equals(first.bytes)).toBe(true);
    for (const change of CHANGES) {
      await database.run(change);
      const incremental = await fromServer("incremental", dataDir);
      const full = await fromServer("full", fresh());
      expect(incremental.tables).toEqual(full.tables);
      expect(incremental.bytes.equals(full.bytes)).toBe(true);
    }
  }, 300_000);
});
