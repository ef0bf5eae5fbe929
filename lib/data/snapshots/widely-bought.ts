import type { DuckDBConnection } from "@duckdb/node-api";
import { DAY_SEC } from "@/lib/domain/snapshot";

/** A real part tops out near 14% of the customers of a year, a gift wholesaler's best-seller at 20%. */
const WIDE_SHARE = 0.5;
const YEAR_SEC = 365 * DAY_SEC;
/** With fewer customers in a year "more than half" says nothing. */
const LEAST_CUSTOMERS = 20;

/**
 * Finds products that more than half of the customers ordering in some year bought, years counted back from the newest
 * line: such a product is rarely a part (opening debts carried as an order line, delivery fees). With `drop` their lines
 * leave the temporary table `line`.
 */
export async function widelyBoughtProducts(
  connection: DuckDBConnection,
  { drop }: { drop: boolean },
): Promise<{ droppedProductIds: string[]; warnings: string[] }> {
  const reader = await connection.runAndReadAll(`
WITH dated AS (SELECT product_id, customer_id, ((SELECT MAX(time_sec) FROM line) - time_sec) // ${YEAR_SEC} AS year FROM line),
buyers AS (SELECT year, product_id, COUNT(DISTINCT customer_id) AS customers FROM dated GROUP BY year, product_id),
everyone AS (SELECT year, COUNT(DISTINCT customer_id) AS customers FROM dated GROUP BY year HAVING COUNT(DISTINCT customer_id) >= ${LEAST_CUSTOMERS})
SELECT CAST(b.product_id AS VARCHAR) AS product_id, ANY_VALUE(COALESCE(p.Name, '')) AS name, MAX(b.customers / e.customers) AS share
FROM buyers b JOIN everyone e ON e.year = b.year JOIN main."Product" p ON p.ID = b.product_id
WHERE b.customers > ${WIDE_SHARE} * e.customers
GROUP BY b.product_id ORDER BY share DESC, product_id`);
  const found = reader.getRowObjectsJS() as unknown as { product_id: string; name: string; share: number }[];
  const warnings = found.map(({ product_id, name, share }) => {
    const what = `${Math.round(share * 100)}% of the customers of a year bought product ${product_id}${name ? ` (${name})` : ""}`;
    return drop
      ? `${what}: left out, it is hardly a part.`
      : `${what}: if it is no part, add it to the excluded products.`;
  });
  const droppedProductIds = drop ? found.map((row) => row.product_id) : [];
  if (droppedProductIds.length > 0) {
    await connection.run(
      "DELETE FROM line WHERE CAST(product_id AS VARCHAR) IN (SELECT UNNEST(FROM_JSON($ids, '[\"VARCHAR\"]')))",
      {
        ids: JSON.stringify(droppedProductIds),
      },
    );
  }
  return { droppedProductIds, warnings };
}
