import { z } from "zod";
import type { AgreementRecord, CustomerRecord } from "@/lib/data/ports";
import { compareIds } from "@/lib/domain/ids";
import { SEGMENTS } from "@/lib/domain/segment";
import { foldText, matchesWords } from "@/lib/scoring/search/fold-text";
import type { Analytics } from "./analytics";
import { customerRow } from "./customer-rows";
import { MAX_PAGE } from "./page-of";
import { oneOf, optionalText, parseQuery, wholeNumber } from "./parse-query";
import {
  CUSTOMER_COLUMNS,
  type CustomerColumn,
  type CustomerListOptions,
  type CustomerListView,
  type CustomerRow,
  type CustomerSortKey,
  type RawQuery,
} from "./views";

/** Filter value for customers without an owner, or without a region. */
const UNASSIGNED = "unassigned";
const NO_REGION = "none";

const SORT_KEYS: readonly CustomerSortKey[] = [
  "name",
  "taxId",
  "region",
  "ownerName",
  "segment",
  "agreements",
  "orders",
  "lastOrderAt",
  "dueCount",
  "overdueCount",
  "expectedValue",
];
const SORTS = SORT_KEYS.flatMap((key) => [key, `-${key}`] as const);

/** `columns=region,orders`: names, each once, in the order of the screen. */
const columns = optionalText(300).transform((value, context): CustomerColumn[] | null => {
  if (value === undefined) return null;
  const names = value.split(",");
  const known = names.filter((name): name is CustomerColumn => (CUSTOMER_COLUMNS as readonly string[]).includes(name));
  if (known.length === names.length && new Set(known).size === known.length) return known;
  context.addIssue({ code: "custom", message: `must be names out of ${CUSTOMER_COLUMNS.join(", ")}, each once` });
  return z.NEVER;
});

/** Filter, sort, page and columns of an address. */
export const customerListQuery = z.object({
  q: optionalText(200),
  segment: oneOf(SEGMENTS),
  region: optionalText(100),
  owner: optionalText(100),
  due: oneOf(["due", "overdue"]),
  sort: oneOf(SORTS),
  columns,
  page: wholeNumber({ min: 1, max: MAX_PAGE, fallback: 1 }),
});

/** Filter, sort and page of a request. Throws AppError `invalid_input` naming the field. */
export function parseCustomerListOptions(query: RawQuery): { options: CustomerListOptions; page: number } {
  const { q, segment, region, owner, due, sort, columns: chosen, page } = parseQuery(customerListQuery, query);
  const text = sort ?? "-expectedValue";
  const descending = text.startsWith("-");
  const key = (descending ? text.slice(1) : text) as CustomerSortKey;
  const options = {
    q: q ?? "",
    segment,
    region: region ?? null,
    owner: owner ?? null,
    due,
    sort: { key, descending },
    columns: chosen,
  };
  return { options, page };
}

interface Entry {
  readonly record: CustomerRecord;
  readonly row: CustomerRow;
}

type Filter = "segment" | "region" | "owner" | "due";

const FILTERS: Readonly<Record<Filter, (entry: Entry, options: CustomerListOptions) => boolean>> = {
  segment: ({ row }, { segment }) => segment === null || row.segment === segment,
  region: ({ row }, { region }) => region === null || (row.region ?? NO_REGION) === region,
  owner: ({ record }, { owner }) => owner === null || (record.ownerId ?? UNASSIGNED) === owner,
  due: ({ row }, { due }) => due === null || (due === "due" ? row.dueCount : row.overdueCount) > 0,
};

/**
 * The caller's customers as filtered and sorted, with the counts each filter would give under the other ones.
 * `records` are those in the caller's scope, `agreements` theirs: their numbers are searched too.
 */
export function customerList(
  analytics: Analytics,
  input: {
    records: readonly CustomerRecord[];
    agreements: readonly AgreementRecord[];
    options: CustomerListOptions;
  },
): { rows: CustomerRow[]; facets: CustomerListView["facets"] } {
  const { options } = input;
  const searched = searchRecords(input.records, input.agreements, options.q);
  const entries = searched.map((record) => ({ record, row: customerRow(analytics, record) }));
  const passing = (without: Filter | null) =>
    entries.filter((entry) =>
      (Object.keys(FILTERS) as Filter[]).every((filter) => filter === without || FILTERS[filter](entry, options)),
    );
  const rows = passing(null)
    .map(({ row }) => row)
    .sort(rowOrder(options.sort));
  return {
    rows,
    facets: {
      segments: countBy(passing("segment"), ({ row }) => row.segment).sort(
        (a, b) => SEGMENTS.indexOf(a.value) - SEGMENTS.indexOf(b.value),
      ),
      regions: countBy(passing("region"), ({ row }) => row.region ?? NO_REGION).sort((a, b) =>
        byText(a.value, b.value),
      ),
      owners: ownerFacet(passing("owner")),
    },
  };
}

/** Folding some thousand names is most of a search, and the names hardly ever change. */
const foldedTexts = new Map<string, string>();
const MAX_FOLDED = 100_000;

function folded(text: string): string {
  let found = foldedTexts.get(text);
  if (found === undefined) {
    found = foldText(text);
    if (foldedTexts.size >= MAX_FOLDED) foldedTexts.clear();
    foldedTexts.set(text, found);
  }
  return found;
}

function searchRecords(records: readonly CustomerRecord[], agreements: readonly AgreementRecord[], q: string) {
  const query = foldText(q);
  if (query === "") return records;
  const numbersOf = new Map<string, string[]>();
  for (const { customerId, number } of agreements) {
    if (number === null) continue;
    const numbers = numbersOf.get(customerId);
    if (numbers === undefined) numbersOf.set(customerId, [folded(number)]);
    else numbers.push(folded(number));
  }
  return records.filter((record) =>
    matchesWords(query, [
      folded(record.name),
      folded(record.customerId),
      folded(record.taxId ?? ""),
      ...(numbersOf.get(record.customerId) ?? []),
    ]),
  );
}

function ownerFacet(entries: readonly Entry[]): CustomerListView["facets"]["owners"] {
  const names = new Map(entries.map(({ record }) => [record.ownerId ?? UNASSIGNED, record.ownerName ?? ""]));
  return countBy(entries, ({ record }) => record.ownerId ?? UNASSIGNED)
    .map(({ value, count }) => ({ value, label: names.get(value) ?? "", count }))
    .sort((a, b) => byText(a.label, b.label) || compareIds(a.value, b.value));
}

function countBy<Value extends string>(entries: readonly Entry[], pick: (entry: Entry) => Value) {
  const counts = new Map<Value, number>();
  for (const entry of entries) counts.set(pick(entry), (counts.get(pick(entry)) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count }));
}

// One collation for everybody, so that a page number means the same rows in every language.
const collator = new Intl.Collator("uk", { numeric: true });
const byText = (a: string, b: string) => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

/** Absent values last in either direction; equal rows by customer id. */
function rowOrder({ key, descending }: CustomerListOptions["sort"]) {
  const cell = (row: CustomerRow) => (key === "segment" ? SEGMENTS.indexOf(row.segment) : row[key]);
  const sign = descending ? -1 : 1;
  return (rowA: CustomerRow, rowB: CustomerRow) => {
    const a = cell(rowA);
    const b = cell(rowB);
    if (a === null || b === null) {
      if (a !== b) return a === null ? 1 : -1;
    } else {
      const order = typeof a === "string" ? byText(a, String(b)) : a - Number(b);
      if (order !== 0) return sign * order;
    }
    return compareIds(rowA.customerId, rowB.customerId);
  };
}
