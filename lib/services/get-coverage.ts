import type { CustomerRecord } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import { compareIds } from "@/lib/domain/ids";
import { SEGMENTS } from "@/lib/domain/segment";
import { DAY_SEC, defaultAsOfSec } from "@/lib/domain/snapshot";
import { addFunnels, type Funnel, NO_FUNNEL } from "@/lib/scoring/outcome-funnel";
import type { Analytics } from "./analytics";
import { analyticsNow } from "./analytics-now";
import { outcomeMatchDays } from "./app-settings";
import { auditExport } from "./audit";
import { getContext } from "./context";
import { type Contact, contactsOf, funnelsInScope } from "./coverage-figures";
import { type CoverageOptions, coverageQuery, coverageTableQuery } from "./coverage-options";
import type {
  CoverageCustomer,
  CoverageGap,
  CoverageTable,
  CoverageView,
  FunnelRow,
  WorkloadRow,
} from "./coverage-view";
import { servingStamp } from "./current-stamp";
import { figuresOf } from "./customer-rows";
import { isoOf } from "./data-stamp";
import { pageOf } from "./page-of";
import { parseQuery } from "./parse-query";
import { UNASSIGNED } from "./performance-groups";
import type { ServiceContext } from "./service-context";
import { dateOf } from "./today-date";
import type { RawQuery } from "./views";

/** Half a year without an order: far beyond the rhythm of anybody who still buys. */
const LAPSED_DAYS = 180;

/**
 * What came of what was shown, and who looks after whom. A rep reads about own customers only. Parameters: range (days, 90), by (rep or
 * segment), show (which gap is listed), page.
 */
export async function getCoverage(caller: Caller, query: RawQuery, context?: ServiceContext): Promise<CoverageView> {
  const { customers, ...view } = await coverage(context ?? (await getContext()), caller, query);
  return { ...view, list: pageOf(customers, parseQuery(coverageQuery, query).page) };
}

export interface CoverageExport extends Omit<CoverageView, "list"> {
  table: CoverageTable;
  customers: CoverageCustomer[];
}

/** One table of the page, whole; `table` says which. */
export async function exportCoverage(
  caller: Caller,
  query: RawQuery,
  context?: ServiceContext,
): Promise<CoverageExport> {
  const used = context ?? (await getContext());
  const { table } = parseQuery(coverageTableQuery, query);
  const view = await coverage(used, caller, query);
  const rows = { funnel: view.funnel.rows, workload: view.workload.rows, customers: view.customers }[table].length;
  await auditExport(used, caller, { table, ...view.options, rows });
  return { ...view, table };
}

/** One customer with everything that the page says of it. */
interface Entry {
  readonly record: CustomerRecord;
  readonly row: CoverageCustomer;
  readonly contact: Contact | null;
  readonly gaps: Readonly<Record<CoverageGap, boolean>>;
}

async function coverage(context: ServiceContext, caller: Caller, query: RawQuery) {
  const options = parseQuery(coverageQuery, query);
  const current = await context.snapshots.current();
  const asOfSec = defaultAsOfSec(current.snapshot);
  const at = await analyticsNow(context, current.snapshot, asOfSec);
  const sinceSec = options.range === "all" ? 0 : asOfSec - Number(options.range) * DAY_SEC;
  const outcomes = await context.outcomes.read();
  const records = await context.erp.customersInScope(caller.scope);
  const contacts = contactsOf(outcomes, sinceSec);
  // A blocked customer cannot order: nobody is to look after it.
  const entries = records
    .filter(({ isBlocked }) => !isBlocked)
    .map((record) => entryOf(at, { record, contact: contacts.get(record.customerId) ?? null }));
  const matchDays = await outcomeMatchDays(context.store);
  const funnels = funnelsInScope(at, {
    recordOf: new Map(records.map((record) => [record.customerId, record])),
    outcomes,
    shown: await context.store.listsShownSince(dateOf(sinceSec)),
    sinceSec,
    knownToSec: asOfSec,
    withinDays: matchDays,
  });
  const gaps = { never: 0, unassigned: 0, lapsed: 0 };
  for (const entry of entries) for (const gap of gapsOf(entry)) gaps[gap]++;
  return {
    options: { range: options.range, by: options.by, show: options.show },
    since: options.range === "all" ? null : isoOf(sinceSec),
    funnel: funnelTable(at, funnels, options),
    workload: workloadTable(entries),
    gaps,
    customers: entries
      .filter((entry) => entry.gaps[options.show])
      .map(({ row }) => row)
      .sort((a, b) => b.expectedValue - a.expectedValue || compareIds(a.customerId, b.customerId)),
    matchDays,
    lapsedDays: LAPSED_DAYS,
    isWhole: caller.scope.kind === "all",
    stamp: await servingStamp(context, current, asOfSec),
  };
}

