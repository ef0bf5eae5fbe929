import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { withDuckDb } from "@/lib/data/duckdb/duckdb-file";
import { forEachRow } from "@/lib/data/duckdb/for-each-row";
import { readShape } from "@/lib/data/duckdb/read-shape";
import type { ErpShape } from "@/lib/data/erp/erp-shape";
import { sqlDialect } from "@/lib/data/erp/sql-dialect";
import { LINE_PRICE, validLines } from "@/lib/data/erp/valid-lines";
import type { SnapshotManifest } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import { compareIds } from "@/lib/domain/ids";
import { NumberSpool, type SpooledColumn, TextSpool } from "./column-spool";
import { type PlacedColumn, placedColumns } from "./snapshot-codec";
import { DictionaryWriter, packText, TextColumnWriter } from "./text-column";
import { widelyBoughtProducts } from "./widely-bought";
import { writeSnapshotFile } from "./write-snapshot-file";

export interface BuildSnapshotOptions {
  /** DuckDB file with the tables of `schema.ts`, opened for reading only. */
  readonly erpFile: string;
  readonly snapshotFile: string;
  /** Where sorting and the columns of lines may spill to; made here, the caller removes it. */
  readonly temporaryFolder: string;
  readonly settings: { readonly excludedProductIds: readonly string[]; readonly dropWidelyBought: boolean };
  /** Lines read so far, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface BuiltSnapshot {
  readonly snapshotId: string;
  readonly counts: SnapshotManifest["counts"];
  readonly dataFromSec: number;
  readonly dataToSec: number;
  /** Those of the settings and those the guard dropped, ordered by id. */
  readonly excludedProductIds: readonly string[];
  readonly warnings: readonly string[];
}

/** DuckDB sorts within this and spills the rest; the columns of lines go to disk as they come, so nothing else grows with them. */
const SORT_MEMORY_MB = 400;
const PROGRESS_EVERY = 64;

const dialect = sqlDialect("duckdb", "main");

/**
 * Reads the valid lines of an ERP file into a snapshot file. The same tables give the same bytes, whatever order their
 * rows are in. Throws AppError `invalid_input` when no line is left.
 */
export async function buildSnapshot(options: BuildSnapshotOptions): Promise<BuiltSnapshot> {
  const { erpFile, temporaryFolder, settings } = options;
  return withDuckDb(
    erpFile,
    { access: "read_only", memoryLimitMb: SORT_MEMORY_MB, temporaryFolder },
    async (connection) => {
      const shape = await readShape(connection, "main");
      await connection.run("SET preserve_insertion_order = false");
      await collectLines(connection, shape, settings.excludedProductIds);
      const guard = await widelyBoughtProducts(connection, { drop: settings.dropWidelyBought });
      const excluded = [...new Set([...settings.excludedProductIds, ...guard.droppedProductIds])].sort(compareIds);
      const total = await countLines(connection);
      await rankIds(connection);
      const spoolFolder = join(temporaryFolder, "columns");
      await mkdir(spoolFolder, { recursive: true });
      const columns = await readColumns({
        connection,
        shape,
        total,
        spoolFolder,
        onProgress: options.onProgress ?? (() => undefined),
      });
      const snapshotId = await writeSnapshotFile(options.snapshotFile, columns);
      await rm(spoolFolder, { recursive: true, force: true });
      return {
        snapshotId,
        counts: columns.counts,
        dataFromSec: columns.dataFromSec,
        dataToSec: columns.dataToSec,
        excludedProductIds: excluded,
        warnings: guard.warnings,
      };
    },
  );
}

