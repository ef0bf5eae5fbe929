import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText } from "@/lib/data/duckdb/duckdb-file";
import { ORDERS_BEFORE, ORDERS_FROM } from "@/lib/data/erp/valid-lines";
import type { RawTable } from "./load-raw-table";
import { numberSql, textSql, timestampSql } from "./parse-sql";

export const LONGEST_ID = 100;

/**
 * Checks `raw_order_lines`. Leaves the temporary table `good_line` (line, order_id, customer_id, agreement_id, product_id as
 * text, ordered_at, quantity, price) and adds what was refused to `rejected`. Returns are counted, not errors.
 */
export async function checkOrderLines(
  connection: DuckDBConnection,
  raw: RawTable,
  fileName: string,
): Promise<{ returns: number; warnings: string[] }> {
  const { types, decimalComma } = raw;
  const column = (name: string) => ({ name, type: types.get(name) });
  const slashOrder = await findSlashOrder(connection, raw);
  const isText = (name: string) => types.get(name) === "VARCHAR";
  const parsed = (name: string) => (isText(name) ? `${name}_text` : textSql(column(name)));
  await connection.run(`CREATE TEMP TABLE checked AS
WITH trimmed AS (SELECT *, ${["order_id", "ordered_at", "customer_id", "agreement_id", "product_id", "quantity", "unit_price"].map((name) => `${textSql(column(name))} AS ${name}_text`).join(", ")}
  FROM ${raw.relation}),
parsed AS (SELECT line, order_id_text AS order_id, customer_id_text AS customer_id, product_id_text AS product_id,
  CASE WHEN agreement_id_text = '' THEN customer_id_text ELSE agreement_id_text END AS agreement_id,
  ordered_at_text, quantity_text, unit_price_text,
  ${timestampSql(column("ordered_at"), { text: parsed("ordered_at"), slashOrder: slashOrder.order })} AS ordered_at,
  ${numberSql(column("quantity"), { text: parsed("quantity"), decimalComma })} AS quantity,
  ${numberSql(column("unit_price"), { text: parsed("unit_price"), decimalComma })} AS price
  FROM trimmed)
SELECT line, order_id, customer_id, product_id, agreement_id, ordered_at, quantity, price,
  CASE
    WHEN order_id = '' THEN 'missing_order_id'
    WHEN ordered_at_text = '' THEN 'missing_ordered_at'
    WHEN customer_id = '' THEN 'missing_customer_id'
    WHEN product_id = '' THEN 'missing_product_id'
    WHEN quantity_text = '' THEN 'missing_quantity'
    WHEN GREATEST(LENGTH(order_id), LENGTH(customer_id), LENGTH(agreement_id), LENGTH(product_id)) > ${LONGEST_ID} THEN 'id_too_long'
    WHEN ordered_at IS NULL THEN 'unparsable_date'
    WHEN ordered_at < '${ORDERS_FROM}' OR ordered_at >= '${ORDERS_BEFORE}' THEN 'date_out_of_range'
    WHEN quantity IS NULL THEN 'quantity_not_a_number'
    WHEN quantity = 0 THEN 'quantity_zero'
    WHEN unit_price_text <> '' AND price IS NULL THEN 'price_not_a_number'
    WHEN price < 0 THEN 'price_negative'
  END AS reason,
  ordered_at_text, quantity_text, unit_price_text
FROM parsed`);
  await connection.run(`INSERT INTO rejected SELECT ${sqlText(fileName)}, line, reason, LEFT(CASE
    WHEN reason IN ('unparsable_date', 'date_out_of_range') THEN ordered_at_text
    WHEN reason IN ('quantity_not_a_number', 'quantity_zero') THEN quantity_text
    WHEN reason IN ('price_not_a_number', 'price_negative') THEN unit_price_text
    WHEN reason = 'id_too_long' THEN CONCAT_WS(' ', order_id, customer_id, agreement_id, product_id)
    ELSE '' END, 200)
FROM checked WHERE reason IS NOT NULL`);
  const returns = Number(
    (
      await connection.runAndReadAll("SELECT COUNT(*) FROM checked WHERE reason IS NULL AND quantity < 0")
    ).getRows()[0][0],
  );
  await splitConflicts(connection, fileName);
  return { returns, warnings: slashOrder.warning ? [slashOrder.warning] : [] };
}

/** The first line of an agreement says whose it is, the first line of an order under which agreement; others that differ are refused. */
async function splitConflicts(connection: DuckDBConnection, fileName: string): Promise<void> {
  await connection.run(`CREATE TEMP TABLE of_one_customer AS
WITH bought AS (SELECT * FROM checked WHERE reason IS NULL AND quantity > 0),
first_customer AS (SELECT agreement_id, ARG_MIN(customer_id, line) AS customer_id FROM bought GROUP BY agreement_id)
SELECT b.*, b.customer_id = f.customer_id AS fits FROM bought b JOIN first_customer f ON f.agreement_id = b.agreement_id`);
  await connection.run(`CREATE TEMP TABLE of_one_agreement AS
WITH bought AS (SELECT * FROM of_one_customer WHERE fits),
first_agreement AS (SELECT order_id, ARG_MIN(agreement_id, line) AS agreement_id FROM bought GROUP BY order_id)
SELECT b.* REPLACE (b.agreement_id = f.agreement_id AS fits) FROM bought b JOIN first_agreement f ON f.order_id = b.order_id`);
  const file = sqlText(fileName);
  await connection.run(`INSERT INTO rejected
SELECT ${file}, line, 'agreement_under_two_customers', agreement_id FROM of_one_customer WHERE NOT fits
UNION ALL SELECT ${file}, line, 'order_under_two_agreements', order_id FROM of_one_agreement WHERE NOT fits`);
  await connection.run(`CREATE TEMP TABLE good_line AS
SELECT line, order_id, customer_id, agreement_id, product_id, ordered_at, quantity, COALESCE(price, 0) AS price FROM of_one_agreement WHERE fits`);
  for (const table of ["checked", "of_one_customer", "of_one_agreement"]) await connection.run(`DROP TABLE ${table}`);
}

/** 05/06/2020 is read as the whole file shows: some line that only fits one order decides; when none does, day first. */
async function findSlashOrder(
  connection: DuckDBConnection,
  raw: RawTable,
): Promise<{ order: "day_first" | "month_first"; warning: string | null }> {
  if (raw.types.get("ordered_at") !== "VARCHAR") return { order: "day_first", warning: null };
  const reader = await connection.runAndReadAll(`WITH parts AS (
  SELECT TRY_CAST(REGEXP_EXTRACT(ordered_at, '^\\s*([0-9]{1,2})/([0-9]{1,2})/[0-9]{4}', 1) AS INTEGER) AS first_part,
    TRY_CAST(REGEXP_EXTRACT(ordered_at, '^\\s*([0-9]{1,2})/([0-9]{1,2})/[0-9]{4}', 2) AS INTEGER) AS second_part
  FROM ${raw.relation} WHERE CONTAINS(ordered_at, '/'))
SELECT COUNT(first_part) AS dates, COUNT(*) FILTER (first_part > 12 AND second_part <= 12) AS only_day_first,
  COUNT(*) FILTER (second_part > 12 AND first_part <= 12) AS only_month_first FROM parts`);
  const [dates, dayFirst, monthFirst] = reader.getRows()[0].map(Number);
  const order = monthFirst > dayFirst ? "month_first" : "day_first";
  const isOpen = dates > 0 && dayFirst === monthFirst;
  return {
    order,
    warning: isOpen ? "Dates like 05/06/2020 were read as day/month/year: no line shows which is meant." : null,
  };
}