const gapsOf = ({ gaps }: Entry) => (Object.keys(gaps) as CoverageGap[]).filter((gap) => gaps[gap]);

function entryOf(at: Analytics, { record, contact }: Pick<Entry, "record" | "contact">): Entry {
  const { figures, segment } = figuresOf(at, record);
  const { lastSec, dueCount, expectedValue } = figures;
  return {
    record,
    contact,
    gaps: {
      never: contact === null,
      unassigned: record.ownerId === null,
      lapsed: lastSec !== null && lastSec < at.asOfSec - LAPSED_DAYS * DAY_SEC,
    },
    row: {
      customerId: record.customerId,
      name: record.name,
      ownerName: record.ownerName,
      segment,
      region: record.region,
      lastOrderAt: lastSec === null ? null : isoOf(lastSec),
      lastContactAt: contact === null ? null : isoOf(contact.lastSec),
      dueCount,
      expectedValue,
    },
  };
}

const collator = new Intl.Collator("uk", { numeric: true });

/** People by name, whoever nobody looks after last. */
function byPerson(a: { value: string; name: string | null }, b: { value: string; name: string | null }): number {
  const last = ({ value }: { value: string }) => (value === UNASSIGNED ? 1 : 0);
  return last(a) - last(b) || collator.compare(a.name ?? "", b.name ?? "") || compareIds(a.value, b.value);
}

function funnelTable(
  at: Analytics,
  funnels: Iterable<{ record: CustomerRecord; funnel: Funnel }>,
  { by }: CoverageOptions,
): CoverageView["funnel"] {
  const rows = new Map<string, FunnelRow>();
  let total = NO_FUNNEL;
  for (const { record, funnel } of funnels) {
    const value = by === "rep" ? (record.ownerId ?? UNASSIGNED) : figuresOf(at, record).segment;
    const name = by === "rep" ? record.ownerName : null;
    rows.set(value, { value, name, ...addFunnels(rows.get(value) ?? NO_FUNNEL, funnel) });
    total = addFunnels(total, funnel);
  }
  const place = ({ value }: FunnelRow) => (SEGMENTS as readonly string[]).indexOf(value);
  const ordered = [...rows.values()].filter(({ shown }) => shown > 0);
  return { rows: ordered.sort(by === "rep" ? byPerson : (a, b) => place(a) - place(b)), total };
}

const NO_WORK = {
  customers: 0,
  dueCustomers: 0,
  dueProducts: 0,
  expectedValue: 0,
  contacted: 0,
  calls: 0,
  never: 0,
  lapsed: 0,
};

function workloadTable(entries: readonly Entry[]): CoverageView["workload"] {
  const rows = new Map<string, WorkloadRow>();
  const total: WorkloadRow = { value: "", name: null, ...NO_WORK };
  for (const { record, row, contact, gaps } of entries) {
    const value = record.ownerId ?? UNASSIGNED;
    const own = rows.get(value) ?? { value, name: record.ownerName, ...NO_WORK };
    rows.set(value, own);
    for (const sum of [own, total]) {
      sum.customers++;
      sum.dueCustomers += row.dueCount > 0 ? 1 : 0;
      sum.dueProducts += row.dueCount;
      sum.expectedValue += row.expectedValue;
      sum.contacted += contact !== null && contact.days > 0 ? 1 : 0;
      sum.calls += contact?.days ?? 0;
      sum.never += gaps.never ? 1 : 0;
      sum.lapsed += gaps.lapsed ? 1 : 0;
    }
  }
  return { rows: [...rows.values()].sort(byPerson), total };
}
