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
  return { at, outcomes, today, records, queue, stamp: dataStamp(current, { asOfSec }) };
}

/** The caller's customers with something due, by expected value. Parameters: page, asOf. */
export async function getToday(caller: Caller, query: RawQuery, context?: ServiceContext): Promise<TodayView> {
  const used = context ?? (await getContext());
  const { page } = parseQuery(pageQuery, query);
  const { at, outcomes, today, records, queue, stamp } = await todayQueue(used, caller, query);
  assertPage(queue.length, page);
  const rows = queue
    .slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    .map(({ record }) => queueRow(at, record, { outcomes, caller }));
  const totals = { customers: records.length, dueCustomers: queue.length, dueProducts: 0, expectedValue: 0 };
  for (const { figures } of queue) {
    totals.dueProducts += figures.dueCount;
    totals.expectedValue += figures.expectedValue;
  }
  return {
    list: { rows, total: queue.length, page, pageSize: PAGE_SIZE },
    totals,
    later: putOff(at, { records, outcomes, today, caller }),
    stamp,
  };
}

/** Every row of the queue, for its export. */
export async function readToday(used: ServiceContext, caller: Caller, query: RawQuery) {
  const { at, outcomes, queue, stamp } = await todayQueue(used, caller, query);
  return { rows: queue.map(({ record }) => queueRow(at, record, { outcomes, caller })), stamp };
}

function queueRow(
  analytics: Analytics,
  record: CustomerRecord,
  { outcomes, caller }: { outcomes: Outcomes; caller: Caller },
): QueueRow {
  const { users, items } = analytics.snapshot;
  const { figures } = figuresOf(analytics, record);
  const { customerId } = record;
  return {
    ...customerRow(analytics, record),
    mostOverdueDays: figures.mostOverdueDays,
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