/** Temporary table `line`: the valid lines with the source's ids. */
async function collectLines(
  connection: DuckDBConnection,
  shape: ErpShape,
  excludedProductIds: readonly string[],
): Promise<void> {
  await connection.run(
    `CREATE TEMP TABLE excluded_product AS SELECT id FROM ${dialect.idList("ids", "VARCHAR")} listed`,
    {
      ids: JSON.stringify(excludedProductIds),
    },
  );
  // As text: an excluded id of another type than the source's must be ignored, not fail.
  const excluded =
    '(SELECT known.ID AS id FROM main."Product" known JOIN excluded_product e ON e.id = CAST(known.ID AS VARCHAR))';
  await connection.run(`CREATE TEMP TABLE line AS
SELECT ca.ID AS agreement_id, c.ID AS customer_id, o.ID AS order_id, p.ID AS product_id,
  ${dialect.epochSec("o.Created")} AS time_sec, CAST(oi.Qty AS DOUBLE PRECISION) AS quantity, CAST(${LINE_PRICE} AS DOUBLE PRECISION) AS price
${validLines({ dialect, shape, excluded: excludedProductIds.length > 0 ? excluded : null })}`);
}

async function countLines(connection: DuckDBConnection): Promise<number> {
  const total = Number((await readRows(connection, "SELECT COUNT(*) AS total FROM line"))[0].total);
  if (total > 0) return total;
  throw new AppError("invalid_input", "The order history holds no valid purchase.", {
    remedy:
      "Check that lines have a positive quantity, are marked valid, and that their products are not all excluded.",
  });
}

/**
 * Dense indices in the order of `compareIds`. That order is kept in SQL by the three sort keys (whole numbers first, by
 * value); ids beyond the Basic Multilingual Plane sort otherwise in UTF-8 than in UTF-16, so the result is checked.
 */
