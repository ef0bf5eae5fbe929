import { z } from "zod";
import type {
  AgreementRecord,
  AnalogueRecord,
  CustomerRecord,
  PersonRecord,
  ProductRecord,
  PurchaseRecord,
  StockRecord,
} from "@/lib/data/ports";
import { agreementId, compareIds, customerId, orderId, ownerId, productId } from "@/lib/domain/ids";

/** Rows as both engines return them under the aliases of `queries.ts`, and what they mean. */

const text = z.string().nullable();

export const catalogueRow = z.object({
  table_schema: z.string(),
  table_name: z.string(),
  column_name: z.string(),
  data_type: z.string(),
});
export const countRow = z.object({ row_count: z.number() });

export const customerRow = z.object({
  customer_id: z.string(),
  name: text,
  full_name: text,
  tax_id: text,
  phone: text,
  email: text,
  region: text,
  owner_id: text,
  owner_first_name: text,
  owner_last_name: text,
  is_blocked: z.number(),
});

export const agreementRow = z.object({
  agreement_id: z.string(),
  customer_id: z.string(),
  name: text,
  number: text,
  currency: text,
  is_active: z.number(),
});

export const productRow = z.object({
  product_id: z.string(),
  code: text,
  name: text,
  name_uk: text,
  oe_number: text,
  packing_standard: z.union([z.string(), z.number()]).nullable(),
});

/** A line with its product; all null where an agreement has no line. */
export const historyRow = z.object({
  ...productRow.shape,
  order_id: text,
  ordered_at_sec: z.number().nullable(),
  product_id: text,
  quantity: z.number().nullable(),
  unit_price: z.union([z.number(), z.string().transform(Number)]).nullable(),
});
type HistoryRow = z.infer<typeof historyRow>;
type LineRow = {
  [Column in keyof HistoryRow]: Column extends LineColumn ? NonNullable<HistoryRow[Column]> : HistoryRow[Column];
};
type LineColumn = "order_id" | "ordered_at_sec" | "product_id" | "quantity" | "unit_price";

export const isLine = (row: HistoryRow): row is LineRow => row.order_id !== null;

export const anyStockRow = z.object({ has_stock: z.coerce.number() });
export const stockRow = z.object({ product_id: z.string(), storage: text, amount: z.number() });
export const analogueRow = z.object({ product_id: z.string(), analogue_id: z.string() });

export const personRow = z.object({ owner_id: z.string(), first_name: text, last_name: text, email: text });

/** Empty text is absence. */
const filled = (value: string | null): string | null => value?.trim() || null;
const fullName = (first: string | null, last: string | null) => [first, last].map(filled).filter(Boolean).join(" ");

export function customerOf(row: z.infer<typeof customerRow>): CustomerRecord {
  return {
    customerId: customerId(row.customer_id),
    name: filled(row.name) ?? filled(row.full_name) ?? row.customer_id,
    taxId: filled(row.tax_id),
    phone: filled(row.phone),
    email: filled(row.email),
    region: filled(row.region),
    ownerId: row.owner_id === null ? null : ownerId(row.owner_id),
    ownerName: row.owner_id === null ? null : fullName(row.owner_first_name, row.owner_last_name) || null,
    isBlocked: row.is_blocked === 1,
  };
}

export function agreementOf(row: z.infer<typeof agreementRow>): AgreementRecord {
  return {
    agreementId: agreementId(row.agreement_id),
    customerId: customerId(row.customer_id),
    name: filled(row.name) ?? "",
    number: filled(row.number),
    currency: filled(row.currency),
    isActive: row.is_active === 1,
  };
}

export function purchaseOf(row: LineRow): PurchaseRecord {
  return {
    orderId: orderId(row.order_id),
    orderedAtSec: row.ordered_at_sec,
    productId: productId(row.product_id),
    quantity: row.quantity,
    unitPrice: row.unit_price,
  };
}

export function productOf(row: z.infer<typeof productRow>): ProductRecord {
  const packing = Number(String(row.packing_standard ?? "").replace(",", "."));
  return {
    productId: productId(row.product_id),
    code: filled(row.code) ?? "",
    name: filled(row.name) ?? "",
    nameUk: filled(row.name_uk),
    oeNumber: filled(row.oe_number),
    packingStandard: Number.isFinite(packing) && packing >= 1 ? packing : 1,
  };
}

export function stockOf(row: z.infer<typeof stockRow>): StockRecord {
  return { productId: productId(row.product_id), storage: filled(row.storage) ?? "", amount: row.amount };
}

export function analogueOf(row: z.infer<typeof analogueRow>): AnalogueRecord {
  return { productId: productId(row.product_id), analogueId: productId(row.analogue_id) };
}

export function personOf(row: z.infer<typeof personRow>): PersonRecord {
  const email = filled(row.email);
  return {
    ownerId: ownerId(row.owner_id),
    name: fullName(row.first_name, row.last_name) || email || row.owner_id,
    email,
  };
}

/** Oldest first, then order, product, quantity, price: the order of the lines in a snapshot, the same from every engine. */
export function comparePurchases(a: PurchaseRecord, b: PurchaseRecord): number {
  return (
    a.orderedAtSec - b.orderedAtSec ||
    (a.orderId === b.orderId ? 0 : compareIds(a.orderId, b.orderId)) ||
    (a.productId === b.productId ? 0 : compareIds(a.productId, b.productId)) ||
    a.quantity - b.quantity ||
    a.unitPrice - b.unitPrice
  );
}

const WHOLE_NUMBER = /^\d{1,15}$/;

/** Sorted by `compareIds`, which reads both ids anew at every comparison: here each is read once. */
export function sortedById<Row>(rows: readonly Row[], idOf: (row: Row) => string): Row[] {
  const keyed = rows.map((row) => {
    const id = idOf(row);
    return { row, id, value: WHOLE_NUMBER.test(id) ? Number(id) : null };
  });
  keyed.sort((a, b) =>
    a.value !== null && b.value !== null && a.value !== b.value ? a.value - b.value : compareIds(a.id, b.id),
  );
  return keyed.map(({ row }) => row);
}
