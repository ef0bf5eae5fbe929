import type { ChartTable } from "./chart-table";
import { figureKind } from "./figure-kind";
import type { PerformanceQuestion, PerformanceReport } from "./performance-report";
import { ceilingFigure, intervalFigure, modelOf } from "./read-figure";

/** Drawn beside the model, as far as the report has them: what a person could do without any engine. */
const SIMPLE_MODELS = ["popularity", "personal-frequency"] as const;

export interface WindowPoint {
  readonly cutoff: string;
  readonly end: string;
  readonly users: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly ceiling: number | null;
  /** In the order of `baselines`. */
  readonly baselines: readonly (number | null)[];
}

export interface WindowsChart {
  readonly baselines: readonly string[];
  readonly points: readonly WindowPoint[];
  /** The windows with the lowest and the highest value; null without a value. */
  readonly lowest: WindowPoint | null;
  readonly highest: WindowPoint | null;
  /** Windows in which the model is above the report's baseline, of those that measure both. */
  readonly above: { readonly windows: number; readonly of: number } | null;
}

/** Models of the report that are drawn beside this one. */
export function baselinesOf(report: PerformanceReport, model: string): string[] {
  return [report.baseline, ...SIMPLE_MODELS].filter(
    (name): name is string => name !== null && name !== model && modelOf(report, name) !== null,
  );
}

/** A model over the windows, oldest first, with baselines and the ceiling of each window beside it. */
export function prepareWindows(report: PerformanceReport, question: PerformanceQuestion): WindowsChart {
  const model = modelOf(report, question.model);
  const baselines = baselinesOf(report, question.model);
  const points = report.cutoffs.map(({ cutoff, end, evaluatedUsers, ceiling }, at): WindowPoint => {
    const figureOf = (name: string) =>
      intervalFigure(question, modelOf(report, name)?.byCutoffIntervals[at] ?? {}, ceiling);
    const { mean, low, high } = model === null ? figureOf("") : figureOf(model.name);
    return {
      cutoff,
      end,
      users: evaluatedUsers,
      value: mean,
      low,
      high,
      ceiling: ceilingFigure(question, ceiling),
      baselines: baselines.map((name) => figureOf(name).mean),
    };
  });
  const measured = points.filter((point) => point.value !== null);
  const byValue = [...measured].sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const at = report.baseline === null ? -1 : baselines.indexOf(report.baseline);
  const both = measured.filter((point) => at >= 0 && point.baselines[at] !== null);
  return {
    baselines,
    points,
    lowest: byValue[0] ?? null,
    highest: byValue.at(-1) ?? null,
    above:
      both.length === 0
        ? null
        : {
            windows: both.filter((point) => (point.value ?? 0) > (point.baselines[at] ?? 0)).length,
            of: both.length,
          },
  };
}

export function windowsTable(chart: WindowsChart, { metric, model }: PerformanceQuestion): ChartTable {
  const kind = figureKind(metric);
  return {
    columns: [
      { key: "window_from", kind: "date" },
      { key: "window_to", kind: "date" },
      { key: "customers", kind: "count" },
      { key: "model", kind: "model" },
      { key: "value", kind },
      { key: "low", kind },
      { key: "high", kind },
      ...chart.baselines.map((name) => ({ key: `baseline:${name}`, kind })),
      { key: "ceiling", kind },
    ],
    rows: chart.points.map((point) => ({
      window_from: point.cutoff,
      window_to: point.end,
      customers: point.users,
      model,
      value: point.value,
      low: point.low,
      high: point.high,
      ...Object.fromEntries(chart.baselines.map((name, at) => [`baseline:${name}`, point.baselines[at]])),
      ceiling: point.ceiling,
    })),
  };
}
