import type { CustomerRecord } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import { compareIds } from "@/lib/domain/ids";
import type { Analytics } from "./analytics";
import { analyticsNow } from "./analytics-now";
import { getContext } from "./context";
import { customerRow, figuresOf } from "./customer-rows";
import { dataStamp } from "./data-stamp";
import { noteView } from "./note-view";
import type { Outcomes } from "./outcome-book";
import { outcomeView } from "./outcome-view";
import { assertPage, PAGE_SIZE, pageQuery } from "./page-of";
import { parseQuery } from "./parse-query";
import { isLater, putOff } from "./put-off";
import { parseAsOf } from "./recommendation-options";
import type { ServiceContext } from "./service-context";
import { type SinceYesterday, sinceYesterday } from "./since-yesterday";
import { dateOf } from "./today-date";
import type { QueueRow, RawQuery, TodayView } from "./views";

/** The whole queue in order, with what its rows are made from. */
export async function todayQueue(used: ServiceContext, caller: Caller, query: RawQuery) {
  const current = await used.snapshots.current();
  const asOfSec = parseAsOf(query, current.snapshot);
  const at = await analyticsNow(used, current.snapshot, asOfSec);
  const outcomes = await used.outcomes.read();
  const today = dateOf(used.nowSec());
  const records = await used.erp.customersInScope(caller.scope);
  // A blocked customer cannot order: nobody should be sent to call it.
  const queue = records
    .filter((record) => !record.isBlocked && !isLater(outcomes.noteOf(record.customerId), today))
    .map((record) => ({ record, figures: figuresOf(at, record).figures }))
    .filter(({ figures }) => figures.dueCount > 0)
    .sort(
      (a, b) =>
        b.figures.expectedValue - a.figures.expectedValue ||
        b.figures.dueCount - a.figures.dueCount ||
        compareIds(a.record.customerId, b.record.customerId),
    );
  const since = sinceYesterday(at, used, { outcomes, today });
  return { at, outcomes, since, today, records, queue, stamp: dataStamp(current, { asOfSec }) };
}

/** The caller's customers with something due, by expected value. Parameters: page, asOf. */
export async function getToday(caller: Caller, query: RawQuery, context?: ServiceContext): Promise<TodayView> {
  const used = context ?? (await getContext());
  const { page } = parseQuery(pageQuery, query);
  const { at, outcomes, since, today, records, queue, stamp } = await todayQueue(used, caller, query);
  assertPage(queue.length, page);
  const rows = queue
    .slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    .map(({ record }) => queueRow(at, record, { outcomes, caller, since }));
  const totals = { customers: records.length, dueCustomers: queue.length, dueProducts: 0, expectedValue: 0 };
  for (const { figures } of queue) {
    totals.dueProducts += figures.dueCount;
    totals.expectedValue += figures.expectedValue;
  }
  return {
    list: { rows, total: queue.length, page, pageSize: PAGE_SIZE },
    totals,
    sinceYesterday: changesOf(since, { at, records, queue: queue.map(({ record }) => record) }),
    later: putOff(at, { records, outcomes, today, caller }),
    stamp,
  };
}

/** What the last day brought to the customers in scope. */
function changesOf(
  { newlyDue, ordered }: SinceYesterday,
  scope: { at: Analytics; records: readonly CustomerRecord[]; queue: readonly CustomerRecord[] },
): TodayView["sinceYesterday"] {
  const indexOf = ({ customerId }: CustomerRecord) => scope.at.index.customerOf.get(customerId) ?? -1;
  const changes = { products: 0, customers: 0, ordered: 0 };
  for (const record of scope.queue) {
    const count = newlyDue.get(indexOf(record)) ?? 0;
    changes.products += count;
    if (count > 0) changes.customers++;
  }
  for (const record of scope.records) if (ordered.has(indexOf(record))) changes.ordered++;
  return changes;
}

/** Every row of the queue, for its export. */
export async function readToday(used: ServiceContext, caller: Caller, query: RawQuery) {
  const { at, outcomes, since, queue, stamp } = await todayQueue(used, caller, query);
  return { rows: queue.map(({ record }) => queueRow(at, record, { outcomes, caller, since })), stamp };
}

function queueRow(
  analytics: Analytics,
  record: CustomerRecord,
  { outcomes, caller, since }: { outcomes: Outcomes; caller: Caller; since: SinceYesterday },
): QueueRow {
  const { users, items } = analytics.snapshot;
  const { figures } = figuresOf(analytics, record);
  const { customerId } = record;
  return {
    ...customerRow(analytics, record),
    mostOverdueDays: figures.mostOverdueDays,
    newlyDue: since.newlyDue.get(analytics.index.customerOf.get(customerId) ?? -1) ?? 0,
    note: noteView(outcomes.noteOf(customerId), caller),
    top: figures.top.map(({ user, item, reason }) => {
      const agreementId = users.agreementId[user];
      const productId = items.productId[item];
      const state = outcomes.ofAgreement({ customerId, agreementId }).get(productId);
      return {
        agreementId,
        productId,
        code: items.code[item],
        name: items.name[item],
        nameUk: items.nameUk[item] || null,
        reason,
        outcome: outcomeView(state, { caller }),
        outcomeVersion: state?.version ?? 0,
      };
    }),
  };
}
