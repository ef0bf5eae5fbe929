import { withDuckDb } from "@/lib/data/duckdb/duckdb-file";
import { createSchemaSql } from "@/lib/data/erp/schema";

const SUPERSEDED_EVERY = 20;
const LINES_OF_ORDER = 1.74;
const LINES_OF_AGREEMENT = 200;
const SECONDS = 6.9 * 365 * 86_400;
const MEMORY_LIMIT_MB = 2000;

/** An ERP of so many order lines, made by arithmetic over row numbers alone: equal sizes give equal rows. */
export async function writeBigErp(file: string, lines: number): Promise<void> {
  const agreements = Math.max(20, Math.round(lines / LINES_OF_AGREEMENT));
  const customers = Math.max(10, Math.round(agreements * 0.7));
  const products = Math.max(200, Math.round(agreements * 1.3));
  const orders = Math.round(lines / LINES_OF_ORDER);
  const settings = { access: "read_write", memoryLimitMb: MEMORY_LIMIT_MB, temporaryFolder: `${file}.sort` } as const;
  await withDuckDb(file, settings, async (connection) => {
    for (const statement of createSchemaSql()) await connection.run(statement);
    await connection.run("SET preserve_insertion_order = false");
    const fill = (table: string, columns: string, values: string, rows: number) =>
      connection.run(`INSERT INTO "${table}" (${columns}) SELECT ${values} FROM range(1, ${rows + 1}) t(i)`);
    await fill("Region", "ID, Name", "i, 'R' || i", 26);
    await fill("Client", "ID, Name, RegionID", "i, 'Client ' || i, 1 + i % 26", customers);
    await fill("ClientAgreement", "ID, ClientID", `i, 1 + i % ${customers}`, agreements);
    await fill("Product", "ID, VendorCode, Name", "i, 'V' || i, 'Part ' || i", products);
    // Order ids rise with time, as an identity column's do; who orders is scattered.
    const agreement = (order: string) => `1 + hash(${order}) % ${agreements}`;
    await fill(
      "Order",
      "ID, ClientAgreementID, Created, UserID, OrderSource, OrderStatus",
      `i, ${agreement("i")}, TIMESTAMP '2019-01-01 06:00:00' + to_seconds(CAST(i * ${SECONDS / orders} AS BIGINT)), 1 + i % 7, 1, 2`,
      orders,
    );
    // Four of five lines are of sixty products that the agreement buys again and again.
    const order = `(1 + (i * 100) // ${LINES_OF_ORDER * 100})`;
    const own = `hash(${agreement(order)}, hash(i, 7) % 60)`;
    await fill(
      "OrderItem",
      "ID, OrderID, ProductID, Qty, PricePerItem, IsValidForCurrentSale",
      `i, ${order}, 1 + CASE WHEN hash(i, 3) % 5 = 0 THEN hash(i, 5) ELSE ${own} END % ${products}, 1 + hash(i, 11) % 4,
  (100 + hash(i, 13) % 20000) / 100, i % ${SUPERSEDED_EVERY} <> 0`,
      lines,
    );
  });
}
