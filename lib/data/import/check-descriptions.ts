import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText } from "@/lib/data/duckdb/duckdb-file";
import { LONGEST_ID } from "./check-order-lines";
import type { RawTable } from "./load-raw-table";
import { numberSql, textSql } from "./parse-sql";

/** A products or customers file that was read, or null where the folder has none. */
export type Described = { readonly raw: RawTable; readonly fileName: string } | null;

/** Temporary table `good_product`: one row a product_id, all text; refused rows go to `rejected`. */
export async function checkProducts(connection: DuckDBConnection, file: Described): Promise<void> {
  const text = (name: string) => textSql({ name, type: file?.raw.types.get(name) });
  const packing = { name: "packing_standard", type: file?.raw.types.get("packing_standard") };
  const packingNumber = numberSql(packing, {
    text: text("packing_standard"),
    decimalComma: file?.raw.decimalComma ?? false,
  });
  await checkDescriptions({
    connection,
    file,
    key: "product_id",
    target: "good_product",
    columns: `COALESCE(NULLIF(${text("product_code")}, ''), ${text("product_id")}) AS code, ${text("product_name")} AS name, ${text("product_name_uk")} AS name_uk,
  ${text("group")} AS groups, ${text("car_brand")} AS brands, ${text("oe_number")} AS oe_number, COALESCE(CAST(${packingNumber} AS VARCHAR), '1') AS packing`,
    reason: `WHEN ${text("packing_standard")} <> '' AND ${packingNumber} IS NULL THEN 'packing_standard_not_a_number'`,
    reasonValue: text("packing_standard"),
  });
}

/** Temporary table `good_customer`: one row a customer_id, all text; refused rows go to `rejected`. */
export async function checkCustomers(connection: DuckDBConnection, file: Described): Promise<void> {
  const text = (name: string) => textSql({ name, type: file?.raw.types.get(name) });
  await checkDescriptions({
    connection,
    file,
    key: "customer_id",
    target: "good_customer",
    columns: `COALESCE(NULLIF(${text("customer_name")}, ''), ${text("customer_id")}) AS name, ${text("region")} AS region, ${text("tax_id")} AS tax_id,
  LOWER(${text("owner_email")}) AS owner_email, ${text("phone")} AS phone, ${text("email")} AS email`,
    reason: "",
    reasonValue: "''",
  });
}

interface CheckOptions {
  readonly connection: DuckDBConnection;
  readonly file: Described;
  readonly key: "product_id" | "customer_id";
  readonly target: string;
  /** Select list behind the key. */
  readonly columns: string;
  /** Further WHEN branches, and the value shown with them. */
  readonly reason: string;
  readonly reasonValue: string;
}

async function checkDescriptions({
  connection,
  file,
  key,
  target,
  columns,
  reason,
  reasonValue,
}: CheckOptions): Promise<void> {
  const keyText = textSql({ name: key, type: file?.raw.types.get(key) });
  const source = file ? file.raw.relation : "(SELECT 0 AS line WHERE false)";
  await connection.run(`CREATE TEMP TABLE checked_${target} AS
WITH parsed AS (SELECT line, ${keyText} AS ${key}, ${columns}, ${reasonValue} AS reason_value,
  CASE WHEN ${keyText} = '' THEN 'missing_${key}' WHEN LENGTH(${keyText}) > ${LONGEST_ID} THEN 'id_too_long' ${reason} END AS reason
  FROM ${source} raw),
firsts AS (SELECT ${key}, MIN(line) AS first_line FROM parsed WHERE reason IS NULL GROUP BY ${key})
SELECT p.* REPLACE (CASE WHEN p.reason IS NULL AND p.line <> f.first_line THEN 'duplicate_key' ELSE p.reason END AS reason)
FROM parsed p LEFT JOIN firsts f ON f.${key} = p.${key}`);
  if (file) {
    await connection.run(`INSERT INTO rejected SELECT ${sqlText(file.fileName)}, line, reason,
  LEFT(CASE WHEN reason = 'packing_standard_not_a_number' THEN reason_value ELSE ${key} END, 200) FROM checked_${target} WHERE reason IS NOT NULL`);
  }
  await connection.run(
    `CREATE TEMP TABLE ${target} AS SELECT * EXCLUDE (line, reason, reason_value) FROM checked_${target} WHERE reason IS NULL`,
  );
  await connection.run(`DROP TABLE checked_${target}`);
}
