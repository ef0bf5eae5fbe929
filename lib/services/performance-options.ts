import { z } from "zod";
import { PROTOCOLS } from "@/lib/evaluation/split";
import { PERFORMANCE_KS, PERFORMANCE_METRICS } from "@/lib/presentation/performance/performance-report";
import { GROUP_DIMENSIONS, PRODUCT_KINDS } from "@/lib/presentation/performance/prepare-groups";
import { SLICE_DIMENSIONS } from "@/lib/presentation/performance/prepare-slices";
import { MAX_PAGE } from "./page-of";
import { oneOf, optionalText, wholeNumber } from "./parse-query";
import { GROUP_CUSTOMER_SORTS } from "./performance-drill-view";

const DEFAULT_K = 20;

/** What the address of the Performance page says: which report, and what is read in it. */
export const performanceQuery = z.object({
  protocol: oneOf(PROTOCOLS),
  report: optionalText(64),
  model: optionalText(200),
  k: oneOf(PERFORMANCE_KS.map(String)).transform((text) => (text === null ? DEFAULT_K : Number(text))),
  metric: oneOf(PERFORMANCE_METRICS).transform((metric) => metric ?? "precision"),
  by: oneOf(SLICE_DIMENSIONS),
});
export type PerformanceOptions = z.output<typeof performanceQuery>;

/** Which customers are looked at, there and in the pages below it. */
export const drillQuery = z.object({
  over: oneOf(GROUP_DIMENSIONS).transform((over) => over ?? "segment"),
  kind: oneOf(PRODUCT_KINDS),
  group: optionalText(200),
});

/** Order and page of the customers behind a figure. */
export const groupCustomersQuery = z.object({
  sort: oneOf(GROUP_CUSTOMER_SORTS.flatMap((key) => [key, `-${key}`] as const)),
  page: wholeNumber({ min: 1, max: MAX_PAGE, fallback: 1 }),
});
