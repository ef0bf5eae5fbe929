import type { CustomerRecord } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import type { CustomerId } from "@/lib/domain/ids";
import type { Analytics } from "./analytics";
import { analyticsNow } from "./analytics-now";
import { customerList, parseCustomerListOptions } from "./customer-list";
import { parseAsOf } from "./recommendation-options";
import { rememberLast } from "./remember-last";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

type KeptOrders = WeakMap<readonly CustomerRecord[], Map<string, readonly CustomerId[]>>;

/** Filters and sorts kept for a portfolio: what some people page through at a time. */
const KEPT_ORDERS = 16;

/**
 * Ids of the caller's customers in the order of the list that the parameters give. The order of everybody is kept for the
 * portfolio that it follows from (of one snapshot, instant and state of outcomes) and for the records of its dataset; whom the caller
 * may see is read for every request and chosen from it.
 */
export async function customerOrder(used: ServiceContext, caller: Caller, query: RawQuery): Promise<CustomerId[]> {
  const { erp, snapshots } = used;
  const { options } = parseCustomerListOptions(query);
  const { snapshot } = await snapshots.current();
  const at = await analyticsNow(used, snapshot, parseAsOf(query, snapshot));
  const own = await erp.customersInScope(caller.scope);
  const orderOf = (records: readonly CustomerRecord[], agreements: Awaited<ReturnType<typeof erp.agreementsInScope>>) =>
    customerList(at, { records, agreements, options }).rows.map(({ customerId }) => customerId as CustomerId);
  // What is typed is hardly ever typed again.
  if (options.q !== "") return orderOf(own, await erp.agreementsInScope(caller.scope));
  const everybody = await erp.customersInScope({ kind: "all" });
  const { segment, region, owner, due, sort } = options;
  const key = JSON.stringify([segment, region, owner, due, sort]);
  const order = rememberLast(keptFor(used, at, everybody), key, () => orderOf(everybody, []), KEPT_ORDERS);
  const mine = new Set(own.map(({ customerId }) => customerId));
  return order.filter((id) => mine.has(id));
}

function keptFor(
  { derived }: Pick<ServiceContext, "derived">,
  at: Analytics,
  records: readonly CustomerRecord[],
): Map<string, readonly CustomerId[]> {
  const ofRecords: KeptOrders = derived.of(at.portfolio(), "customer-orders", () => new WeakMap());
  const kept = ofRecords.get(records) ?? new Map<string, readonly CustomerId[]>();
  ofRecords.set(records, kept);
  return kept;
}
