import { z } from "zod";
import { MAX_PAGE } from "./page-of";
import { oneOf, optionalText, parseQuery, wholeNumber } from "./parse-query";
import {
  BUYER_SORTS,
  BUYER_STATES,
  type BuyerListOptions,
  type BuyerSortKey,
  PRODUCT_SORTS,
  type ProductListOptions,
  type ProductSortKey,
} from "./product-view";
import type { RawQuery } from "./views";

// Read in front of the pages too, so nothing here may lead to the database.

/** Longest search the palette and the list of products take. */
export const MAX_SEARCH = 100;

/** Filter, sort and page of a product's buyers in an address. */
export const buyerListQuery = z.object({
  state: oneOf(BUYER_STATES),
  sort: oneOf(BUYER_SORTS.flatMap((key) => [key, `-${key}`] as const)),
  page: wholeNumber({ min: 1, max: MAX_PAGE, fallback: 1 }),
});

/** Search, filter, sort and page of the list of products in an address. */
export const productListQuery = z.object({
  q: optionalText(MAX_SEARCH),
  due: oneOf(["overdue"]),
  sort: oneOf(PRODUCT_SORTS.flatMap((key) => [key, `-${key}`] as const)),
  page: wholeNumber({ min: 1, max: MAX_PAGE, fallback: 1 }),
});

const sortOf = <Key extends string>(text: string) => {
  const descending = text.startsWith("-");
  return { key: (descending ? text.slice(1) : text) as Key, descending };
};

/** Throws AppError `invalid_input` naming the field. */
export function parseBuyerOptions(query: RawQuery): { options: BuyerListOptions; page: number } {
  const { state, sort, page } = parseQuery(buyerListQuery, query);
  return { options: { state: state ?? "due", sort: sortOf<BuyerSortKey>(sort ?? "-expectedValue") }, page };
}

/** Throws AppError `invalid_input` naming the field. */
export function parseProductOptions(query: RawQuery): { options: ProductListOptions; page: number } {
  const { q, due, sort, page } = parseQuery(productListQuery, query);
  // A search without an order of its own comes best find first.
  const text = sort ?? (q === undefined ? "-expectedValue" : null);
  return { options: { q: q ?? "", due, sort: text === null ? null : sortOf<ProductSortKey>(text) }, page };
}
