import type { CustomerRecord } from "@/lib/data/ports";
import { compareIds } from "@/lib/domain/ids";
import type { Segment } from "@/lib/domain/segment";
import type { CustomerFigures } from "@/lib/scoring/portfolio";
import type { Analytics } from "./analytics";
import { figuresOf } from "./customer-rows";
import { customerFacets, FACET_FILTERS, type FacetEntry, type FacetOptions, passingOf } from "./list-facets";
import type { SinceYesterday } from "./since-yesterday";
import { QUEUE_REASONS, type QueueOptions, type QueueReason, type TodayView } from "./today-view";

/** A customer that may be called, with what speaks for it. */
export interface QueueEntry extends FacetEntry {
  readonly record: CustomerRecord;
  readonly segment: Segment;
  readonly figures: CustomerFigures;
  readonly newlyDue: number;
  /** EUR: what is due, and under the filter `lapsed` what lapsed of late too. */
  readonly worth: number;
}

type Filter = keyof FacetOptions | "reason" | "minValue";

const HAS: Readonly<Record<QueueReason, (entry: QueueEntry) => boolean>> = {
  overdue: ({ figures }) => figures.overdueCount > 0,
  due: ({ figures }) => figures.dueCount > figures.overdueCount,
  new: ({ newlyDue }) => newlyDue > 0,
  lapsed: ({ figures }) => figures.lapsed.count > 0,
};

const FILTERS: Readonly<Record<Filter, (entry: QueueEntry, options: QueueOptions) => boolean>> = {
  ...FACET_FILTERS,
  // Who only stopped buying is no call of the day, unless one asks for just that.
  reason: (entry, { reason }) => (reason === null ? entry.figures.dueCount > 0 : HAS[reason](entry)),
  minValue: ({ worth }, { minValueEur }) => worth >= minValueEur,
};

/** The entries that pass all filters but the named one; null = all of them. */
type Passing = (without: Filter | null) => QueueEntry[];

/** The calls that pass the filter, most valuable first. */
export function queueOf(
  at: Analytics,
  { records, since, options }: { records: readonly CustomerRecord[]; since: SinceYesterday; options: QueueOptions },
): { queue: QueueEntry[]; passing: Passing } {
  const entries = records
    .map((record) => entryOf(at, record, { since, reason: options.reason }))
    .filter(({ figures }) => figures.dueCount + figures.lapsed.count > 0);
  const passing = passingOf(entries, FILTERS, options);
  const queue = passing(null).sort(
    (a, b) =>
      b.worth - a.worth ||
      b.figures.dueCount - a.figures.dueCount ||
      compareIds(a.record.customerId, b.record.customerId),
  );
  return { queue, passing };
}

/** What each filter would give under the other ones: for the screen that offers them. */
export function queueFacets(passing: Passing): TodayView["facets"] {
  const anyReason = passing("reason");
  return {
    ...customerFacets(passing),
    reasons: QUEUE_REASONS.map((value) => ({ value, count: anyReason.filter(HAS[value]).length })).filter(
      ({ count }) => count > 0,
    ),
    minValues: valueSteps(passing("minValue").map(({ worth }) => worth)),
  };
}

function entryOf(
  at: Analytics,
  record: CustomerRecord,
  { since, reason }: { since: SinceYesterday; reason: QueueReason | null },
): QueueEntry {
  const { figures, segment } = figuresOf(at, record);
  return {
    record,
    segment,
    figures,
    newlyDue: since.newlyDue.get(at.index.customerOf.get(record.customerId) ?? -1) ?? 0,
    worth: figures.expectedValue + (reason === "lapsed" ? figures.lapsed.expectedValue : 0),
  };
}

const MOST_STEPS = 6;
const LARGEST_POWER = 8;

/** Round amounts (1, 2, 5 times a power of ten) that part the queue: the largest few that leave somebody and take somebody away. */
function valueSteps(worths: readonly number[]): { value: number; count: number }[] {
  const steps: { value: number; count: number }[] = [];
  for (let power = 0; power <= LARGEST_POWER; power++) {
    for (const digit of [1, 2, 5]) {
      const value = digit * 10 ** power;
      const count = worths.filter((worth) => worth >= value).length;
      if (count > 0 && count < (steps.at(-1)?.count ?? worths.length)) steps.push({ value, count });
    }
  }
  return steps.slice(-MOST_STEPS);
}
