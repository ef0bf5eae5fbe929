import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import { wholeNumber } from "./parse-query";
import type { Page } from "./views";

export const PAGE_SIZE = 50;

/** Largest page number a query may carry. */
export const MAX_PAGE = 1_000_000;

/** Queries of screens whose one parameter of their own is the page. */
export const pageQuery = z.object({ page: wholeNumber({ min: 1, max: MAX_PAGE, fallback: 1 }) });

/** One page of rows. Page 1 of nothing is empty; a page beyond the last throws AppError `invalid_input`. */
export function pageOf<Row>(rows: readonly Row[], page: number): Page<Row> {
  assertPage(rows.length, page);
  return {
    rows: rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    total: rows.length,
    page,
    pageSize: PAGE_SIZE,
  };
}

export function assertPage(total: number, page: number): void {
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  if (page <= pages) return;
  throw new AppError("invalid_input", `The parameter page must be from 1 to ${pages}.`, {
    field: "page",
    remedy: `Open page ${pages} or an earlier one.`,
  });
}
