import type { ChartTable } from "./chart-table";
import type { PerformanceQuestion, PerformanceReport } from "./performance-report";
import { calibrationTable, prepareCalibration } from "./prepare-calibration";
import { kindsTable, prepareKinds } from "./prepare-kinds";
import { costsTable, differencesTable, modelsTable, prepareModels } from "./prepare-models";
import { prepareSlices, type SliceDimension, slicesTable } from "./prepare-slices";
import { prepareWindows, windowsTable } from "./prepare-windows";

export const PERFORMANCE_CHARTS = [
  "windows",
  "models",
  "differences",
  "costs",
  "slices",
  "kinds",
  "calibration",
] as const;
export type PerformanceChart = (typeof PERFORMANCE_CHARTS)[number];

/** The figures of one chart as its table shows them and its CSV holds them. */
export function performanceTable(
  report: PerformanceReport,
  question: PerformanceQuestion & { readonly by: SliceDimension; readonly chart: PerformanceChart },
): ChartTable {
  switch (question.chart) {
    case "windows":
      return windowsTable(prepareWindows(report, question), question);
    case "models":
      return modelsTable(prepareModels(report, question), question);
    case "differences":
      return differencesTable(prepareModels(report, question), question);
    case "costs":
      return costsTable(prepareModels(report, question));
    case "slices":
      return slicesTable(prepareSlices(report, question, question.by), question);
    case "kinds":
      return kindsTable(prepareKinds(report, question));
    case "calibration": {
      const chart = prepareCalibration(report, question.model);
      return calibrationTable(chart ?? { points: [], pairs: 0, expectedCalibrationError: null }, question.model);
    }
  }
}
