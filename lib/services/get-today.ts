import type { CustomerRecord } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import type { Analytics } from "./analytics";
import { analyticsNow } from "./analytics-now";
import { getContext } from "./context";
import { servingStamp } from "./current-stamp";
import { customerRow, figuresOf } from "./customer-rows";
import { isAmong } from "./list-facets";
import { noteView } from "./note-view";
import type { Outcomes } from "./outcome-book";
import { outcomeView } from "./outcome-view";
import { assertPage, PAGE_SIZE } from "./page-of";
import { isLater, putOff } from "./put-off";
import { parseAsOf } from "./recommendation-options";
import type { ServiceContext } from "./service-context";
import { type SinceYesterday, sinceYesterday } from "./since-yesterday";
import { dateOf } from "./today-date";
import { parseQueueOptions } from "./today-options";
import { type QueueEntry, queueFacets, queueOf } from "./today-queue";
import type { QueueReason, QueueRow, TodayView } from "./today-view";
import type { RawQuery } from "./views";

/** The filtered queue in order, with what its rows are made from. */
export async function todayQueue(used: ServiceContext, caller: Caller, query: RawQuery) {
  const { options, page } = parseQueueOptions(query);
  const current = await used.snapshots.current();
  const asOfSec = parseAsOf(query, current.snapshot);
  const at = await analyticsNow(used, current.snapshot, asOfSec);
  const outcomes = await used.outcomes.read();
  const today = dateOf(used.nowSec());
  const records = await used.erp.customersInScope(caller.scope);
  const since = sinceYesterday(at, used, { outcomes, today });
  // A blocked customer cannot order: nobody should be sent to call it.
  const callable = records.filter((record) => !record.isBlocked && !isLater(outcomes.noteOf(record.customerId), today));
  const { queue, passing } = queueOf(at, { records: callable, since, options });
  const rowOf = (entry: QueueEntry) => queueRow(at, entry, { outcomes, caller, reason: options.reason });
  return {
    at,
    outcomes,
    since,
    today,
    records,
    queue,
    passing,
    options,
    page,
    rowOf,
    stamp: await servingStamp(used, current, asOfSec),
  };
}

/**
 * The caller's customers with something due, by expected value. Parameters: segment, region, owner, reason, minValue, page,
 * asOf.
 */
export async function getToday(caller: Caller, query: RawQuery, context?: ServiceContext): Promise<TodayView> {
  const used = context ?? (await getContext());
  const asked = await todayQueue(used, caller, query);
  const { at, outcomes, since, today, records, queue, passing, options, page, rowOf, stamp } = asked;
  assertPage(queue.length, page);
  const rows = queue.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(rowOf);
  const totals = { customers: records.length, dueCustomers: queue.length, dueProducts: 0, expectedValue: 0 };
  for (const { figures, worth } of queue) {
    totals.dueProducts += figures.dueCount;
    totals.expectedValue += worth;
  }
  // Those of the reader's customers that the filter is about, whether there is a reason to call them or not.
  const among = records.filter((record) => isAmong({ record, segment: figuresOf(at, record).segment }, options));
  return {
    options,
    list: { rows, total: queue.length, page, pageSize: PAGE_SIZE },
    facets: queueFacets(passing),
    totals,
    sinceYesterday: changesOf(since, { at, records: among, queue }),
    later: putOff(at, { records: among, outcomes, today, caller }),
    stamp,
  };
}

/** What the last day brought to the customers in scope. */
function changesOf(
  { ordered }: SinceYesterday,
  scope: { at: Analytics; records: readonly CustomerRecord[]; queue: readonly QueueEntry[] },
): TodayView["sinceYesterday"] {
  const indexOf = ({ customerId }: CustomerRecord) => scope.at.index.customerOf.get(customerId) ?? -1;
  const changes = { products: 0, customers: 0, ordered: 0 };
  for (const { newlyDue } of scope.queue) {
    changes.products += newlyDue;
    if (newlyDue > 0) changes.customers++;
  }
  for (const record of scope.records) if (ordered.has(indexOf(record))) changes.ordered++;
  return changes;
}

/** Every row of the queue, for its export. */
export async function readToday(used: ServiceContext, caller: Caller, query: RawQuery) {
  const { queue, rowOf, stamp } = await todayQueue(used, caller, query);
  return { rows: queue.map(rowOf), stamp };
}

function queueRow(
  analytics: Analytics,
  { record, figures, newlyDue, worth }: QueueEntry,
  { outcomes, caller, reason }: { outcomes: Outcomes; caller: Caller; reason: QueueReason | null },
): QueueRow {
  const { users, items } = analytics.snapshot;
  const { customerId } = record;
  const top = reason === "lapsed" ? figures.lapsed.top : figures.top;
  return {
    ...customerRow(analytics, record),
    expectedValue: worth,
    lapsedCount: figures.lapsed.count,
    mostOverdueDays: figures.mostOverdueDays,
    newlyDue,
    note: noteView(outcomes.noteOf(customerId), caller),
    top: top.map(({ user, item, reason }) => {
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
