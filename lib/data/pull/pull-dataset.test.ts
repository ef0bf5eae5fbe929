import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCurrentErp } from "@/lib/data/duckdb/current-erp";
import { createSchemaSql } from "@/lib/data/erp/schema";
import { datasetFolder, ERP_FILE, readPointer, SNAPSHOT_FILE } from "@/lib/data/snapshots/dataset-folder";
import { createSnapshotStore } from "@/lib/data/snapshots/snapshot-store";
import { AppError } from "@/lib/domain/app-error";
import { duckDbPullSource } from "./duckdb-pull-source";
import { type PullMode, pullDataset } from "./pull-dataset";
import type { PullSource } from "./pull-source";

let dataDir: string;
let instance: DuckDBInstance;
let connection: DuckDBConnection;
beforeEach(async () => {
  vi.stubEnv("PARTWISE_LOG_LEVEL", "off");
  dataDir = await mkdtemp(join(tmpdir(), "partwise-pull-dataset-"));
  instance = await DuckDBInstance.create(":memory:");
  connection = await instance.connect();
  for (const statement of createSchemaSql()) await connection.run(statement);
  await connection.run(`INSERT INTO "Client" (ID, Name) VALUES (1, 'A')`);
  await connection.run(`INSERT INTO "ClientAgreement" (ID, ClientID) VALUES (1, 1)`);
  await connection.run(`INSERT INTO "Product" (ID, VendorCode) SELECT i, 'C' || i FROM range(1, 5) t(i)`);
  await connection.run(`INSERT INTO "Order" (ID, ClientAgreementID, Created)
SELECT i, 1, TIMESTAMP '2024-01-01 09:00:00' + to_days(CAST(i AS INT)) FROM range(1, 101) t(i)`);
  await connection.run(`INSERT INTO "OrderItem" (ID, OrderID, ProductID, Qty, PricePerItem)
SELECT i, i, 1 + i % 4, 1, 2 FROM range(1, 101) t(i)`);
});
afterEach(async () => {
  connection.closeSync();
  instance.closeSync();
  await rm(dataDir, { recursive: true, force: true });
});

const source = (changes: Partial<PullSource> = {}) => ({ ...duckDbPullSource(connection), ...changes });
const pull = (mode: PullMode, parts: Partial<Parameters<typeof pullDataset>[0]> = {}) =>
  pullDataset({
    source: source(),
    dataDir,
    mode,
    settings: { excludedProductIds: [], dropWidelyBought: false },
    widths: { coarse: 16, fine: 4 },
    ...parts,
  });

describe("pullDataset", { timeout: 90_000 }, () => {
  it("makes a dataset that the store and the order database serve, and builds the next one on it", async () => {
    expect(await pull("incremental")).toMatchObject({ mode: "full", lines: 100, linesRead: 100 });
    await connection.run(`UPDATE "Client" SET Name = 'B'`);
    await connection.run('DELETE FROM "OrderItem" WHERE ID = 7');
    const pulled = await pull("incremental");
    expect(pulled).toMatchObject({ mode: "incremental", lines: 99, bucketsReread: 1 });
    expect(pulled.linesRead).toBeLessThan(25);
    const store = createSnapshotStore({ dataDir });
    expect((await store.current()).snapshot.lines.item).toHaveLength(99);
    expect((await store.current()).manifest.source.kind).toBe("mssql");
    const erp = createCurrentErp({ store });
    expect((await erp.customersInScope({ kind: "all" })).map(({ name }) => name)).toEqual(["B"]);
    await erp.close();
  });

  it("reads everything when the base is damaged, was pulled from another source, or has other columns", async () => {
    const { dataset } = await pull("full");
    const file = await open(join(datasetFolder(dataDir, dataset), ERP_FILE), "r+");
    await file.write(Buffer.alloc(64 * 1024, 7), 0, 64 * 1024, 0);
    await file.close();
    const repaired = await pull("incremental");
    expect(repaired).toMatchObject({ mode: "full", linesRead: 100 });
    expect((await pull("incremental")).mode).toBe("incremental");
    expect((await pull("incremental", { source: source({ name: "another" }) })).mode).toBe("full");
    await connection.run('ALTER TABLE "OrderItem" DROP COLUMN ReturnedQty');
    expect((await pull("incremental", { source: source({ name: "another" }) })).mode).toBe("full");
  });

  it("leaves the current dataset when the source stops answering or the pull is stopped", async () => {
    await pull("full");
    const before = await readPointer(dataDir);
    const broken = source({
      async *batches(query, values) {
        if (query.sql.includes("line_id")) throw new AppError("unavailable", "Away.");
        yield* duckDbPullSource(connection).batches(query, values);
      },
    });
    await expect(pull("full", { source: broken })).rejects.toMatchObject({ code: "unavailable" });
    await expect(pull("incremental", { source: broken })).rejects.toMatchObject({ code: "unavailable" });
    const stop = new AbortController();
    const stopped = pull("full", {
      signal: stop.signal,
      onProgress: ({ step }) => step === "snapshot" && stop.abort(new Error("Stopped.")),
    });
    await expect(stopped).rejects.toThrow("Stopped.");
    expect(await readPointer(dataDir)).toBe(before);
  });

  it("gives the same bytes whether lines were kept, appended or sorted anew", async () => {
    for (let round = 0; round < 4; round++) {
      await connection.run(`UPDATE "OrderItem" SET Qty = Qty + 1 WHERE ID % 9 = ${round}`);
      const incremental = await pull("incremental");
      const bytes = await readFile(join(datasetFolder(dataDir, incremental.dataset), SNAPSHOT_FILE));
      const beside = await mkdtemp(join(dataDir, "full-"));
      const full = await pull("full", { dataDir: beside });
      expect(bytes.equals(await readFile(join(datasetFolder(beside, full.dataset), SNAPSHOT_FILE)))).toBe(true);
    }
  });
});
