import type {
  Figures,
  IntervalFigure,
  Intervals,
  PerformanceMetric,
  PerformanceModel,
  PerformanceReport,
} from "./performance-report";

interface Measure {
  readonly metric: PerformanceMetric;
  readonly k: number;
}

export const NO_FIGURE: IntervalFigure = { mean: null, low: null, high: null };

/** The share of the ceiling is a precision divided by its ceiling. */
const storedKey = ({ metric, k }: Measure) => `${metric === "share" ? "precision" : metric}@${k}`;

/**
 * What an oracle gets. Precision and recall end below 1 where a customer buys fewer or more than k products; every other
 * figure is 1 for an oracle by definition.
 */
export function ceilingFigure(measure: Measure, ceiling: Figures): number | null {
  if (measure.metric !== "precision" && measure.metric !== "recall") return 1;
  return ceiling[storedKey(measure)] ?? null;
}

/** One interval out of a set, as a share of the set's ceiling when that is asked. */
export function intervalFigure(measure: Measure, metrics: Intervals, ceiling: Figures): IntervalFigure {
  const stored = metrics[storedKey(measure)] ?? NO_FIGURE;
  if (measure.metric !== "share") return stored;
  const top = ceiling[storedKey(measure)] ?? null;
  const over = (figure: number | null) => (figure === null || top === null || top === 0 ? null : figure / top);
  return { mean: over(stored.mean), low: over(stored.low), high: over(stored.high) };
}

/** A model over all windows of the report. */
export function modelFigure(measure: Measure, model: PerformanceModel, report: PerformanceReport): IntervalFigure {
  if (measure.metric === "share") return model.shareOfCeiling[storedKey(measure)] ?? NO_FIGURE;
  return intervalFigure(measure, model.metrics, report.ceiling);
}

export function modelOf(report: PerformanceReport, name: string | null): PerformanceModel | null {
  return report.models.find((model) => model.name === name) ?? null;
}
