import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText, withDuckDb } from "@/lib/data/duckdb/duckdb-file";
import type { ErpShape } from "@/lib/data/erp/erp-shape";
import {
  buildPullQueries,
  hasWholeIds,
  PRICE_SCALE,
  PULLED_LINE_COLUMNS,
  type PullQueries,
  QUANTITY_SCALE,
  REFERENCE_TABLES,
} from "@/lib/data/erp/pull-queries";
import { createTableSql, ERP_TABLES, type IdTypes } from "@/lib/data/erp/schema";
import { spelledDialect } from "@/lib/data/erp/sql-dialect";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { appendRows, type PulledType } from "./append-rows";
import { duckDbPullSource } from "./duckdb-pull-source";
import { type BucketWidths, MOST_ID, mergeBuckets, planReading, type ReadingPlan } from "./plan-reading";
import type { PulledRow, PullSource } from "./pull-source";

export interface PullProgress {
  readonly step: "reference" | "compare" | "lines" | "store";
  readonly done: number;
  /** null while unknown. */
  readonly total: number | null;
}

export interface FillMirrorOptions {
  readonly source: PullSource;
  readonly shape: ErpShape;
  /** The DuckDB file that is made; nothing is there before. */
  readonly erpFile: string;
  /** The mirror of an earlier pull of the same source and columns; null = read everything. */
  readonly baseFile: string | null;
  readonly temporaryFolder: string;
  readonly widths: BucketWidths;
  /** Orders of the last days before the newest are read again without comparing. */
  readonly rereadDays: number;
  /** Sort the base's lines anew; else they stay as they lie, and what was read comes behind them. */
  readonly resort: boolean;
  readonly memoryLimitMb: number;
  readonly onProgress: (progress: PullProgress) => void;
  readonly signal: AbortSignal | null;
}

export interface MirrorFilled {
  /** Lines that the mirror holds, and those of them that were read from the source now. */
  readonly lines: number;
  readonly linesRead: number;
  readonly linesKept: number;
  readonly bucketsReread: number;
}

/**
 * Writes a new mirror of the order database: the small tables whole, of orders and lines what differs from the base, and the
 * rest from the base. Orders and lines lie sorted by agreement and time, which makes one agreement's history quick to read, but for
 * what came since they were last sorted; sorting spills to the temporary folder, so memory does not grow with the lines. The
 * rows are the same whether they come from a base or without one.
 */
export async function fillMirror(options: FillMirrorOptions): Promise<MirrorFilled> {
  const { source, shape, erpFile, baseFile, temporaryFolder, memoryLimitMb } = options;
  const queries = buildPullQueries({ dialect: spelledDialect(source.dialect, shape), shape });
  const plan = baseFile === null ? null : await planFrom({ ...options, baseFile, queries });
  return withDuckDb(erpFile, { access: "read_write", memoryLimitMb, temporaryFolder }, async (connection) => {
    await createTables(connection, shape);
    await copyReferences(connection, { ...options, queries });
    const linesRead = await stageLines(connection, { ...options, queries, plan });
    options.onProgress({ step: "store", done: 0, total: 1 });
    options.signal?.throwIfAborted();
    if (baseFile !== null) await connection.run(`ATTACH ${sqlText(baseFile)} AS base (READ_ONLY)`);
    await storeLines(connection, { shape, plan, widths: options.widths, resort: options.resort });
    const reader = await connection.runAndReadAll('SELECT COUNT(*) FROM "OrderItem"');
    const lines = Number(reader.getRows()[0][0]);
    await connection.run("DROP TABLE staged_line");
    await connection.run("CHECKPOINT");
    options.onProgress({ step: "store", done: 1, total: 1 });
    return { lines, linesRead, linesKept: lines - linesRead, bucketsReread: plan?.buckets.length ?? 0 };
  });
}

async function planFrom({
  source,
  shape,
  baseFile,
  queries,
  widths,
  rereadDays,
  memoryLimitMb,
  temporaryFolder,
  onProgress,
}: FillMirrorOptions & { baseFile: string; queries: PullQueries }): Promise<ReadingPlan | null> {
  onProgress({ step: "compare", done: 0, total: null });
  return withDuckDb(baseFile, { access: "read_only", memoryLimitMb, temporaryFolder }, async (connection) => {
    const mirror = duckDbPullSource(connection);
    return planReading({
      source: { source, queries },
      mirror: { source: mirror, queries: buildPullQueries({ dialect: mirror.dialect, shape }) },
      widths,
      rereadSec: rereadDays * DAY_SEC,
    });
  });
}

