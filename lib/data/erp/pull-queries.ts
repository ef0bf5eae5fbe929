import type { ErpShape } from "./erp-shape";
import { type ColumnDefinition, ERP_TABLES, type TableDefinition } from "./schema";
import type { ErpQuery, SqlDialect } from "./sql-dialect";
import { ORDERS_BEFORE, ORDERS_FROM } from "./valid-lines";

/**
 * What a pull asks of the order database, in the dialect that both engines share. The same text runs on the source and on the
 * mirror that earlier pulls filled, so that equal answers mean equal lines.
 */
export interface PullQueries {
  /** Of the orders that count: `order_id`, the greatest, and `newest_sec`, both as text and null while there is none. */
  readonly extent: ErpQuery;
  /** All lines, columns as `PULLED_LINE_COLUMNS`, like the next two. */
  readonly all: ErpQuery;
  /** Lines of orders from an instant (`since`) on. */
  readonly recent: ErpQuery;
  /** Lines of orders before an instant (`before`) with ids from `from_id` to `to_id`. */
  readonly older: ErpQuery;
  /**
   * Of each bucket of `width` ids among the same orders as `older`: `bucket` (its first id), `line_count`, `sum_a`, `sum_b`,
   * all as text.
   */
  sums(width: number): ErpQuery;
  /** The table's columns that the source has, in the order of `columns`. */
  reference(table: string): { readonly query: ErpQuery; readonly columns: readonly ColumnDefinition[] };
}

/** Columns of a pulled line: the ids, then numbers. Quantities are in millionths, the price in 1e-8 EUR, the time in seconds. */
export const PULLED_LINE_COLUMNS = [
  "line_id",
  "order_id",
  "agreement_id",
  "product_id",
  "user_id",
  "order_source",
  "order_status",
  "created_sec",
  "quantity",
  "returned",
  "price",
] as const;

export const QUANTITY_SCALE = 1e6;
export const PRICE_SCALE = 1e8;
/** Below 2^53 both engines and JavaScript count in doubles exactly; a larger quantity or price is no truck part. */
const MOST_SCALED = "9.0E15";

/** Primes below 2^31: a product of two residues fits BIGINT. Two of them tell apart any two BIGINT ids. */
const PRIMES = [2_147_483_647, 2_147_483_629] as const;
/** Odd factors without a pattern, one a column, for each of the two sums. */
const FACTORS = [
  [
    1_640_531_527, 1_183_186_591, 789_854_123, 1_933_731_643, 1_431_655_777, 374_761_393, 668_265_263, 2_013_265_921,
    1_274_126_177, 961_748_941, 1_566_083_941,
  ],
  [
    1_103_515_245, 2_085_340_157, 1_220_703_125, 742_938_285, 1_597_334_677, 904_182_563, 1_789_642_573, 573_259_391,
    1_348_720_403, 1_872_361_123, 416_447_111,
  ],
] as const;

/** The tables that are small beside the lines: read whole at every pull. */
export const REFERENCE_TABLES: readonly TableDefinition[] = ERP_TABLES.filter(
  ({ name }) => name !== "Order" && name !== "OrderItem",
);

export function buildPullQueries({ dialect, shape }: { dialect: SqlDialect; shape: ErpShape }): PullQueries {
  const { table, parameter } = dialect;
  const isCounted = hasWholeIds(shape);
  const columns = lineColumns({ dialect, shape, isCounted });
  const from = `FROM ${table("OrderItem")} oi JOIN ${table("Order")} o ON o.ID = oi.OrderID
WHERE ${countedLines(shape).join(" AND ")}`;
  const older = `${from} AND o.Created < ${parameter("before")} AND o.ID >= ${parameter("from_id")} AND o.ID <= ${parameter("to_id")}`;
  const olderParameters = { before: "instant", from_id: "bigint", to_id: "bigint" } as const;
  const selected = `SELECT ${columns.map(({ name, sql }) => `${sql} AS ${name}`).join(",\n  ")}`;
  return {
    extent: {
      sql: `SELECT CAST(MAX(o.ID) AS VARCHAR(100)) AS order_id, CAST(MAX(${dialect.epochSec("o.Created")}) AS VARCHAR(30)) AS newest_sec ${from}`,
      parameters: {},
    },
    all: { sql: `${selected}\n${from}`, parameters: {} },
    recent: { sql: `${selected}\n${from} AND o.Created >= ${parameter("since")}`, parameters: { since: "instant" } },
    older: { sql: `${selected}\n${older}`, parameters: olderParameters },
    sums: (width) => ({
      sql: sumsSql({ columns, width, lines: `${selected}\n${older}` }),
      parameters: olderParameters,
    }),
    reference: (name) => referenceQuery({ dialect, shape, name }),
  };
}

/** Whether lines can be summed up by number: not where orders, agreements or products have text ids. Only then ask `older` and `sums`. */
export function hasWholeIds(shape: ErpShape): boolean {
  return (["order", "agreement", "product"] as const).every((kind) => shape.idType(kind) === "BIGINT");
}

/**
 * Lines that can ever count: what is superseded, in a cart, without quantity or of no possible date never reaches the
 * mirror. Whether product and customer are deleted is theirs to say: both are read whole.
 */
function countedLines(shape: ErpShape): string[] {
  const conditions = [
    "oi.Qty > 0",
    "oi.ProductID IS NOT NULL",
    "o.ClientAgreementID IS NOT NULL",
    `o.Created >= '${ORDERS_FROM}'`,
    `o.Created < '${ORDERS_BEFORE}'`,
  ];
  if (shape.hasColumn("OrderItem", "IsValidForCurrentSale"))
    conditions.push("CAST(oi.IsValidForCurrentSale AS INT) = 1");
  return conditions;
}

