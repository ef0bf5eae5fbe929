import type { Caller } from "@/lib/domain/caller";
import { analyticsNow } from "./analytics-now";
import { getContext } from "./context";
import { customerList, parseCustomerListOptions } from "./customer-list";
import { findCustomer } from "./find-in-scope";
import { parseAsOf } from "./recommendation-options";
import type { ServiceContext } from "./service-context";
import type { NeighboursView, RawQuery } from "./views";

/** Previous and next customer in the list that the same parameters give (`page` is ignored). */
export async function getNeighbours(
  caller: Caller,
  { customerId, query }: { customerId: string; query: RawQuery },
  context?: ServiceContext,
): Promise<NeighboursView> {
  const used = context ?? (await getContext());
  const { erp, snapshots } = used;
  const { options } = parseCustomerListOptions({ ...query, page: undefined });
  const { snapshot } = await snapshots.current();
  const asOfSec = parseAsOf(query, snapshot);
  const [records, agreements] = await Promise.all([
    erp.customersInScope(caller.scope),
    options.q === "" ? [] : erp.agreementsInScope(caller.scope),
    findCustomer(used, caller, customerId),
  ]);
  const { rows } = customerList(await analyticsNow(used, snapshot, asOfSec), { records, agreements, options });
  const at = rows.findIndex((row) => row.customerId === customerId);
  return {
    previousCustomerId: at > 0 ? rows[at - 1].customerId : null,
    nextCustomerId: at >= 0 && at + 1 < rows.length ? rows[at + 1].customerId : null,
    position: at >= 0 ? at + 1 : null,
    total: rows.length,
  };
}
