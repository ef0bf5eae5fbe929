import type { ChartTable } from "./chart-table";
import type { PerformanceReport } from "./performance-report";
import { modelOf } from "./read-figure";

export interface CalibrationPoint {
  /** Ends of the bin. */
  readonly from: number;
  readonly to: number;
  readonly pairs: number;
  readonly predicted: number;
  readonly observed: number;
}

export interface CalibrationChart {
  readonly points: readonly CalibrationPoint[];
  readonly pairs: number;
  readonly expectedCalibrationError: number | null;
}

/** What a model said against what came true, by bins of equal width; an empty bin is left out. null = says no probabilities. */
export function prepareCalibration(report: PerformanceReport, model: string): CalibrationChart | null {
  const bins = modelOf(report, model)?.calibration ?? null;
  if (bins === null) return null;
  const width = 1 / bins.count.length;
  const points = bins.count.flatMap((pairs, bin) =>
    pairs === 0
      ? []
      : [
          {
            from: bin * width,
            to: (bin + 1) * width,
            pairs,
            predicted: bins.predicted[bin] / pairs,
            observed: bins.observed[bin] / pairs,
          },
        ],
  );
  return {
    points,
    pairs: points.reduce((sum, point) => sum + point.pairs, 0),
    expectedCalibrationError: bins.expectedCalibrationError,
  };
}

export function calibrationTable(chart: CalibrationChart, model: string): ChartTable {
  return {
    columns: [
      { key: "model", kind: "model" },
      { key: "bin_from", kind: "share" },
      { key: "bin_to", kind: "share" },
      { key: "pairs", kind: "count" },
      { key: "predicted", kind: "share" },
      { key: "observed", kind: "share" },
    ],
    rows: chart.points.map((point) => ({
      model,
      bin_from: point.from,
      bin_to: point.to,
      pairs: point.pairs,
      predicted: point.predicted,
      observed: point.observed,
    })),
  };
}
