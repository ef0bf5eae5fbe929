import type { Interactions } from "@/lib/domain/interactions";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { ColumnAppender } from "./column-appender";
import type { RowSource } from "./row-source";

const WINDOWS_DAYS = [7, 14, 30, 60, 90, 180] as const;
const RATE_WINDOWS_DAYS = [14, 30, 90] as const;
const HALF_LIVES_DAYS = [4, 10, 25, 60] as const;
/** Buyers' worth of the mean of all products that a rate is shrunk by. */
const PRIOR = 5;

/** SQL of each column, over the tables that `itemDemandRows` names. */
const COLUMNS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(WINDOWS_DAYS.map((days) => [`buyers_${days}d`, `COALESCE(p.buyers_${days}d, 0)`])),
  buyers_ever: "COALESCE(p.buyers, 0)",
  ...Object.fromEntries(WINDOWS_DAYS.map((days) => [`new_buyers_${days}d`, `COALESCE(p.new_${days}d, 0)`])),
  ...Object.fromEntries(WINDOWS_DAYS.map((days) => [`orders_${days}d`, `COALESCE(e.orders_${days}d, 0)`])),
  orders_ever: "COALESCE(e.orders, 0)",
  first_sale_age_days: "p.first_age",
  last_sale_age_days: "p.last_age",
  active_days_14: "COALESCE(e.days_14, 0)",
  active_days_60: "COALESCE(e.days_60, 0)",
  repeat_rate: shrunk("p.repeat_buyers", "p.buyers"),
  interval_days: shrunk("p.gap_days", "p.gaps"),
  ...Object.fromEntries(HALF_LIVES_DAYS.map((days) => [`decayed_${days}`, `COALESCE(e.decayed_${days}, 0)`])),
  ...Object.fromEntries(
    RATE_WINDOWS_DAYS.map((days) => [`reorder_${days}d`, shrunk(`p.again_${days}d`, `p.owned_${days}d`)]),
  ),
  ...Object.fromEntries(
    RATE_WINDOWS_DAYS.map((days) => [
      `adopt_${days}d`,
      `COALESCE(p.new_${days}d, 0) / GREATEST(1, a.active_${days}d - COALESCE(p.owned_${days}d, 0))`,
    ]),
  ),
  log_price: "e.log_price",
  log_quantity: "e.log_quantity",
  buyer_breadth: "p.breadth",
};

/** How each product sold before the cutoff: the statistics of `ItemDemand`, computed a second, independent way. */
export const ITEM_DEMAND_FEATURES = { name: "item-demand", version: 1, names: Object.keys(COLUMNS) } as const;

function shrunk(hits: string, tries: string): string {
  const mean = `COALESCE(SUM(${hits}) OVER () / NULLIF(SUM(${tries}) OVER (), 0), 0)`;
  return `(COALESCE(${hits}, 0) + ${PRIOR} * ${mean}) / (COALESCE(${tries}, 0) + ${PRIOR})`;
}

const each = (days: readonly number[], sql: (day: number) => string) => days.map(sql).join(", ");

/**
 * One row a product, by SQL over the order lines. A purchase is a distinct (user, order, product): lines of one product in
 * one order are merged. The cutoff is applied here, so all lines may be given.
 */
export function itemDemandRows({
  lines,
  productId,
  cutoffSec,
}: {
  lines: Interactions;
  productId: readonly string[];
  cutoffSec: number;
}): RowSource {
  return async (connection) => {
    await connection.run("CREATE TABLE product (item_index INTEGER, product_id VARCHAR)");
    const products = await ColumnAppender.open(connection, { name: "product", columnCount: 2 });
    products.append(productId.length, [(row) => row, (row) => productId[row]]);
    products.close();
    await connection.run(
      "CREATE TABLE line (line_number INTEGER, user_index INTEGER, order_index INTEGER, item_index INTEGER, time_sec INTEGER, quantity DOUBLE, price DOUBLE)",
    );
    const appender = await ColumnAppender.open(connection, { name: "line", columnCount: 7 });
    for (let user = 0; user < lines.userCount; user++) {
      const from = lines.userOffset[user];
      appender.append(lines.userOffset[user + 1] - from, [
        (row) => from + row,
        () => user,
        (row) => lines.order[from + row],
        (row) => lines.item[from + row],
        (row) => lines.timeSec[from + row],
        (row) => lines.quantity[from + row],
        (row) => lines.price[from + row],
      ]);
    }
    appender.close();
    return itemDemandSql(cutoffSec);
  };
}

function itemDemandSql(cutoffSec: number): string {
  const columns = Object.entries(COLUMNS).map(([name, sql]) => `CAST(${sql} AS FLOAT) AS "${name}"`);
  return `WITH purchase AS (
  SELECT user_index, item_index, order_index, (${cutoffSec} - MIN(time_sec)) / CAST(${DAY_SEC} AS DOUBLE) AS age,
    SUM(quantity) AS quantity, ARG_MIN(price, line_number) FILTER (price > 0) AS price
  FROM line WHERE time_sec < ${cutoffSec} GROUP BY user_index, item_index, order_index),
buyer AS (SELECT user_index, MIN(age) AS newest, COUNT(DISTINCT item_index) AS breadth FROM purchase GROUP BY user_index),
active AS (SELECT ${each(RATE_WINDOWS_DAYS, (d) => `COUNT(*) FILTER (newest <= ${d}) AS active_${d}d`)} FROM buyer),
owner AS (
  SELECT user_index, item_index, COUNT(*) AS orders, MAX(age) AS first_age, MIN(age) AS last_age
  FROM purchase GROUP BY user_index, item_index),
by_owner AS (
  SELECT item_index, COUNT(*) AS buyers, COUNT(*) FILTER (orders > 1) AS repeat_buyers, MAX(first_age) AS first_age,
    MIN(last_age) AS last_age, SUM(first_age - last_age) AS gap_days, SUM(orders - 1) AS gaps, AVG(LN(1 + breadth)) AS breadth,
    ${each(WINDOWS_DAYS, (d) => `COUNT(*) FILTER (last_age <= ${d}) AS buyers_${d}d, COUNT(*) FILTER (first_age <= ${d}) AS new_${d}d`)},
    ${each(RATE_WINDOWS_DAYS, (d) => `COUNT(*) FILTER (first_age > ${d} AND newest <= ${d}) AS owned_${d}d, COUNT(*) FILTER (first_age > ${d} AND last_age <= ${d}) AS again_${d}d`)}
  FROM owner JOIN buyer USING (user_index) GROUP BY item_index),
by_purchase AS (
  SELECT item_index, COUNT(*) AS orders, AVG(LN(price)) AS log_price, AVG(LN(1 + quantity)) AS log_quantity,
    COUNT(DISTINCT FLOOR(age)) FILTER (age < 14) AS days_14, COUNT(DISTINCT FLOOR(age)) FILTER (age <= 60) AS days_60,
    ${each(WINDOWS_DAYS, (d) => `COUNT(*) FILTER (age <= ${d}) AS orders_${d}d`)},
    ${each(HALF_LIVES_DAYS, (d) => `SUM(POW(0.5, age / ${d}) / ${d}) AS decayed_${d}`)}
  FROM purchase GROUP BY item_index)
SELECT product.product_id, ${columns.join(",\n  ")}
FROM product LEFT JOIN by_owner p USING (item_index) LEFT JOIN by_purchase e USING (item_index) CROSS JOIN active a
ORDER BY item_index`;
}
