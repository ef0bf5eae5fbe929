import { z } from "zod";
import type { AgreementRecord, CustomerRecord } from "@/lib/data/ports";
import { compareIds } from "@/lib/domain/ids";
import { SEGMENTS } from "@/lib/domain/segment";
import { foldText, matchesWords } from "@/lib/scoring/search/fold-text";
import type { Analytics } from "./analytics";
import {
  CUSTOMER_COLUMNS,
  type CustomerColumn,
  type CustomerFacets,
  type CustomerListOptions,
  type CustomerRow,
  type CustomerSortKey,
} from "./customer-list-view";
import { customerRow } from "./customer-rows";
import { byText, customerFacets, FACET_FILTERS, type FacetEntry, type FacetOptions, passingOf } from "./list-facets";
import { MAX_PAGE } from "./page-of";
import { oneOf, optionalText, parseQuery, wholeNumber } from "./parse-query";
import type { RawQuery } from "./views";

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

interface Entry extends FacetEntry {
  readonly row: CustomerRow;
}

type Filter = keyof FacetOptions | "due";

const FILTERS: Readonly<Record<Filter, (entry: Entry, options: CustomerListOptions) => boolean>> = {
  ...FACET_FILTERS,
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
): { rows: CustomerRow[]; facets: CustomerFacets } {
  const { options } = input;
  const searched = searchRecords(input.records, input.agreements, options.q);
  const entries = searched.map((record) => {
    const row = customerRow(analytics, record);
    return { record, row, segment: row.segment };
  });
  const passing = passingOf(entries, FILTERS, options);
  const rows = passing(null)
    .map(({ row }) => row)
    .sort(rowOrder(options.sort));
  return { rows, facets: customerFacets(passing) };
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
