import { z } from "zod";
import type { AgreementRecord, CustomerRecord } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import { buildSearchIndex } from "@/lib/scoring/search/build-search-index";
import { MATCHES, type SearchHit, search } from "@/lib/scoring/search/search";
import type { SearchIndex } from "@/lib/scoring/search/search-index";
import { getContext } from "./context";
import { optionalText, parseQuery } from "./parse-query";
import { type ProductCatalogue, productCatalogue } from "./product-catalogue";
import { MAX_SEARCH } from "./product-options";
import type { SearchResult, SearchView } from "./product-view";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

const searchQuery = z.object({ q: optionalText(MAX_SEARCH) });

const LIMITS = { customers: 5, agreements: 4, products: 8 };
/** A large catalogue takes seconds to read, once: nobody waits for it to find a customer. */
const PATIENCE_MS = 300;

interface Found {
  readonly result: SearchResult;
  readonly match: SearchHit["match"];
}

/**
 * The caller's customers and agreements, and any product, by name or code, for the palette. Parameter: q. An empty one finds
 * nothing and has the catalogue read, so that it is there when typing begins.
 */
export async function searchEverything(caller: Caller, query: RawQuery, context?: ServiceContext): Promise<SearchView> {
  const used = context ?? (await getContext());
  const q = parseQuery(searchQuery, query).q ?? "";
  const { snapshot } = await used.snapshots.current();
  const reading = productCatalogue(used, snapshot);
  if (q === "") {
    reading.catch(() => undefined);
    return { q, results: [], isReadingCatalogue: false };
  }
  const [records, agreements, catalogue] = await Promise.all([
    used.erp.customersInScope(caller.scope),
    used.erp.agreementsInScope(caller.scope),
    inTime(reading),
  ]);
  const kinds = [
    findCustomers(used, records, q),
    findAgreements(used, agreements, { records, q }),
    catalogue === null ? [] : findProducts(catalogue, q),
  ];
  const rank = (found: Found[]) => Math.min(MATCHES.length, ...found.map(({ match }) => MATCHES.indexOf(match)));
  const results = kinds
    .map((found, place) => ({ found, place }))
    .sort((a, b) => rank(a.found) - rank(b.found) || a.place - b.place)
    .flatMap(({ found }) => found.map(({ result }) => result));
  return { q, results, isReadingCatalogue: catalogue === null };
}

async function inTime(reading: Promise<ProductCatalogue>): Promise<ProductCatalogue | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  return await Promise.race([reading, late]).finally(() => clearTimeout(timer));
}

/**
 * The index holds only what is in the caller's scope, so nothing else can be found with it. It belongs to the list: an
 * embedded database gives the same list until its data change, SQL Server a new one each time.
 */
function indexFor<Row>(
  { derived }: Pick<ServiceContext, "derived">,
  rows: readonly Row[],
  wordsOf: (row: Row) => { code: string; otherCodes: string[]; text: string },
): SearchIndex {
  return derived.of(rows, "search", () => buildSearchIndex(rows.map((row) => ({ ...wordsOf(row), weight: 0 }))));
}

function findCustomers(used: ServiceContext, records: readonly CustomerRecord[], q: string): Found[] {
  const index = indexFor(used, records, ({ customerId, taxId, name }) => ({
    code: customerId,
    otherCodes: taxId === null ? [] : [taxId],
    text: name,
  }));
  return search(index, q, { limit: LIMITS.customers }).map(({ document, match }) => {
    const { customerId, name, region, taxId } = records[document];
    return { match, result: { kind: "customer", customerId, name, note: taxId ?? region } };
  });
}

function findAgreements(
  used: ServiceContext,
  agreements: readonly AgreementRecord[],
  { records, q }: { records: readonly CustomerRecord[]; q: string },
): Found[] {
  const index = indexFor(used, agreements, ({ agreementId, number, name }) => ({
    code: number ?? agreementId,
    otherCodes: number === null ? [] : [agreementId],
    text: name,
  }));
  const hits = search(index, q, { limit: LIMITS.agreements });
  const nameOf = new Map(hits.length === 0 ? [] : records.map(({ customerId, name }) => [customerId, name]));
  return hits.map(({ document, match }) => {
    const { customerId, agreementId, name, number } = agreements[document];
    const words = [number, name].filter(Boolean).join(" ") || agreementId;
    const customerName = nameOf.get(customerId) ?? "";
    return { match, result: { kind: "agreement", customerId, agreementId, name: words, customerName } };
  });
}

function findProducts(catalogue: ProductCatalogue, q: string): Found[] {
  return search(catalogue.index, q, { limit: LIMITS.products }).map(({ document, match }) => {
    const { productId, code, name, nameUk, oeNumber } = catalogue.productAt(document);
    return {
      match,
      result: {
        kind: "product",
        productId,
        code,
        name,
        nameUk,
        oeNumber,
        isTypo: match === "code_typo" || match === "code_two_typos",
      },
    };
  });
}
