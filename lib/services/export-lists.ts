import type { Caller } from "@/lib/domain/caller";
import { auditExport } from "./audit";
import { getContext } from "./context";
import type { CustomerColumn, CustomerRow } from "./customer-list-view";
import { readProduct } from "./get-product";
import { readToday } from "./get-today";
import { readCustomers } from "./list-customers";
import { readProducts } from "./list-products";
import type { ProductBuyerRow, ProductLabelView, ProductRow } from "./product-view";
import type { ServiceContext } from "./service-context";
import type { QueueRow } from "./today-view";
import type { DataStamp, RawQuery } from "./views";

/** The whole of a list under the parameters of its page: every page of it, noted in the audit log with its filter. */
export interface ListExport<Row> {
  rows: Row[];
  stamp: DataStamp;
}

/** Filter and order as they stood in the address: what the log keeps is words that the program chose, and counts. */
function askedFor(query: RawQuery, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = query[name];
      // A search is a person's text: the log keeps none.
      return typeof value === "string" && value !== "" ? [[name, name === "q" ? "…" : value.slice(0, 100)]] : [];
    }),
  );
}

/** The caller's customers as filtered, sorted and with the columns chosen. */
export async function exportCustomers(
  caller: Caller,
  query: RawQuery,
  context?: ServiceContext,
): Promise<ListExport<CustomerRow> & { columns: CustomerColumn[] | null }> {
  const used = context ?? (await getContext());
  const { rows, options, stamp } = await readCustomers(used, caller, { ...query, page: undefined });
  const asked = askedFor(query, ["q", "segment", "region", "owner", "due", "sort", "columns", "asOf"]);
  await auditExport(used, caller, { list: "customers", ...asked, rows: rows.length });
  return { rows, columns: options.columns, stamp };
}

/** The caller's call queue as filtered, first call first. */
export async function exportToday(
  caller: Caller,
  query: RawQuery,
  context?: ServiceContext,
): Promise<ListExport<QueueRow>> {
  const used = context ?? (await getContext());
  const { rows, stamp } = await readToday(used, caller, { ...query, page: undefined });
  const asked = askedFor(query, ["segment", "region", "owner", "reason", "minValue", "asOf"]);
  await auditExport(used, caller, { list: "today", ...asked, rows: rows.length });
  return { rows, stamp };
}

/** Products due for the caller's customers, or those that a search finds. */
export async function exportProducts(
  caller: Caller,
  query: RawQuery,
  context?: ServiceContext,
): Promise<ListExport<Omit<ProductRow, "stock">>> {
  const used = context ?? (await getContext());
  const { rows, stamp } = await readProducts(used, caller, { ...query, page: undefined });
  const asked = askedFor(query, ["q", "due", "sort", "asOf"]);
  await auditExport(used, caller, { list: "products", ...asked, rows: rows.length });
  return { rows, stamp };
}

/** A product's buyers among the caller's customers. */
export async function exportProductBuyers(
  caller: Caller,
  request: { productId: string; query: RawQuery },
  context?: ServiceContext,
): Promise<ListExport<ProductBuyerRow> & { product: ProductLabelView }> {
  const used = context ?? (await getContext());
  const query = { ...request.query, page: undefined };
  const { rows, product, stamp } = await readProduct(used, caller, { ...request, query });
  const { productId, code, name, nameUk } = product;
  const asked = askedFor(query, ["state", "sort", "asOf"]);
  await auditExport(used, caller, { list: "product", productId, ...asked, rows: rows.length });
  return { rows, product: { productId, code, name, nameUk }, stamp };
}
