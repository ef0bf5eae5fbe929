import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withDuckDb } from "@/lib/data/duckdb/duckdb-file";
import { readShape } from "@/lib/data/duckdb/read-shape";
import { createSchemaSql } from "@/lib/data/erp/schema";
import { buildSnapshot } from "@/lib/data/snapshots/build-snapshot";
import { duckDbPullSource } from "./duckdb-pull-source";
import { fillMirror } from "./fill-mirror";

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "partwise-pull-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Small enough that a few hundred ids make several coarse buckets of several fine ones. */
const WIDTHS = { coarse: 64, fine: 8 };
const ORDERS = 200;
const order = fc.integer({ min: 1, max: ORDERS });
const line = fc.integer({ min: 1, max: 2 * ORDERS });
const product = fc.integer({ min: 1, max: 6 });
const day = fc.integer({ min: 0, max: 400 });
const agreement = fc.integer({ min: 1, max: 4 });
const sqlDay = (value: number) =>
  `TIMESTAMP '2024-01-01 10:00:00' + to_days(${value}) + to_milliseconds(${(value * 7) % 3})`;

/** One change of the order database, as SQL. */
const change = fc.oneof(
  fc.tuple(fc.integer({ min: ORDERS, max: 2 * ORDERS }), agreement, day).map(
    ([id, of, on]) =>
      `INSERT INTO "Order" (ID, ClientAgreementID, Created) SELECT ${id}, ${of}, ${sqlDay(on)} WHERE NOT EXISTS (SELECT 1 FROM "Order" WHERE ID = ${id});
INSERT INTO "OrderItem" (ID, OrderID, ProductID, Qty, PricePerItem) SELECT MAX(ID) + 1, ${id}, ${1 + (id % 6)}, 1, 2 FROM "OrderItem"`,
  ),
  fc
    .tuple(
      order,
      product,
      fc.constantFrom(0, -1, 1, 2.5, 0.0000001, 1e12, 1 / 3),
      fc.constantFrom(0, 9.99, 1 / 7, -1, 1e20),
    )
    .map(
      ([of, what, qty, price]) =>
        `INSERT INTO "OrderItem" (ID, OrderID, ProductID, Qty, PricePerItem) SELECT MAX(ID) + 1, ${of}, ${what}, ${qty}, ${price} FROM "OrderItem"`,
    ),
  line.map((id) => `DELETE FROM "OrderItem" WHERE ID = ${id}`),
  order.map((id) => `DELETE FROM "Order" WHERE ID = ${id}`),
  line.map((id) => `UPDATE "OrderItem" SET IsValidForCurrentSale = NOT IsValidForCurrentSale WHERE ID = ${id}`),
  fc
    .tuple(line, fc.double({ min: 0.001, max: 50, noNaN: true }))
    .map(([id, qty]) => `UPDATE "OrderItem" SET Qty = ${qty} WHERE ID = ${id}`),
  fc.tuple(line, product).map(([id, what]) => `UPDATE "OrderItem" SET ProductID = ${what} WHERE ID = ${id}`),
  fc.tuple(line, order).map(([id, to]) => `UPDATE "OrderItem" SET OrderID = ${to} WHERE ID = ${id}`),
  // Two lines exchange their products: every sum over a column stays the same.
  fc.tuple(line, line).map(
    ([
      a,
      b,
    ]) => `UPDATE "OrderItem" SET ProductID = (SELECT SUM(x.ProductID) FROM "OrderItem" x WHERE x.ID IN (${a}, ${b})) - ProductID
WHERE ID IN (${a}, ${b}) AND (SELECT COUNT(*) FROM "OrderItem" x WHERE x.ID IN (${a}, ${b})) = 2`,
  ),
  fc.tuple(order, day).map(([id, on]) => `UPDATE "Order" SET Created = ${sqlDay(on)} WHERE ID = ${id}`),
  fc.tuple(order, agreement).map(([id, of]) => `UPDATE "Order" SET ClientAgreementID = ${of} WHERE ID = ${id}`),
  order.map((id) => `UPDATE "Order" SET Created = TIMESTAMP '1985-01-01' WHERE ID = ${id}`),
  order.map((id) => `UPDATE "Order" SET UserID = COALESCE(UserID, 0) + 1, OrderStatus = 2 WHERE ID = ${id}`),
  product.map((id) => `UPDATE "Product" SET Deleted = NOT Deleted WHERE ID = ${id}`),
  product.map((id) => `UPDATE "Product" SET Name = Name || 'x' WHERE ID = ${id}`),
  agreement.map((id) => `UPDATE "ClientAgreement" SET ClientID = 3 - ClientID WHERE ID = ${id}`),
  fc.constant('UPDATE "Client" SET Deleted = NOT Deleted WHERE ID = 2'),
  fc.constant('UPDATE "OrderItem" SET Updated = now()'),
);

