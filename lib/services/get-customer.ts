import type { Caller } from "@/lib/domain/caller";
import { type History, historyBefore } from "@/lib/domain/interactions";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { median } from "@/lib/numeric/quantile";
import { monthlyOrders } from "@/lib/scoring/monthly-orders";
import { segmentFactsOf } from "@/lib/scoring/segment-of";
import { usersOf } from "@/lib/scoring/snapshot-index";
import { agreementSummary } from "./agreement-summary";
import { analyticsNow } from "./analytics-now";
import { getContext } from "./context";
import { customerRollUp } from "./customer-roll-up";
import { customerRow } from "./customer-rows";
import type { CustomerView } from "./customer-view";
import { dataStamp } from "./data-stamp";
import { findCustomer } from "./find-in-scope";
import { noteView } from "./note-view";
import { parseRecommendationOptions } from "./recommendation-options";
import { segmentFactsView } from "./segment-facts-view";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

/** One customer over all its agreements. Parameters: k (length of the roll-up), asOf, variant. */
export async function getCustomer(
  caller: Caller,
  { customerId, query }: { customerId: string; query: RawQuery },
  context?: ServiceContext,
): Promise<CustomerView> {
  const used = context ?? (await getContext());
  const current = await used.snapshots.current();
  const live = await used.rankers.current(current.snapshot);
  const options = parseRecommendationOptions(query, { snapshot: current.snapshot, hasLiveModel: live !== null });
  const record = await findCustomer(used, caller, customerId);
  const agreements = await used.erp.agreementsOfCustomer(caller.scope, record.customerId);
  const at = await analyticsNow(used, current.snapshot, options.asOfSec);
  const outcomes = await used.outcomes.read();
  const index = at.index.customerOf.get(record.customerId);
  const users = index === undefined ? [] : Array.from(usersOf(at.index, index));
  const histories = users.map((user) => historyBefore(at.snapshot.lines, user, at.asOfSec));
  const facts = index === undefined ? segmentFactsOf([]) : at.population.facts[index];
  const row = customerRow(at, record);
  return {
    customer: {
      ...row,
      // Those that never ordered are on the page too.
      agreements: agreements.length,
      phone: record.phone,
      email: record.email,
      isBlocked: record.isBlocked,
    },
    segmentFacts: segmentFactsView(facts, used.rules),
    agreements: agreements.map((agreement) => {
      const user = at.index.userOf.get(agreement.agreementId);
      return agreementSummary(agreement, user === undefined ? null : at.portfolio().agreements[user]);
    }),
    rollUp: await customerRollUp(used.analytics.at(current.snapshot, options.asOfSec), {
      context: used,
      caller,
      customer: record,
      users,
      options,
      live,
      outcomes,
    }),
    monthly: monthlyOrders(histories, options.asOfSec),
    orderIntervalDays: orderIntervalDays(histories),
    note: noteView(outcomes.noteOf(record.customerId), caller),
    // The roll-up over agreements is always by the weights in force.
    stamp: dataStamp(current, { ...options, trial: null, liveModelId: live?.modelId }),
  };
}

/** Median days between successive orders of a customer (by their first lines); null with fewer than two. */
function orderIntervalDays(histories: readonly History[]): number | null {
  const firstSec = new Map<number, number>();
  for (const { order, timeSec } of histories) {
    order.forEach((one, line) => {
      if (!firstSec.has(one)) firstSec.set(one, timeSec[line]);
    });
  }
  const times = Float64Array.from(firstSec.values()).sort();
  return median(times.subarray(1).map((time, at) => (time - times[at]) / DAY_SEC));
}
