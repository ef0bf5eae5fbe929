import type { ErpShape } from "./erp-shape";
import type { SqlDialect } from "./sql-dialect";

/** The engine counts seconds in 32 bits: later instants are no order dates anyhow. ISO text that both engines compare with a timestamp. */
export const ORDERS_FROM = "1990-01-01T00:00:00";
export const ORDERS_BEFORE = "2038-01-01T00:00:00";

/** EUR net per unit; 0 where the line is not priced yet. */
export const LINE_PRICE = "CASE WHEN oi.PricePerItem > 0 THEN CAST(oi.PricePerItem AS DOUBLE PRECISION) ELSE 0 END";

/**
 * The same from a column of exact decimals, as text: neither the server nor the driver then has a say in which double is
 * nearest. Fourteen places hold all that decimal(30,14) and money do.
 */
export const EXACT_LINE_PRICE =
  "CASE WHEN oi.PricePerItem > 0 THEN CAST(CAST(oi.PricePerItem AS DECIMAL(38, 14)) AS VARCHAR(60)) ELSE '0' END";

export const isExactPrice = (shape: ErpShape) =>
  /DECIMAL|NUMERIC|MONEY/.test(shape.columnType("OrderItem", "PricePerItem") ?? "");

/** A row whose flag was never set is there: nobody has deleted it. */
export const notDeleted = (alias: string) => `COALESCE(CAST(${alias}.Deleted AS INT), 0) = 0`;

/**
 * `FROM ... WHERE ...` of the lines that count as purchases, the one definition for the live history and the snapshot.
 * Aliases: oi, o, p (product), ca (agreement), c (customer).
 *
 * - a line counts when IsValidForCurrentSale = 1; Deleted on Order and OrderItem is a mark of the sync and says nothing;
 *   where the column does not exist all lines count;
 * - Deleted = 0 is right for Client and Product;
 * - a line in a cart has no order and drops out by the join; a quantity of zero or less is no purchase;
 * - the time is Order.Created; the other stamps are the sync's.
 */
export function validLines({ dialect, shape, excluded, moreJoins = "" }: ValidLinesOptions): string {
  const { table } = dialect;
  const conditions = [
    "oi.Qty > 0",
    `o.Created >= '${ORDERS_FROM}'`,
    `o.Created < '${ORDERS_BEFORE}'`,
    notDeleted("p"),
    notDeleted("c"),
  ];
  if (shape.hasColumn("OrderItem", "IsValidForCurrentSale"))
    conditions.push("CAST(oi.IsValidForCurrentSale AS INT) = 1");
  if (excluded) conditions.push(`NOT EXISTS (SELECT 1 FROM ${excluded} excluded WHERE excluded.id = oi.ProductID)`);
  return `FROM ${table("OrderItem")} oi
JOIN ${table("Order")} o ON o.ID = oi.OrderID
JOIN ${table("Product")} p ON p.ID = oi.ProductID
JOIN ${table("ClientAgreement")} ca ON ca.ID = o.ClientAgreementID
JOIN ${table("Client")} c ON c.ID = ca.ClientID
${moreJoins}WHERE ${conditions.join("\n  AND ")}`;
}

interface ValidLinesOptions {
  readonly dialect: SqlDialect;
  readonly shape: ErpShape;
  /** A relation with the column `id`: products that are no parts. null = none. */
  readonly excluded: string | null;
  readonly moreJoins?: string;
}
