import type { ChartTable } from "./chart-table";
import type { IntervalFigure, PerformanceMetric, PerformanceQuestion, PerformanceReport } from "./performance-report";
import { modelFigure, modelOf, NO_FIGURE } from "./read-figure";

/** Repeat and explore are told apart by precision and by recall only: the other figures belong to a whole list. */
export type KindMeasure = "precision" | "recall";

export interface KindRow {
  readonly name: string;
  /** Of products the customer had bought before the window. */
  readonly repeat: IntervalFigure;
  /** Of products new to the customer. */
  readonly explore: IntervalFigure;
}

export interface KindsChart {
  readonly measure: KindMeasure;
  /** Best first by the figure that the page is about. */
  readonly rows: readonly KindRow[];
  readonly focus: KindRow | null;
}

const measureOf = (metric: PerformanceMetric): KindMeasure =>
  metric === "precision" || metric === "share" ? "precision" : "recall";

/** Coming back for the known and finding the new, apart. */
export function prepareKinds(report: PerformanceReport, question: PerformanceQuestion): KindsChart {
  const measure = measureOf(question.metric);
  const suffix = measure === "precision" ? "Precision" : "Recall";
  const value = (name: string) => {
    const model = modelOf(report, name);
    return (model === null ? null : modelFigure(question, model, report).mean) ?? -1;
  };
  const rows = report.models
    .map(
      ({ name, metrics }): KindRow => ({
        name,
        repeat: metrics[`repeat${suffix}@${question.k}`] ?? NO_FIGURE,
        explore: metrics[`explore${suffix}@${question.k}`] ?? NO_FIGURE,
      }),
    )
    .sort((a, b) => value(b.name) - value(a.name) || (a.name < b.name ? -1 : 1));
  return { measure, rows, focus: rows.find((row) => row.name === question.model) ?? null };
}

export function kindsTable(chart: KindsChart): ChartTable {
  const kinds = ["repeat", "explore"] as const;
  return {
    columns: [
      { key: "model", kind: "model" },
      ...kinds.flatMap((kind) => [
        { key: `${kind}_${chart.measure}`, kind: "share" as const },
        { key: `${kind}_low`, kind: "share" as const },
        { key: `${kind}_high`, kind: "share" as const },
      ]),
    ],
    rows: chart.rows.map((row) => ({
      model: row.name,
      ...Object.fromEntries(
        kinds.flatMap((kind) => [
          [`${kind}_${chart.measure}`, row[kind].mean],
          [`${kind}_low`, row[kind].low],
          [`${kind}_high`, row[kind].high],
        ]),
      ),
    })),
  };
}
