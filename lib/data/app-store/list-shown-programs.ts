import { agreementId, customerId, productId } from "@/lib/domain/ids";
import type { ListShown } from "@/lib/domain/list-shown";
import { type Program, put, rowOf, rowsOf } from "./store-program";

export function* noteListShown(list: ListShown): Program<void> {
  const key = { day: list.day, customer_id: list.customerId, agreement_id: list.agreementId, viewer: list.viewer };
  const before = yield* rowOf(
    `SELECT products AS products FROM lists_shown
WHERE day = @day AND customer_id = @customer_id AND agreement_id = @agreement_id AND viewer = @viewer`,
    key,
  );
  const known: string[] = before === null ? [] : JSON.parse(String(before.products));
  const products = [...new Set([...known, ...list.products])];
  if (before !== null && products.length === known.length) return;
  yield* put("lists_shown", key, { products: JSON.stringify(products) });
}

export function* listsShownSince(day: string): Program<ListShown[]> {
  const rows = yield* rowsOf(
    `SELECT day AS day, customer_id AS customer_id, agreement_id AS agreement_id, viewer AS viewer, products AS products
FROM lists_shown WHERE day >= @day ORDER BY day, customer_id, agreement_id, viewer`,
    { day },
  );
  return rows.map((row) => ({
    day: String(row.day),
    customerId: customerId(String(row.customer_id)),
    agreementId: agreementId(String(row.agreement_id)),
    viewer: String(row.viewer),
    products: (JSON.parse(String(row.products)) as string[]).map(productId),
  }));
}