interface LineColumn {
  readonly name: (typeof PULLED_LINE_COLUMNS)[number];
  readonly sql: string;
}

/**
 * Doubles and decimals come as whole numbers, made by the source: what is summed up is then exactly what is kept, and no
 * driver's idea of a decimal comes between. A price of zero or less is one that is not there yet.
 */
function lineColumns({
  dialect,
  shape,
  isCounted,
}: {
  dialect: SqlDialect;
  shape: ErpShape;
  isCounted: boolean;
}): LineColumn[] {
  const whole = (expression: string) => `CAST(${expression} AS BIGINT)`;
  const id = (expression: string) => (isCounted ? whole(expression) : `CAST(${expression} AS VARCHAR(100))`);
  const optional = (name: string) =>
    shape.hasColumn("Order", name) ? `COALESCE(${whole(`o.${name}`)}, -1)` : whole("-1");
  const scaled = (expression: string, scale: string) => {
    const value = `CAST(${expression} AS DOUBLE PRECISION)`;
    return `CAST(CASE WHEN ${value} > 0 THEN CASE WHEN ${value} < ${MOST_SCALED} / ${scale} THEN FLOOR(${value} * ${scale} + 0.5E0) ELSE ${MOST_SCALED} END ELSE 0.0E0 END AS BIGINT)`;
  };
  return [
    { name: "line_id", sql: whole("oi.ID") },
    { name: "order_id", sql: id("o.ID") },
    { name: "agreement_id", sql: id("o.ClientAgreementID") },
    { name: "product_id", sql: id("oi.ProductID") },
    { name: "user_id", sql: optional("UserID") },
    { name: "order_source", sql: optional("OrderSource") },
    { name: "order_status", sql: optional("OrderStatus") },
    { name: "created_sec", sql: whole(dialect.epochSec("o.Created")) },
    // A quantity above zero stays one, however small, or the mirror would not count its line.
    { name: "quantity", sql: `CASE WHEN oi.Qty < 1.0E-6 THEN CAST(1 AS BIGINT) ELSE ${scaled("oi.Qty", "1.0E6")} END` },
    {
      name: "returned",
      sql: shape.hasColumn("OrderItem", "ReturnedQty") ? scaled("oi.ReturnedQty", "1.0E6") : "CAST(0 AS BIGINT)",
    },
    { name: "price", sql: scaled("oi.PricePerItem", "1.0E8") },
  ];
}

/**
 * Two sums a bucket over a number that each line is mixed into. A plain sum of columns would not see two lines that exchanged
 * their products; so each line becomes a residue over all its columns first, and its fifth power (no linear
 * function of them, and a permutation of the residues) is what is added up. Another set of lines gives the same two
 * sums with a chance near 2^-61.
 */
function sumsSql({ columns, width, lines }: { columns: readonly LineColumn[]; width: number; lines: string }): string {
  const mixed = (which: 0 | 1) => {
    const prime = PRIMES[which];
    const terms = columns.map(({ name }, at) => `(l.${name} % ${prime}) * ${FACTORS[which][at]} % ${prime}`);
    return `((${terms.join(" + ")}) % ${prime} + ${prime}) % ${prime}`;
  };
  const [a, b] = PRIMES;
  return `SELECT CAST(f.bucket AS VARCHAR(30)) AS bucket, CAST(COUNT(*) AS VARCHAR(30)) AS line_count,
  CAST(SUM(f.a4 * f.a % ${a}) AS VARCHAR(40)) AS sum_a, CAST(SUM(f.b4 * f.b % ${b}) AS VARCHAR(40)) AS sum_b
FROM (SELECT s.bucket AS bucket, s.a AS a, s.b AS b, s.a2 * s.a2 % ${a} AS a4, s.b2 * s.b2 % ${b} AS b4
FROM (SELECT m.bucket AS bucket, m.a AS a, m.b AS b, m.a * m.a % ${a} AS a2, m.b * m.b % ${b} AS b2
FROM (SELECT l.order_id - (l.order_id % ${width} + ${width}) % ${width} AS bucket,
  ${mixed(0)} AS a,
  ${mixed(1)} AS b
FROM (${lines}) l) m) s) f
GROUP BY f.bucket`;
}

/** Flags as 0 and 1, stamps as seconds (null where no date of an order could be), ids and numbers as themselves. */
function referenceQuery({ dialect, shape, name }: { dialect: SqlDialect; shape: ErpShape; name: string }) {
  const definition = REFERENCE_TABLES.find((table) => table.name === name) as TableDefinition;
  const columns = definition.columns.filter((column) => shape.hasColumn(name, column.name));
  const expression = ({ name: column, type, idKind }: ColumnDefinition) => {
    const quoted = `t."${column}"`;
    if (type === "id") {
      const isText = idKind !== undefined && shape.idType(idKind) === "VARCHAR";
      return isText ? `CAST(${quoted} AS VARCHAR(100))` : `CAST(${quoted} AS BIGINT)`;
    }
    if (type === "uuid") return `CAST(${quoted} AS VARCHAR(36))`;
    if (type === "timestamp")
      return `CASE WHEN ${quoted} >= '${ORDERS_FROM}' AND ${quoted} < '${ORDERS_BEFORE}' THEN ${dialect.epochSec(quoted)} END`;
    if (type === "boolean" || type === "integer") return `CAST(${quoted} AS INT)`;
    return type === "text" ? quoted : `CAST(${quoted} AS DOUBLE PRECISION)`;
  };
  const selected = columns.map((column, at) => `${expression(column)} AS column_${at}`);
  return { query: { sql: `SELECT ${selected.join(", ")} FROM ${dialect.table(name)} t`, parameters: {} }, columns };
}
