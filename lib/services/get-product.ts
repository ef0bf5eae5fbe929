import type { AgreementRecord, ProductRecord } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { type ProductId, productId } from "@/lib/domain/ids";
import { monthlyDemand } from "@/lib/scoring/product/monthly-demand";
import { snapshotLabel } from "./agreement-history";
import type { Analytics } from "./analytics";
import { analyticsNow } from "./analytics-now";
import { getContext } from "./context";
import { servingStamp } from "./current-stamp";
import { isoOf } from "./data-stamp";
import { pageOf } from "./page-of";
import { productBuyers } from "./product-buyers";
import { parseBuyerOptions } from "./product-options";
import type { ProductView } from "./product-view";
import { parseAsOf } from "./recommendation-options";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

const MAX_ID = 100;

/** The product; throws AppError `not_found`. Every signed-in person may see every product. */
export async function findProduct(used: ServiceContext, at: Analytics, id: string): Promise<ProductRecord> {
  const wanted = productId(id);
  const [record] = id.length > 0 && id.length <= MAX_ID ? await used.erp.products([wanted]) : [];
  if (record !== undefined) return record;
  // Sold once and deleted since: what was bought is still worth looking at.
  const item = at.index.itemOf.get(wanted);
  if (item === undefined) {
    throw new AppError("not_found", "There is no such product.", {
      remedy: "Find the product in the list of products.",
    });
  }
  const packingStandard = at.snapshot.items.packingStandard[item];
  return { productId: wanted, ...snapshotLabel(at, wanted), oeNumber: null, packingStandard };
}

/** The buyers of one product in the caller's scope with what both the page and the export need. */
export async function readProduct(
  used: ServiceContext,
  caller: Caller,
  request: { productId: string; query: RawQuery },
) {
  const parsed = parseBuyerOptions(request.query);
  const current = await used.snapshots.current();
  const asOfSec = parseAsOf(request.query, current.snapshot);
  const at = await analyticsNow(used, current.snapshot, asOfSec);
  const product = await findProduct(used, at, request.productId);
  const [records, agreements, outcomes] = await Promise.all([
    used.erp.customersInScope(caller.scope),
    used.erp.agreementsInScope(caller.scope),
    used.outcomes.read(),
  ]);
  const found = productBuyers(at, {
    context: used,
    caller,
    records,
    agreementNames: namesWhereSeveral(agreements),
    outcomes,
    productId: product.productId,
    options: parsed.options,
  });
  return { ...parsed, ...found, product, at, asOfSec, stamp: await servingStamp(used, current, asOfSec) };
}

/** One product: who of the caller's customers is due for it. Parameters: state, sort, page, asOf. */
export async function getProduct(
  caller: Caller,
  request: { productId: string; query: RawQuery },
  context?: ServiceContext,
): Promise<ProductView> {
  const used = context ?? (await getContext());
  const read = await readProduct(used, caller, request);
  const { at, item, product, purchases, goesWith, rows, leftOut, counts, dueValue, options, page, asOfSec, stamp } =
    read;
  const { items, groups } = at.snapshot;
  const stock = await used.erp.stock([product.productId]);
  const orders = new Set(purchases.flatMap(({ history }) => Array.from(history.order)));
  let units = 0;
  let lastSec = 0;
  for (const { history } of purchases) {
    for (const quantity of history.quantity) units += quantity;
    lastSec = Math.max(lastSec, history.timeSec[history.timeSec.length - 1]);
  }
  const { productId: id, code, name, nameUk, oeNumber, packingStandard } = product;
  return {
    product: {
      productId: id,
      code,
      name,
      nameUk,
      oeNumber,
      packingStandard,
      group: item === undefined ? null : (groups[items.group[item]] ?? null),
    },
    figures: {
      buyers: purchases.length,
      orders: orders.size,
      lastOrderAt: lastSec === 0 ? null : isoOf(lastSec),
      units,
    },
    stock: stock === null ? null : stock.map(({ storage, amount }) => ({ storage, amount })),
    options,
    list: pageOf(rows, page),
    counts,
    dueValue,
    leftOut,
    goesWith: goesWith.map((one) => ({
      productId: items.productId[one.item],
      ...labelOf(at, items.productId[one.item]),
      share: one.share,
    })),
    monthly: monthlyDemand(purchases, asOfSec),
    stamp,
  };
}

const labelOf = (at: Analytics, id: ProductId) => {
  const { code, name, nameUk } = snapshotLabel(at, id);
  return { code, name, nameUk };
};

/** With one agreement its name would only repeat itself on every line. */
function namesWhereSeveral(agreements: readonly AgreementRecord[]): Map<string, string> {
  const count = new Map<string, number>();
  for (const { customerId } of agreements) count.set(customerId, (count.get(customerId) ?? 0) + 1);
  return new Map(
    agreements
      .filter(({ customerId }) => (count.get(customerId) ?? 0) > 1)
      .map(({ agreementId, name, number }) => [agreementId, [name, number].filter(Boolean).join(" ") || agreementId]),
  );
}