/** The tables and columns that the source has, all nullable: what it holds is kept as it is. */
async function createTables(connection: DuckDBConnection, shape: ErpShape): Promise<void> {
  const kinds = ["customer", "agreement", "product", "order"] as const;
  const idTypes: IdTypes = Object.fromEntries(kinds.map((kind) => [kind, shape.idType(kind)]));
  for (const table of ERP_TABLES.filter(({ name }) => shape.hasTable(name))) {
    const columns = table.columns
      .filter(({ name }) => shape.hasColumn(table.name, name))
      .map((column) => ({ ...column, nullable: true }));
    await connection.run(createTableSql({ ...table, columns }, { idTypes }));
  }
}

async function copyReferences(
  connection: DuckDBConnection,
  { source, shape, queries, onProgress, signal }: FillMirrorOptions & { queries: PullQueries },
): Promise<void> {
  const present = REFERENCE_TABLES.filter(({ name }) => shape.hasTable(name));
  for (const [at, { name }] of present.entries()) {
    onProgress({ step: "reference", done: at, total: present.length });
    const { query, columns } = queries.reference(name);
    const types = columns.map(({ type, idKind }): PulledType => {
      if (type !== "id") return type;
      return idKind !== undefined && shape.idType(idKind) === "VARCHAR" ? "text-id" : "whole-id";
    });
    await appendRows(connection, { table: name, types, batches: abortable(source.batches(query, {}), signal) });
  }
}

/** Temporary table `staged_line`: what the source was asked for. */
async function stageLines(
  connection: DuckDBConnection,
  {
    source,
    shape,
    queries,
    plan,
    widths,
    onProgress,
    signal,
  }: FillMirrorOptions & { queries: PullQueries; plan: ReadingPlan | null },
): Promise<number> {
  const textIds = new Set<string>(hasWholeIds(shape) ? [] : ["order_id", "agreement_id", "product_id"]);
  const types = PULLED_LINE_COLUMNS.map((name): PulledType => (textIds.has(name) ? "text-id" : "whole-id"));
  const columns = PULLED_LINE_COLUMNS.map((name, at) => `${name} ${types[at] === "text-id" ? "VARCHAR" : "BIGINT"}`);
  await connection.run(`CREATE TEMP TABLE staged_line (${columns.join(", ")})`);
  return appendRows(connection, {
    table: "staged_line",
    types,
    batches: abortable(batchesOf({ source, queries, plan, widths }), signal),
    onRows: (done) => onProgress({ step: "lines", done, total: null }),
  });
}

async function* batchesOf({
  source,
  queries,
  plan,
  widths,
}: {
  source: PullSource;
  queries: PullQueries;
  plan: ReadingPlan | null;
  widths: BucketWidths;
}): AsyncGenerator<readonly PulledRow[]> {
  if (plan === null) {
    yield* source.batches(queries.all, {});
    return;
  }
  const { sinceSec, buckets, tailFromId } = plan;
  for (const { fromId, toId } of [...mergeBuckets(buckets, widths.fine), { fromId: tailFromId, toId: MOST_ID }]) {
    yield* source.batches(queries.older, { before: sinceSec, from_id: String(fromId), to_id: String(toId) });
  }
  yield* source.batches(queries.recent, { since: sinceSec });
}

/**
 * Orders and lines of the base that were not read again, and those that were. A line that moved while it was read, from
 * what is kept to what is read or between two statements, is taken as it was read last.
 */
