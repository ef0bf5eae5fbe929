import type { ChartTable } from "./chart-table";
import { figureKind } from "./figure-kind";
import type { PerformanceQuestion, PerformanceReport } from "./performance-report";
import { ceilingFigure, modelFigure, modelOf } from "./read-figure";

/** A report with what tells it from the next. */
export interface DatedReport {
  readonly id: string;
  readonly report: PerformanceReport & {
    readonly generatedAt: string;
    readonly snapshotId: string;
    readonly codeVersion: string;
    readonly users: number;
    readonly data: { readonly to: string };
  };
}

/** What changed, and when. `detail` is an id: of a model, of a data set, of the code. */
export interface ChangeEvent {
  readonly at: string;
  readonly kind: "promoted" | "rolledBack" | "data" | "code";
  readonly detail: string;
}

export interface HistoryPoint {
  readonly report: string;
  readonly at: string;
  /** Newest order in the data that was measured. */
  readonly dataTo: string;
  readonly users: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly ceiling: number | null;
  readonly baseline: number | null;
}

export interface HistoryChart {
  /** Oldest first. */
  readonly points: readonly HistoryPoint[];
  readonly events: readonly ChangeEvent[];
  readonly baseline: string | null;
}

/** One model from measurement to measurement, with what changed between them. `changes` are those that are known by themselves. */
export function prepareHistory(
  reports: readonly DatedReport[],
  question: PerformanceQuestion,
  changes: readonly ChangeEvent[],
): HistoryChart {
  const ordered = [...reports].sort(
    (a, b) => Date.parse(a.report.generatedAt) - Date.parse(b.report.generatedAt) || (a.id < b.id ? -1 : 1),
  );
  const baseline = ordered.at(-1)?.report.baseline ?? null;
  const other = baseline === question.model ? null : baseline;
  const figureOf = (report: PerformanceReport, name: string | null) => {
    const model = modelOf(report, name);
    return model === null ? null : modelFigure(question, model, report);
  };
  const points = ordered.map(({ id, report }): HistoryPoint => {
    const figure = figureOf(report, question.model);
    return {
      report: id,
      at: report.generatedAt,
      dataTo: report.data.to,
      users: report.users,
      value: figure?.mean ?? null,
      low: figure?.low ?? null,
      high: figure?.high ?? null,
      ceiling: ceilingFigure(question, report.ceiling),
      baseline: other === null ? null : (figureOf(report, other)?.mean ?? null),
    };
  });
  return { points, events: eventsOf(ordered, changes), baseline: other };
}

/** A change of data or code between two reports happened, at the latest, when the second was made. */
function eventsOf(ordered: readonly DatedReport[], changes: readonly ChangeEvent[]): ChangeEvent[] {
  const found: ChangeEvent[] = [...changes];
  for (let at = 1; at < ordered.length; at++) {
    const [before, { report }] = [ordered[at - 1].report, ordered[at]];
    const isKnown = (kind: string, detail: string) => found.some((one) => one.kind === kind && one.detail === detail);
    if (before.snapshotId !== report.snapshotId && !isKnown("data", report.snapshotId)) {
      found.push({ at: report.generatedAt, kind: "data", detail: report.snapshotId });
    }
    if (before.codeVersion !== report.codeVersion) {
      found.push({ at: report.generatedAt, kind: "code", detail: report.codeVersion });
    }
  }
  return found.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.kind < b.kind ? -1 : 1));
}

export function historyTable(chart: HistoryChart, { metric, model }: PerformanceQuestion): ChartTable {
  const kind = figureKind(metric);
  return {
    columns: [
      { key: "measured_at", kind: "date" },
      { key: "data_to_measured", kind: "date" },
      { key: "customers", kind: "count" },
      { key: "model", kind: "model" },
      { key: "value", kind },
      { key: "low", kind },
      { key: "high", kind },
      ...(chart.baseline === null ? [] : [{ key: `baseline:${chart.baseline}`, kind }]),
      { key: "ceiling", kind },
    ],
    rows: chart.points.map((point) => ({
      measured_at: point.at,
      data_to_measured: point.dataTo,
      customers: point.users,
      model,
      value: point.value,
      low: point.low,
      high: point.high,
      ...(chart.baseline === null ? {} : { [`baseline:${chart.baseline}`]: point.baseline }),
      ceiling: point.ceiling,
    })),
  };
}
