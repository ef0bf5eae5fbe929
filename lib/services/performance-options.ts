import { z } from "zod";
import { PROTOCOLS } from "@/lib/evaluation/split";
import { PERFORMANCE_KS, PERFORMANCE_METRICS } from "@/lib/presentation/performance/performance-report";
import { SLICE_DIMENSIONS } from "@/lib/presentation/performance/prepare-slices";
import { oneOf, optionalText } from "./parse-query";

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
