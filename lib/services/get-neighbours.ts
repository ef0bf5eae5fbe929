import type { Caller } from "@/lib/domain/caller";
import { getContext } from "./context";
import type { NeighboursView } from "./customer-list-view";
import { customerOrder } from "./customer-order";
import { findCustomer } from "./find-in-scope";
import { todayQueue } from "./get-today";
import { neighboursQuery } from "./neighbours-query";
import { PAGE_SIZE } from "./page-of";
import { parseQuery } from "./parse-query";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

/** Previous and next customer in the list that the same parameters give (`page` is ignored); `from=today` is the queue. */
export async function getNeighbours(
  caller: Caller,
  { customerId, query }: { customerId: string; query: RawQuery },
  context?: ServiceContext,
): Promise<NeighboursView> {
  const used = context ?? (await getContext());
  const { from } = parseQuery(neighboursQuery, query);
  const [ids] = await Promise.all([
    from === "today" ? idsOfToday(used, caller, query) : customerOrder(used, caller, query),
    findCustomer(used, caller, customerId),
  ]);
  const at = ids.indexOf(customerId);
  return {
    list: from ?? "customers",
    previousCustomerId: at > 0 ? ids[at - 1] : null,
    nextCustomerId: at >= 0 && at + 1 < ids.length ? ids[at + 1] : null,
    page: at >= 0 ? Math.floor(at / PAGE_SIZE) + 1 : null,
    position: at >= 0 ? at + 1 : null,
    total: ids.length,
  };
}

async function idsOfToday(used: ServiceContext, caller: Caller, query: RawQuery): Promise<string[]> {
  const { queue } = await todayQueue(used, caller, { ...query, page: undefined });
  return queue.map(({ record }) => record.customerId);
}
