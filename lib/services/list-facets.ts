import type { CustomerRecord } from "@/lib/data/ports";
import { compareIds } from "@/lib/domain/ids";
import { SEGMENTS, type Segment } from "@/lib/domain/segment";
import type { CustomerFacets } from "./customer-list-view";

/** Filter value for customers without an owner, or without a region. */
const UNASSIGNED = "unassigned";
const NO_REGION = "none";

/** What the filters of every list of customers look at. */
export interface FacetEntry {
  readonly record: CustomerRecord;
  readonly segment: Segment;
}

export interface FacetOptions {
  readonly segment: Segment | null;
  /** Name of a region; `none` = customers without one. */
  readonly region: string | null;
  /** Id of an owner, or `unassigned`. */
  readonly owner: string | null;
}

/** Whether an entry passes, by filter; null lets everything through. */
export const FACET_FILTERS = {
  segment: ({ segment }: FacetEntry, wanted: FacetOptions) => wanted.segment === null || segment === wanted.segment,
  region: ({ record }: FacetEntry, { region }: FacetOptions) =>
    region === null || (record.region ?? NO_REGION) === region,
  owner: ({ record }: FacetEntry, { owner }: FacetOptions) =>
    owner === null || (record.ownerId ?? UNASSIGNED) === owner,
} as const;

export const isAmong = (entry: FacetEntry, options: FacetOptions) =>
  Object.values(FACET_FILTERS).every((passes) => passes(entry, options));

/**
 * The entries that pass every filter but the named one (null = all of them): the list itself, and what each filter would leave
 * under the others.
 */
export function passingOf<Entry, Options, Filter extends string>(
  entries: readonly Entry[],
  filters: Readonly<Record<Filter, (entry: Entry, options: Options) => boolean>>,
  options: Options,
): (without: Filter | null) => Entry[] {
  const names = Object.keys(filters) as Filter[];
  return (without) =>
    entries.filter((entry) => names.every((filter) => filter === without || filters[filter](entry, options)));
}

/** What may be chosen, with counts; `passing` answers the entries that pass all filters but the named one. */
export function customerFacets(passing: (without: keyof FacetOptions) => readonly FacetEntry[]): CustomerFacets {
  return {
    segments: countBy(passing("segment"), ({ segment }) => segment).sort(
      (a, b) => SEGMENTS.indexOf(a.value) - SEGMENTS.indexOf(b.value),
    ),
    regions: countBy(passing("region"), ({ record }) => record.region ?? NO_REGION).sort((a, b) =>
      byText(a.value, b.value),
    ),
    owners: ownerFacet(passing("owner")),
  };
}

function ownerFacet(entries: readonly FacetEntry[]): CustomerFacets["owners"] {
  const names = new Map(entries.map(({ record }) => [record.ownerId ?? UNASSIGNED, record.ownerName ?? ""]));
  return countBy(entries, ({ record }) => record.ownerId ?? UNASSIGNED)
    .map(({ value, count }) => ({ value, label: names.get(value) ?? "", count }))
    .sort((a, b) => byText(a.label, b.label) || compareIds(a.value, b.value));
}

function countBy<Value extends string>(entries: readonly FacetEntry[], pick: (entry: FacetEntry) => Value) {
  const counts = new Map<Value, number>();
  for (const entry of entries) counts.set(pick(entry), (counts.get(pick(entry)) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count }));
}

// One collation for everybody, so that a page number means the same rows in every language.
const collator = new Intl.Collator("uk", { numeric: true });
export const byText = (a: string, b: string) => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