async function storeLines(
  connection: DuckDBConnection,
  { shape, plan, widths, resort }: { shape: ErpShape; plan: ReadingPlan | null; widths: BucketWidths; resort: boolean },
): Promise<void> {
  const has = (name: string) => shape.hasColumn("Order", name);
  const orderColumns = [
    { name: "ID", staged: "order_id" },
    { name: "ClientAgreementID", staged: "ANY_VALUE(agreement_id)" },
    { name: "Created", staged: "MAKE_TIMESTAMP(ANY_VALUE(created_sec) * 1000000)" },
    ...(has("UserID") ? [{ name: "UserID", staged: "NULLIF(ANY_VALUE(user_id), -1)" }] : []),
    ...(has("OrderSource") ? [{ name: "OrderSource", staged: "NULLIF(ANY_VALUE(order_source), -1)" }] : []),
    ...(has("OrderStatus") ? [{ name: "OrderStatus", staged: "NULLIF(ANY_VALUE(order_status), -1)" }] : []),
  ];
  const orderNames = orderColumns.map(({ name }) => `"${name}"`).join(", ");
  const stagedOrders = `SELECT ${orderColumns.map(({ staged }) => staged).join(", ")} FROM staged_line GROUP BY order_id`;
  const returned = shape.hasColumn("OrderItem", "ReturnedQty");
  const lineNames = `ID, OrderID, ProductID, Qty, PricePerItem${returned ? ", ReturnedQty" : ""}`;
  const scaled = (column: string, scale: number) => `${column} / ${scale.toExponential()}`;
  const stagedLines = `SELECT line_id, order_id, product_id, ${scaled("quantity", QUANTITY_SCALE)}, ${scaled("price", PRICE_SCALE)}${
    returned ? `, ${scaled("returned", QUANTITY_SCALE)}` : ""
  } FROM staged_line`;
  const insertOrders = `INSERT INTO "Order" (${orderNames})`;
  const insertLines = `INSERT INTO "OrderItem" (${lineNames})`;
  if (plan === null) {
    await connection.run(`${insertOrders} ${stagedOrders} ORDER BY 2, 3, 1`);
    await connection.run(`${insertLines} ${stagedLines} ORDER BY agreement_id, created_sec, order_id, line_id`);
    return;
  }
  await findDropped(connection, { plan, widths });
  const keptOrders = `SELECT ${orderNames} FROM base."Order" o WHERE NOT EXISTS (SELECT 1 FROM dropped_order d WHERE d.id = o.ID)`;
  const keptLines = `FROM base."OrderItem" oi WHERE NOT EXISTS (SELECT 1 FROM dropped_order d WHERE d.id = oi.OrderID)
  AND NOT EXISTS (SELECT 1 FROM staged_line s WHERE s.line_id = oi.ID)`;
  if (!resort) {
    await connection.run(`${insertOrders} ${keptOrders}`);
    await connection.run(`${insertOrders} ${stagedOrders} ORDER BY 2, 3, 1`);
    await connection.run(`${insertLines} SELECT ${lineNames} ${keptLines}`);
    await connection.run(`${insertLines} ${stagedLines} ORDER BY agreement_id, created_sec, order_id, line_id`);
    return;
  }
  await connection.run(`${insertOrders} SELECT * FROM (${keptOrders} UNION ALL ${stagedOrders}) ORDER BY 2, 3, 1`);
  await connection.run(`${insertLines} SELECT ${lineNames.replaceAll(/\w+/g, "l.$&")} FROM (
SELECT ${lineNames} ${keptLines} UNION ALL ${stagedLines}) l JOIN "Order" o ON o.ID = l.OrderID
ORDER BY o.ClientAgreementID, o.Created, o.ID, l.ID`);
}

/** Temporary table `dropped_order`: orders of the base that were read again. */
async function findDropped(
  connection: DuckDBConnection,
  { plan, widths }: { plan: ReadingPlan; widths: BucketWidths },
): Promise<void> {
  await connection.run(
    "DELETE FROM staged_line WHERE rowid NOT IN (SELECT MAX(rowid) FROM staged_line GROUP BY line_id)",
  );
  await connection.run(
    "CREATE TEMP TABLE reread_bucket AS SELECT CAST(UNNEST(FROM_JSON($buckets, '[\"VARCHAR\"]')) AS BIGINT) AS bucket",
    { buckets: JSON.stringify(plan.buckets.map(String)) },
  );
  const { fine } = widths;
  await connection.run(`CREATE TEMP TABLE dropped_order AS SELECT o.ID AS id FROM base."Order" o
WHERE o.Created >= MAKE_TIMESTAMP(${plan.sinceSec * 1_000_000}) OR o.ID >= ${plan.tailFromId}
  OR EXISTS (SELECT 1 FROM reread_bucket r WHERE r.bucket = o.ID - (o.ID % ${fine} + ${fine}) % ${fine})
  OR EXISTS (SELECT 1 FROM staged_line s WHERE s.order_id = o.ID)`);
}

async function* abortable(
  batches: AsyncIterable<readonly PulledRow[]>,
  signal: AbortSignal | null,
): AsyncGenerator<readonly PulledRow[]> {
  for await (const batch of batches) {
    signal?.throwIfAborted();
    yield batch;
  }
}