async function fillSource(connection: DuckDBConnection): Promise<void> {
  for (const statement of createSchemaSql()) await connection.run(statement);
  await connection.run(`INSERT INTO "Client" (ID, Name) VALUES (1, 'A'), (2, 'B')`);
  await connection.run(`INSERT INTO "ClientAgreement" (ID, ClientID) VALUES (1, 1), (2, 1), (3, 2), (4, 2)`);
  await connection.run(`INSERT INTO "Product" (ID, VendorCode, Name) SELECT i, 'C' || i, 'N' FROM range(1, 7) t(i)`);
  await connection.run(`INSERT INTO "Order" (ID, ClientAgreementID, Created)
SELECT i, 1 + i % 4, TIMESTAMP '2024-01-01 09:00:00' + to_days(CAST(i AS INT)) FROM range(1, ${ORDERS + 1}) t(i)`);
  await connection.run(`INSERT INTO "OrderItem" (ID, OrderID, ProductID, Qty, PricePerItem)
SELECT i, 1 + (i - 1) // 2, 1 + i * 7 % 6, 1 + i % 3, i / 10 FROM range(1, ${2 * ORDERS + 1}) t(i)`);
}

interface Pulled {
  readonly erpFile: string;
  readonly bytes: Buffer;
  readonly tables: string;
  readonly linesRead: number;
}

async function pull(connection: DuckDBConnection, baseFile: string | null): Promise<Pulled> {
  const name = join(folder, String(count++));
  const erpFile = `${name}.duckdb`;
  const { linesRead } = await fillMirror({
    source: duckDbPullSource(connection),
    shape: await readShape(connection, "main"),
    erpFile,
    baseFile,
    temporaryFolder: `${name}.sort`,
    widths: WIDTHS,
    rereadDays: 14,
    resort: count % 3 === 0,
    memoryLimitMb: 200,
    onProgress: () => undefined,
    signal: null,
  });
  const snapshotFile = `${name}.bin`;
  const settings = { excludedProductIds: [], dropWidelyBought: false };
  await buildSnapshot({ erpFile, snapshotFile, temporaryFolder: `${name}.sort`, settings });
  const tables = await withDuckDb(erpFile, { access: "read_only" }, async (mirror) => {
    const texts: string[] = [];
    for (const table of ["Order", "OrderItem", "Product", "ClientAgreement", "Client"]) {
      texts.push(
        ...(await mirror.runAndReadAll(`SELECT CAST(t AS VARCHAR) FROM "${table}" t ORDER BY t.ID`))
          .getRows()
          .flat()
          .map(String),
      );
    }
    return texts.join("\n");
  });
  return { erpFile, bytes: await readFile(snapshotFile), tables, linesRead };
}

async function withSource<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await fillSource(connection);
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe("an incremental pull", { timeout: 120_000 }, () => {
  it("equals a full pull, byte for byte, after any history of changes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(change, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 }),
        async (history) =>
          withSource(async (connection) => {
            let mirror = await pull(connection, null);
            for (const changes of history) {
              for (const sql of changes) await connection.run(sql);
              mirror = await pull(connection, mirror.erpFile);
              const full = await pull(connection, null);
              expect(mirror.bytes.equals(full.bytes)).toBe(true);
              expect(mirror.tables).toBe(full.tables);
            }
          }),
      ),
      { numRuns: 6 },
    );
  });

  it("reads only what is new or differs", async () => {
    await withSource(async (connection) => {
      const { erpFile } = await pull(connection, null);
      // The last 14 days of an order a day with two lines each, and the bucket of the newest order.
      const unchanged = await pull(connection, erpFile);
      expect(unchanged.linesRead).toBeLessThan(2 * (15 + WIDTHS.fine));
      await connection.run('UPDATE "OrderItem" SET Qty = Qty + 1 WHERE ID = 21');
      const changed = await pull(connection, erpFile);
      expect(changed.linesRead).toBe(unchanged.linesRead + 2 * WIDTHS.fine);
    });
  });

  it("sees two lines exchange their products, and quantities that shift while every sum of a column stays", async () => {
    await withSource(async (connection) => {
      let { erpFile } = await pull(connection, null);
      for (const sql of [
        // In each of ten buckets, so that luck does not see all of them.
        'UPDATE "OrderItem" SET ProductID = 1 + (CASE ID % 16 WHEN 1 THEN ID + 1 ELSE ID - 1 END) * 7 % 6 WHERE ID % 16 IN (1, 2) AND ID <= 160',
        // +1, -2, +1 on neighbours keeps the sum, and the sum weighted by the id too.
        'UPDATE "OrderItem" SET Qty = Qty + CASE ID WHEN 32 THEN -2 ELSE 1 END + 2 WHERE ID IN (31, 32, 33)',
        'UPDATE "OrderItem" SET Qty = Qty + CASE ID WHEN 32 THEN -2 ELSE 1 END WHERE ID IN (31, 32, 33)',
      ]) {
        await connection.run(sql);
        const incremental = await pull(connection, erpFile);
        const full = await pull(connection, null);
        expect(incremental.bytes.equals(full.bytes)).toBe(true);
        erpFile = incremental.erpFile;
      }
    });
  });
});
