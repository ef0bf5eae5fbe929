import { z } from "zod";
import type { CustomerRecord } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import { compareIds } from "@/lib/domain/ids";
import type { Analytics } from "./analytics";
import { getContext } from "./context";
import { customerRow, figuresOf } from "./customer-rows";
import { dataStamp } from "./data-stamp";
import { assertPage, MAX_PAGE, PAGE_SIZE } from "./page-of";
import { parseQuery, wholeNumber } from "./parse-query";
import { parseAsOf } from "./recommendation-options";
import type { ServiceContext } from "./service-context";
import type { QueueRow, RawQuery, TodayView } from "./views";

const schema = z.object({ page: wholeNumber({ min: 1, max: MAX_PAGE, fallback: 1 }) });

/** The caller's customers with something due, by expected value. Parameters: page, asOf. */
export async function getToday(caller: Caller, query: RawQuery, context?: ServiceContext): Promise<TodayView> {
  const { erp, snapshots, analytics } = context ?? (await getContext());
  const { page } = parseQuery(schema, query);
  const current = await snapshots.current();
  const asOfSec = parseAsOf(query, current.snapshot);
  const at = analytics.at(current.snapshot, asOfSec);
  const records = await erp.customersInScope(caller.scope);
  // A blocked customer cannot order: nobody should be sent to call it.
  const queue = records
    .filter((record) => !record.isBlocked)
    .map((record) => ({ record, figures: figuresOf(at, record).figures }))
    .filter(({ figures }) => figures.dueCount > 0)
    .sort(
      (a, b) =>
        b.figures.expectedValue - a.figures.expectedValue ||
        b.figures.dueCount - a.figures.dueCount ||
        compareIds(a.record.customerId, b.record.customerId),
    );
  assertPage(queue.length, page);
  const rows = queue.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(({ record }) => queueRow(at, record));
  const totals = { customers: records.length, dueCustomers: queue.length, dueProducts: 0, expectedValue: 0 };
  for (const { figures } of queue) {
    totals.dueProducts += figures.dueCount;
    totals.expectedValue += figures.expectedValue;
  }
  return {
    list: { rows, total: queue.length, page, pageSize: PAGE_SIZE },
    totals,
    stamp: dataStamp(current, { asOfSec }),
  };
}

function queueRow(analytics: Analytics, record: CustomerRecord): QueueRow {
  const { users, items } = analytics.snapshot;
  const { figures } = figuresOf(analytics, record);
  return {
    ...customerRow(analytics, record),
    mostOverdueDays: figures.mostOverdueDays,
    top: figures.top.map(({ user, item, reason }) => ({
      agreementId: users.agreementId[user],
      productId: items.productId[item],
      code: items.code[item],
      name: items.name[item],
      nameUk: items.nameUk[item] || null,
      reason,
    })),
  };
}
