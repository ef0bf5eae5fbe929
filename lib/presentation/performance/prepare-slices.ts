import { SEGMENTS } from "@/lib/domain/segment";
import type { ChartTable } from "./chart-table";
import { figureKind } from "./figure-kind";
import type { IntervalFigure, PerformanceQuestion, PerformanceReport } from "./performance-report";
import { ceilingFigure, intervalFigure, modelOf, NO_FIGURE } from "./read-figure";

export const SLICE_DIMENSIONS = ["segment", "orderQuantile", "region", "historyLength"] as const;
export type SliceDimension = (typeof SLICE_DIMENSIONS)[number];

/** Below this a group's interval is too wide to act on. */
export const FEW_CUSTOMERS = 30;

export interface SliceRow {
  readonly value: string;
  /** Evaluated customers, each counted once a window. */
  readonly users: number;
  readonly figure: IntervalFigure;
  readonly ceiling: number | null;
  readonly baseline: number | null;
}

export interface SlicesChart {
  readonly dimension: SliceDimension;
  readonly rows: readonly SliceRow[];
  /** null when the model is the baseline itself. */
  readonly baseline: string | null;
  /** Among groups large enough to be compared, when there are any. */
  readonly best: SliceRow | null;
  readonly worst: SliceRow | null;
}

/** Dimensions that the report has, in the order they are offered. */
export function dimensionsOf(report: PerformanceReport): SliceDimension[] {
  const known = new Set(report.models.flatMap((model) => model.slices.map((slice) => slice.dimension)));
  return SLICE_DIMENSIONS.filter((dimension) => known.has(dimension));
}

/** One model by kinds of customers, with the baseline and the ceiling of each kind beside it. */
export function prepareSlices(
  report: PerformanceReport,
  question: PerformanceQuestion,
  dimension: SliceDimension,
): SlicesChart {
  const slicesOf = (name: string | null) =>
    (modelOf(report, name)?.slices ?? []).filter((slice) => slice.dimension === dimension);
  const baseline = report.baseline === question.model ? null : report.baseline;
  const theirs = new Map(slicesOf(baseline).map((slice) => [slice.value, slice]));
  const rows = slicesOf(question.model).map((slice): SliceRow => {
    const other = theirs.get(slice.value);
    return {
      value: slice.value,
      users: slice.users,
      figure: intervalFigure(question, slice.metrics, slice.ceiling),
      ceiling: ceilingFigure(question, slice.ceiling),
      baseline: (other ? intervalFigure(question, other.metrics, other.ceiling) : NO_FIGURE).mean,
    };
  });
  rows.sort((a, b) => compareSlices(dimension, a, b));
  const measured = rows.filter((row) => row.figure.mean !== null);
  const large = measured.filter((row) => row.users >= FEW_CUSTOMERS);
  const byValue = (large.length > 0 ? large : measured).sort((a, b) => (a.figure.mean ?? 0) - (b.figure.mean ?? 0));
  return { dimension, rows, baseline, best: byValue.at(-1) ?? null, worst: byValue[0] ?? null };
}

/** Groups that are no region of their own stand last. */
const REST = ["other", "none"];

function compareSlices(dimension: SliceDimension, a: SliceRow, b: SliceRow): number {
  const place = (value: string) => {
    if (dimension === "segment") return (SEGMENTS as readonly string[]).indexOf(value);
    if (dimension === "region") return REST.indexOf(value);
    return Number.parseInt(value.replace(/^\D+/, ""), 10);
  };
  const bySize = dimension === "region" ? b.users - a.users : 0;
  return place(a.value) - place(b.value) || bySize || (a.value < b.value ? -1 : 1);
}

export function slicesTable(chart: SlicesChart, { metric, model }: PerformanceQuestion): ChartTable {
  const kind = figureKind(metric);
  return {
    columns: [
      { key: chart.dimension, kind: "slice" },
      { key: "customers", kind: "count" },
      { key: "model", kind: "model" },
      { key: "value", kind },
      { key: "low", kind },
      { key: "high", kind },
      ...(chart.baseline === null ? [] : [{ key: `baseline:${chart.baseline}`, kind }]),
      { key: "ceiling", kind },
    ],
    rows: chart.rows.map((row) => ({
      [chart.dimension]: row.value,
      customers: row.users,
      model,
      value: row.figure.mean,
      low: row.figure.low,
      high: row.figure.high,
      ...(chart.baseline === null ? {} : { [`baseline:${chart.baseline}`]: row.baseline }),
      ceiling: row.ceiling,
    })),
  };
}
