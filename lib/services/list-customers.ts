import type { Caller } from "@/lib/domain/caller";
import { analyticsNow } from "./analytics-now";
import { getContext } from "./context";
import { servingStamp } from "./current-stamp";
import { customerList, parseCustomerListOptions } from "./customer-list";
import type { CustomerListView } from "./customer-list-view";
import { pageOf } from "./page-of";
import { parseAsOf } from "./recommendation-options";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

/** A page of the caller's customers. Parameters: q, segment, region, owner, due, sort, columns, page, asOf. */
export async function listCustomers(
  caller: Caller,
  query: RawQuery,
  context?: ServiceContext,
): Promise<CustomerListView> {
  const used = context ?? (await getContext());
  const { options, page, rows, facets, stamp } = await readCustomers(used, caller, query);
  return { options, list: pageOf(rows, page), facets, stamp };
}

/** Every row that the parameters give, as the page and the export show them. */
export async function readCustomers(used: ServiceContext, caller: Caller, query: RawQuery) {
  const { erp, snapshots } = used;
  const { options, page } = parseCustomerListOptions(query);
  const current = await snapshots.current();
  const asOfSec = parseAsOf(query, current.snapshot);
  const [records, agreements] = await Promise.all([
    erp.customersInScope(caller.scope),
    options.q === "" ? [] : erp.agreementsInScope(caller.scope),
  ]);
  const { rows, facets } = customerList(await analyticsNow(used, current.snapshot, asOfSec), {
    records,
    agreements,
    options,
  });
  return { options, page, rows, facets, stamp: await servingStamp(used, current, asOfSec) };
}
