import type { CustomerRecord } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { compareIds } from "@/lib/domain/ids";
import { SEGMENTS, type Segment } from "@/lib/domain/segment";
import { defaultAsOfSec, type Snapshot } from "@/lib/domain/snapshot";
import {
  monthCutoffs,
  type SegmentState,
  segmentMovement,
  segmentStates,
  sinceFirstOrder,
} from "@/lib/scoring/segment-history";
import type { Analytics } from "./analytics";
import { analyticsNow } from "./analytics-now";
import { auditExport } from "./audit";
import { getContext } from "./context";
import { servingStamp } from "./current-stamp";
import { figuresOf } from "./customer-rows";
import { isoOf } from "./data-stamp";
import { pageOf } from "./page-of";
import { parseQuery } from "./parse-query";
import { segmentsQuery, segmentTableQuery } from "./segments-options";
import type { MovedCustomer, SegmentSize, SegmentsView, SegmentTable } from "./segments-view";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

/** Months drawn, the last one as far as the data goes. */
const MONTHS = 13;

/**
 * Sizes and worth of the segments, and who moved between them. For managers and administrators. Parameters: months (of movement, 12),
 * from and to (narrow the customers that moved), page.
 */
export async function getSegments(caller: Caller, query: RawQuery, context?: ServiceContext): Promise<SegmentsView> {
  const { customers, ...view } = await segments(context ?? (await getContext()), caller, query);
  return { ...view, list: pageOf(customers, parseQuery(segmentsQuery, query).page) };
}

export interface SegmentsExport extends Omit<SegmentsView, "list"> {
  table: SegmentTable;
  customers: MovedCustomer[];
}

/** One table of the page, whole; `table` says which. */
export async function exportSegments(
  caller: Caller,
  query: RawQuery,
  context?: ServiceContext,
): Promise<SegmentsExport> {
  const used = context ?? (await getContext());
  const view = await segments(used, caller, query);
  const { table } = parseQuery(segmentTableQuery, query);
  const rows = {
    sizes: view.sizes.length,
    history: view.history.length,
    movement: SEGMENTS.length,
    customers: view.customers.length,
  };
  await auditExport(used, caller, { table, ...view.options, rows: rows[table] });
  return { ...view, table };
}

/** States of every customer of the snapshot at the months, by customer index. */
interface Timeline {
  readonly cutoffs: readonly number[];
  readonly states: readonly (readonly SegmentState[])[];
}

/** One pass over all lines; kept as long as the snapshot, for the rules it was made with. */
const timelines = new WeakMap<Snapshot, { rules: ServiceContext["rules"]; timeline: Timeline }>();

function timelineOf({ snapshot, index }: Analytics, asOfSec: number, rules: ServiceContext["rules"]): Timeline {
  const known = timelines.get(snapshot);
  if (known?.rules === rules) return known.timeline;
  const cutoffs = sinceFirstOrder(monthCutoffs(asOfSec, MONTHS), snapshot);
  const states = snapshot.customers.customerId.map((_, customer) =>
    segmentStates(snapshot, customer, { index, cutoffs, rules }),
  );
  const timeline = { cutoffs, states };
  timelines.set(snapshot, { rules, timeline });
  return timeline;
}

interface Entry {
  readonly record: CustomerRecord;
  readonly states: readonly SegmentState[];
}

async function segments(context: ServiceContext, caller: Caller, query: RawQuery) {
  // What a role may not see does not exist for it.
  if (caller.role === "rep") throw new AppError("not_found", "There is nothing at this address.");
  const options = parseQuery(segmentsQuery, query);
  const current = await context.snapshots.current();
  const asOfSec = defaultAsOfSec(current.snapshot);
  const at = await analyticsNow(context, current.snapshot, asOfSec);
  const { cutoffs, states } = timelineOf(at, asOfSec, context.rules);
  const never: SegmentState[] = cutoffs.map(() => ({ segment: "NEW", isActive: false, value: 0 }));
  const records = await context.erp.customersInScope(caller.scope);
  const entries = records.map((record): Entry => {
    const customer = at.index.customerOf.get(record.customerId);
    return { record, states: customer === undefined ? never : states[customer] };
  });
  const last = cutoffs.length - 1;
  const start = Math.max(0, last - Number(options.months));
  const counts = segmentMovement(entries.map((entry) => [entry.states[start].segment, entry.states[last].segment]));
  const sizes = sizesOf(at, entries);
  const sum = (key: "customers" | "active" | "value") => sizes.reduce((total, size) => total + size[key], 0);
  return {
    options: { months: options.months, from: options.from, to: options.to },
    sizes,
    totals: { customers: sum("customers"), active: sum("active"), value: sum("value") },
    history: cutoffs.map((cutoffSec, month) => ({
      at: isoOf(cutoffSec),
      counts: countsOf(entries.map((entry) => entry.states[month].segment)),
    })),
    movement: {
      since: isoOf(cutoffs[start]),
      counts,
      moved: counts.reduce(
        (total, row, from) => total + row.reduce((moved, count, to) => moved + (from === to ? 0 : count), 0),
        0,
      ),
    },
    customers: movedCustomers(at, entries, { start, last })
      .filter(({ from }) => options.from === null || from === options.from)
      .filter(({ to }) => options.to === null || to === options.to),
    isWhole: caller.scope.kind === "all",
    stamp: await servingStamp(context, current, asOfSec),
  };
}

function countsOf(all: readonly Segment[]): Record<Segment, number> {
  const counts = Object.fromEntries(SEGMENTS.map((segment) => [segment, 0])) as Record<Segment, number>;
  for (const segment of all) counts[segment]++;
  return counts;
}

function sizesOf(at: Analytics, entries: readonly Entry[]): SegmentSize[] {
  const sizes = SEGMENTS.map(
    (segment): SegmentSize => ({
      segment,
      customers: 0,
      active: 0,
      value: 0,
      valueShare: null,
      dueProducts: 0,
      expectedValue: 0,
    }),
  );
  let total = 0;
  for (const { record, states } of entries) {
    const state = states[states.length - 1];
    const size = sizes[SEGMENTS.indexOf(state.segment)];
    const { figures } = figuresOf(at, record);
    size.customers++;
    size.active += state.isActive ? 1 : 0;
    size.value += state.value;
    size.dueProducts += figures.dueCount;
    size.expectedValue += figures.expectedValue;
    total += state.value;
  }
  return sizes.map((size) => ({ ...size, valueShare: total > 0 ? size.value / total : null }));
}

function movedCustomers(
  at: Analytics,
  entries: readonly Entry[],
  { start, last }: { start: number; last: number },
): MovedCustomer[] {
  return entries
    .flatMap(({ record, states }): MovedCustomer[] => {
      const [from, to] = [states[start].segment, states[last].segment];
      if (from === to) return [];
      const { lastSec } = figuresOf(at, record).figures;
      return [
        {
          customerId: record.customerId,
          name: record.name,
          ownerName: record.ownerName,
          from,
          to,
          value: states[last].value,
          lastOrderAt: lastSec === null ? null : isoOf(lastSec),
        },
      ];
    })
    .sort((a, b) => b.value - a.value || compareIds(a.customerId, b.customerId));
}
