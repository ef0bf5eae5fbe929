import type { CustomerRecord } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import { compareIds } from "@/lib/domain/ids";
import { auditExport } from "./audit";
import { getContext } from "./context";
import { pageOf } from "./page-of";
import { parseQuery } from "./parse-query";
import { askedUsers, type Drill, measuredRows, openDrill } from "./performance-drill";
import type { GroupCustomerRow, GroupCustomerSort, GroupCustomersView } from "./performance-drill-view";
import { groupCustomersQuery } from "./performance-options";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

/**
 * The customers behind a figure of the Performance page, with what was ordered but not listed. Parameters: those of the page, over and
 * group (all measured customers when absent), sort (-missed), page. For managers and administrators.
 */
export async function getGroupCustomers(
  caller: Caller,
  query: RawQuery,
  context?: ServiceContext,
): Promise<GroupCustomersView> {
  const { rows, ...rest } = await groupCustomers(context ?? (await getContext()), caller, query);
  return { ...rest, list: pageOf(rows, parseQuery(groupCustomersQuery, query).page) };
}

/** All of them, for a file. */
export async function exportGroupCustomers(
  caller: Caller,
  query: RawQuery,
  context?: ServiceContext,
): Promise<Omit<GroupCustomersView, "list"> & { rows: GroupCustomerRow[] }> {
  const used = context ?? (await getContext());
  const view = await groupCustomers(used, caller, query);
  const { report, model, k, over, group } = view.question;
  await auditExport(used, caller, { report, model, k, over, group: group?.value ?? null, rows: view.rows.length });
  return view;
}

async function groupCustomers(context: ServiceContext, caller: Caller, query: RawQuery) {
  const drill = await openDrill(context, caller, query);
  const text = parseQuery(groupCustomersQuery, query).sort ?? "-missed";
  const descending = text.startsWith("-");
  const sort = { key: (descending ? text.slice(1) : text) as GroupCustomerSort, descending };
  const { question, isAsked } = await askedUsers(context, caller, { drill, query });
  const records = await context.erp.customersInScope(caller.scope);
  const rows = (await countedRows(drill, { k: question.k, isAsked, records })).sort(rowOrder(sort));
  const sum = (key: "bought" | "hits" | "missed" | "missedRepeat") => rows.reduce((total, row) => total + row[key], 0);
  return {
    question,
    protocol: drill.view.protocol,
    sort,
    rows,
    totals: {
      customers: rows.length,
      bought: sum("bought"),
      hits: sum("hits"),
      missed: sum("missed"),
      missedRepeat: sum("missedRepeat"),
    },
    gap: drill.gap,
    stamp: drill.view.stamp,
  };
}

interface Counted {
  readonly folds: Set<number>;
  lists: number;
  bought: number;
  hits: number;
  missedRepeat: number;
}

async function countedRows(
  { measured, view }: Drill,
  asked: {
    k: number;
    isAsked: (fold: number, row: number) => boolean;
    records: readonly CustomerRecord[];
  },
): Promise<GroupCustomerRow[]> {
  if (measured === null || view.shown === null) return [];
  const { k, isAsked, records } = asked;
  const counts = new Map<string, Counted>();
  const { customerId } = measured.folds[0]?.split.past.customers ?? { customerId: [] };
  for await (const { fold, customer, bought, hits } of measuredRows(
    measured,
    { model: view.shown.model, k },
    isAsked,
  )) {
    const id = customerId[customer];
    const count = counts.get(id) ?? { folds: new Set(), lists: 0, bought: 0, hits: 0, missedRepeat: 0 };
    counts.set(id, count);
    count.folds.add(fold);
    count.lists++;
    count.bought += bought.length;
    count.hits += hits;
    count.missedRepeat += bought.filter(({ isHit, isRepeat }) => isRepeat && !isHit).length;
  }
  return records.flatMap((record): GroupCustomerRow[] => {
    const count = counts.get(record.customerId);
    if (count === undefined) return [];
    const { folds, lists, bought, hits, missedRepeat } = count;
    return [
      {
        customerId: record.customerId,
        name: record.name,
        ownerName: record.ownerName,
        region: record.region,
        windows: folds.size,
        bought,
        hits,
        missed: bought - hits,
        missedRepeat,
        precision: hits / (k * lists),
        recall: hits / bought,
      },
    ];
  });
}

const collator = new Intl.Collator("uk", { numeric: true });

function rowOrder({ key, descending }: GroupCustomersView["sort"]) {
  const sign = descending ? -1 : 1;
  return (a: GroupCustomerRow, b: GroupCustomerRow) =>
    sign * (key === "name" ? collator.compare(a.name, b.name) : a[key] - b[key]) ||
    compareIds(a.customerId, b.customerId);
}