async function rankIds(connection: DuckDBConnection): Promise<void> {
  for (const [table, column] of [
    ["user_rank", "agreement_id"],
    ["customer_rank", "customer_id"],
    ["item_rank", "product_id"],
  ]) {
    await connection.run(`CREATE TEMP TABLE ${table} AS
SELECT id, CAST(ROW_NUMBER() OVER (ORDER BY ${idOrder("id")}) - 1 AS INTEGER) AS rank
FROM (SELECT DISTINCT ${column} AS id FROM line)`);
    const ids = await readTexts(connection, `SELECT CAST(id AS VARCHAR) AS text FROM ${table} ORDER BY rank`);
    if (ids.every((id, index) => index === 0 || compareIds(ids[index - 1], id) < 0)) continue;
    const sorted = [...ids].sort(compareIds);
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${table} AS
SELECT id, CAST(ordinality - 1 AS INTEGER) AS rank FROM UNNEST(FROM_JSON($ids, '["VARCHAR"]')) WITH ORDINALITY AS listed(id, ordinality)`,
      {
        ids: JSON.stringify(sorted),
      },
    );
  }
}

/** Sort keys equal to `compareIds`. */
function idOrder(column: string): string {
  const text = `CAST(${column} AS VARCHAR)`;
  const isNumber = `REGEXP_MATCHES(${text}, '^[0-9]{1,15}$')`;
  return `CASE WHEN ${isNumber} THEN 0 ELSE 1 END, CASE WHEN ${isNumber} THEN TRY_CAST(${text} AS BIGINT) END, ${text}`;
}

interface ReadColumnsOptions {
  readonly connection: DuckDBConnection;
  readonly shape: ErpShape;
  readonly total: number;
  /** Takes the columns of lines, a file each. */
  readonly spoolFolder: string;
  readonly onProgress: (done: number, total: number) => void;
}

interface ReadColumns {
  readonly columns: readonly PlacedColumn[];
  readonly counts: SnapshotManifest["counts"];
  readonly dataFromSec: number;
  readonly dataToSec: number;
}

async function readColumns(options: ReadColumnsOptions): Promise<ReadColumns> {
  const { connection, shape } = options;
  const users = { id: new TextColumnWriter(), customer: [] as number[] };
  await forEachRow(
    connection,
    `SELECT CAST(u.id AS VARCHAR), k.rank
FROM user_rank u JOIN (SELECT DISTINCT agreement_id, customer_id FROM line) l ON l.agreement_id = u.id
JOIN customer_rank k ON k.id = l.customer_id ORDER BY u.rank`,
    ([id, customer]) => {
      users.id.push(id as string);
      users.customer.push(customer as number);
    },
  );
  const customers = { id: new TextColumnWriter(), region: new DictionaryWriter() };
  const hasRegions = shape.hasTable("Region") && shape.hasColumn("Client", "RegionID");
  await forEachRow(
    connection,
    `SELECT CAST(k.id AS VARCHAR), ${hasRegions ? "COALESCE(r.Name, '')" : "''"}
FROM customer_rank k JOIN main."Client" c ON c.ID = k.id ${hasRegions ? 'LEFT JOIN main."Region" r ON r.ID = c.RegionID' : ""} ORDER BY k.rank`,
    ([id, region]) => {
      customers.id.push(id as string);
      customers.region.push(region as string);
    },
  );
  const [itemId, code, name, nameUk] = [0, 1, 2, 3].map(() => new TextColumnWriter());
  const itemTexts = [itemId, code, name, nameUk];
  const group = new DictionaryWriter();
  const packing: number[] = [];
  await forEachRow(
    connection,
    `${smallestGroup(shape)}
SELECT CAST(i.id AS VARCHAR), COALESCE(p.VendorCode, ''), COALESCE(p.Name, ''), COALESCE(p.NameUA, ''), COALESCE(g.name, ''),
  GREATEST(COALESCE(TRY_CAST(REPLACE(CAST(p.PackingStandard AS VARCHAR), ',', '.') AS DOUBLE), 1), 1)
FROM item_rank i JOIN main."Product" p ON p.ID = i.id LEFT JOIN smallest_group g ON g.product_id = i.id ORDER BY i.rank`,
    (row) => {
      for (const [column, writer] of itemTexts.entries()) writer.push(row[column] as string);
      group.push(row[4] as string);
      packing.push(Number.isFinite(row[5]) ? (row[5] as number) : 1);
    },
  );
  const regions = customers.region.finish();
  const groups = group.finish();
  const lines = await readLines(options, users.customer.length);
  const small = placedColumns({
    numeric: {
      "user.customer": Int32Array.from(users.customer),
      "customer.region": regions.index,
      "item.group": groups.index,
      "item.packing": Float64Array.from(packing),
      "line.offset": lines.userOffset,
      ...NO_LINES,
    },
    text: {
      "user.id": users.id.finish(),
      "customer.id": customers.id.finish(),
      "item.id": itemId.finish(),
      "item.code": code.finish(),
      "item.name": name.finish(),
      "item.nameUk": nameUk.finish(),
      "order.id": packText([]),
      region: packText(regions.values),
      group: packText(groups.values),
    },
    dataFromSec: 0,
    dataToSec: 0,
  });
  return {
    columns: small.map((column) => {
      const spooled = lines.spooled.get(column.name);
      return spooled === undefined ? column : { name: column.name, length: spooled.length, content: spooled };
    }),
    counts: {
      lines: options.total,
      orders: lines.orders,
      agreements: users.customer.length,
      customers: regions.index.length,
      products: groups.index.length,
    },
    dataFromSec: lines.dataFromSec,
    dataToSec: lines.dataToSec,
  };
}

/** Their place in the file; what they hold lies on disk. */
const NO_LINES = {
  "line.item": new Int32Array(0),
  "line.order": new Int32Array(0),
  "line.time": new Int32Array(0),
  "line.quantity": new Float64Array(0),
  "line.price": new Float64Array(0),
};

/** `WITH smallest_group`: one group a product, the one with the fewest products; several rows a product are normal. */
function smallestGroup(shape: ErpShape): string {
  if (!shape.hasTable("ProductGroup") || !shape.hasTable("ProductProductGroup")) {
    return "WITH smallest_group AS (SELECT NULL AS product_id, '' AS name WHERE false)";
  }
  return `WITH member AS (SELECT DISTINCT ProductID AS product_id, ProductGroupID AS group_id FROM main."ProductProductGroup"),
size AS (SELECT group_id, COUNT(*) AS products FROM member GROUP BY group_id),
smallest_group AS (
  SELECT m.product_id, ARG_MIN(g.Name, (s.products, g.Name, g.ID)) AS name
  FROM member m JOIN size s ON s.group_id = m.group_id JOIN main."ProductGroup" g ON g.ID = m.group_id
  WHERE g.Name <> '' GROUP BY m.product_id)`;
}

async function readLines(
  { connection, total, spoolFolder, onProgress }: ReadColumnsOptions,
  userCount: number,
): Promise<{
  /** By the column's name in the snapshot. */
  spooled: ReadonlyMap<string, SpooledColumn>;
  userOffset: Uint32Array;
  orders: number;
  dataFromSec: number;
  dataToSec: number;
}> {
  const spool = (name: string, type: ConstructorParameters<typeof NumberSpool>[1]) =>
    new NumberSpool(join(spoolFolder, name), type);
  const numbers = {
    "line.item": spool("line.item", Int32Array),
    "line.order": spool("line.order", Int32Array),
    "line.time": spool("line.time", Int32Array),
    "line.quantity": spool("line.quantity", Float64Array),
    "line.price": spool("line.price", Float64Array),
  };
  const orderIds = new TextSpool(join(spoolFolder, "order.id"));
  const userOffset = new Uint32Array(userCount + 1);
  // Quantity and price close the order, so that equal tables give equal bytes whatever order their rows are in.
  const result =
    await connection.stream(`SELECT u.rank AS user_index, i.rank AS item_index, l.time_sec, l.quantity, l.price, CAST(l.order_id AS VARCHAR) AS order_id
FROM line l JOIN user_rank u ON u.id = l.agreement_id JOIN item_rank i ON i.id = l.product_id
ORDER BY u.rank, l.time_sec, ${idOrder("l.order_id")}, i.rank, l.quantity, l.price`);
  let row = 0;
  let lastUser = -1;
  let lastOrder: unknown = null;
  let dataFromSec = Number.POSITIVE_INFINITY;
  let dataToSec = Number.NEGATIVE_INFINITY;
  for (let chunkCount = 0; ; chunkCount++) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    const [users, items, times, quantities, prices, orders] = [0, 1, 2, 3, 4, 5].map((column) =>
      chunk.getColumnVector(column),
    );
    for (let index = 0; index < chunk.rowCount; index++) {
      const user = users.getItem(index) as number;
      const orderId = orders.getItem(index) as string;
      if (user !== lastUser || orderId !== lastOrder) orderIds.push(orderId);
      lastUser = user;
      lastOrder = orderId;
      const timeSec = times.getItem(index) as number;
      numbers["line.item"].push(items.getItem(index) as number);
      numbers["line.order"].push(orderIds.count - 1);
      numbers["line.time"].push(timeSec);
      numbers["line.quantity"].push(quantities.getItem(index) as number);
      numbers["line.price"].push(prices.getItem(index) as number);
      if (timeSec < dataFromSec) dataFromSec = timeSec;
      if (timeSec > dataToSec) dataToSec = timeSec;
      row++;
      userOffset[user + 1] = row;
    }
    if (chunkCount % PROGRESS_EVERY === 0) onProgress(row, total);
  }
  onProgress(total, total);
  const spooled = new Map(Object.entries(numbers).map(([name, column]) => [name, column.finish()]));
  const { offset, bytes } = orderIds.finish();
  spooled.set("order.id.offset", offset).set("order.id.bytes", bytes);
  return { spooled, userOffset, orders: orderIds.count, dataFromSec, dataToSec };
}

async function readRows(connection: DuckDBConnection, sql: string): Promise<Record<string, unknown>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJS();
}

async function readTexts(connection: DuckDBConnection, sql: string): Promise<string[]> {
  const texts: string[] = [];
  await forEachRow(connection, sql, ([text]) => texts.push(text as string));
  return texts;
}
