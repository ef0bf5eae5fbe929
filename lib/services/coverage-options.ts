import { z } from "zod";
import { COVERAGE_DIMENSIONS, COVERAGE_GAPS, COVERAGE_RANGES, COVERAGE_TABLES } from "./coverage-view";
import { MAX_PAGE } from "./page-of";
import { oneOf, wholeNumber } from "./parse-query";

/** What the address of the Coverage page says. */
export const coverageQuery = z.object({
  range: oneOf(COVERAGE_RANGES).transform((range) => range ?? "90"),
  by: oneOf(COVERAGE_DIMENSIONS).transform((by) => by ?? "rep"),
  show: oneOf(COVERAGE_GAPS).transform((show) => show ?? "never"),
  page: wholeNumber({ min: 1, max: MAX_PAGE, fallback: 1 }),
});
export type CoverageOptions = z.output<typeof coverageQuery>;

/** Which table a file holds. */
export const coverageTableQuery = z.object({
  table: oneOf(COVERAGE_TABLES).transform((table) => table ?? "funnel"),
});
