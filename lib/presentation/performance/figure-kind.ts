import type { ColumnKind } from "./chart-table";
import type { PerformanceMetric } from "./performance-report";

/** Shares of customers or products read as percentages; nDCG is a score between 0 and 1. */
export function figureKind(metric: PerformanceMetric): Extract<ColumnKind, "share" | "score"> {
  return metric === "ndcg" ? "score" : "share";
}
