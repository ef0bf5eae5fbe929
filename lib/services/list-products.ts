import type { Caller } from "@/lib/domain/caller";
import { compareIds, type ProductId } from "@/lib/domain/ids";
import { search } from "@/lib/scoring/search/search";
import type { Analytics } from "./analytics";
import { analyticsNow } from "./analytics-now";
import { getContext } from "./context";
import { servingStamp } from "./current-stamp";
import { amountsOf } from "./get-replacements";
import type { Outcomes } from "./outcome-book";
import { pageOf } from "./page-of";
import { type ProductCatalogue, productCatalogue } from "./product-catalogue";
import { duePairsFor, recordsByUser } from "./product-facts";
import { parseProductOptions } from "./product-options";
import type { ProductListOptions, ProductListView, ProductRow, ProductSortKey } from "./product-view";
import { isLater } from "./put-off";
import { parseAsOf } from "./recommendation-options";
import type { ServiceContext } from "./service-context";
import { dateOf } from "./today-date";
import type { DataStamp, RawQuery } from "./views";

/** Finds of a search that are listed; who needs more types more. */
const MAX_FOUND = 200;

type Row = Omit<ProductRow, "stock">;

/** Every row that the parameters give, as the page and the export show them. */
export async function readProducts(
  used: ServiceContext,
  caller: Caller,
  query: RawQuery,
): Promise<{
  options: ProductListOptions;
  page: number;
  rows: Row[];
  isCut: boolean;
  stamp: DataStamp;
  asOfSec: number;
}> {
  const { options, page } = parseProductOptions(query);
  const current = await used.snapshots.current();
  const asOfSec = parseAsOf(query, current.snapshot);
  const at = await analyticsNow(used, current.snapshot, asOfSec);
  const [catalogue, figures] = await Promise.all([
    productCatalogue(used, current.snapshot),
    dueFigures(used, caller, at),
  ]);
  const hits =
    options.q === ""
      ? [...figures.keys()].flatMap((id) => catalogue.documentOf(id) ?? [])
      : search(catalogue.index, options.q, { limit: MAX_FOUND + 1 }).map(({ document }) => document);
  const rows = hits
    .slice(0, options.q === "" ? hits.length : MAX_FOUND)
    .map((document) => rowOf(catalogue, document, figures))
    .filter((row) => options.due === null || row.overdueCustomers > 0);
  if (options.sort !== null) rows.sort(productOrder(options.sort));
  const isCut = options.q !== "" && hits.length > MAX_FOUND;
  return { options, page, rows, isCut, stamp: await servingStamp(used, current, asOfSec), asOfSec };
}

/** Products due for the caller's customers, or those that a search finds. Parameters: q, due, sort, page, asOf. */
export async function listProducts(
  caller: Caller,
  query: RawQuery,
  context?: ServiceContext,
): Promise<ProductListView> {
  const used = context ?? (await getContext());
  const { options, page, rows, isCut, stamp } = await readProducts(used, caller, query);
  const list = pageOf(rows, page);
  const stock = await used.erp.stock(list.rows.map((row) => row.productId as ProductId));
  const amounts = stock === null ? null : amountsOf(stock);
  const withStock = list.rows.map((row) => ({
    ...row,
    stock: amounts === null ? null : (amounts.get(row.productId as ProductId) ?? 0),
  }));
  return { options, list: { ...list, rows: withStock }, isCut, hasStock: amounts !== null, stamp };
}

interface DueFigures {
  readonly dueCustomers: number;
  readonly overdueCustomers: number;
  readonly expectedValue: number;
}
const NOTHING: DueFigures = { dueCustomers: 0, overdueCustomers: 0, expectedValue: 0 };

/** What is due by product, over the caller's customers whom one may call, less what was refused or put off. */
async function dueFigures(
  used: ServiceContext,
  caller: Caller,
  at: Analytics,
): Promise<ReadonlyMap<ProductId, DueFigures>> {
  const [records, outcomes] = await Promise.all([used.erp.customersInScope(caller.scope), used.outcomes.read()]);
  const today = dateOf(used.nowSec());
  const callable = records.filter((record) => !record.isBlocked && !isLater(outcomes.noteOf(record.customerId), today));
  const recordOf = recordsByUser(at, callable);
  const pairs = duePairsFor(at, used);
  const { items, users } = at.snapshot;
  const sums = new Map<number, { customers: Set<number>; overdue: Set<number>; expectedValue: number }>();
  let user = -1;
  let isWanted = false;
  let hidden: ReadonlySet<string> = new Set();
  for (let pair = 0; pair < pairs.user.length; pair++) {
    if (pairs.user[pair] !== user) {
      user = pairs.user[pair];
      isWanted = recordOf(user) !== undefined;
      hidden = isWanted ? hiddenOf(outcomes, { at, user, today }) : hidden;
    }
    const item = pairs.item[pair];
    if (!isWanted || hidden.has(items.productId[item])) continue;
    let sum = sums.get(item);
    if (sum === undefined) {
      sum = { customers: new Set(), overdue: new Set(), expectedValue: 0 };
      sums.set(item, sum);
    }
    const customer = users.customer[user];
    sum.customers.add(customer);
    if (pairs.isOverdue[pair] === 1) sum.overdue.add(customer);
    sum.expectedValue += pairs.expectedValue[pair];
  }
  return new Map(
    [...sums].map(([item, { customers, overdue, expectedValue }]) => [
      items.productId[item],
      { dueCustomers: customers.size, overdueCustomers: overdue.size, expectedValue },
    ]),
  );
}

function hiddenOf(
  outcomes: Outcomes,
  { at, user, today }: { at: Analytics; user: number; today: string },
): ReadonlySet<string> {
  const { users, customers } = at.snapshot;
  const key = { customerId: customers.customerId[users.customer[user]], agreementId: users.agreementId[user] };
  return new Set(outcomes.hiddenIn(key, today).map(({ productId }) => productId));
}

function rowOf(catalogue: ProductCatalogue, document: number, figures: ReadonlyMap<ProductId, DueFigures>): Row {
  const product = catalogue.productAt(document);
  return { ...product, ...(figures.get(product.productId) ?? NOTHING) };
}

const collator = new Intl.Collator("uk", { numeric: true });

function productOrder({ key, descending }: { key: ProductSortKey; descending: boolean }) {
  const sign = descending ? -1 : 1;
  return (rowA: Row, rowB: Row) => {
    const [a, b] = [rowA[key], rowB[key]];
    const order = typeof a === "string" ? collator.compare(a, String(b)) : a - Number(b);
    return sign * order || compareIds(rowA.productId, rowB.productId);
  };
}
