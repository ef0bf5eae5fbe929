import type { ChartTable } from "./chart-table";
import type {
  IntervalFigure,
  Intervals,
  PerformanceMetric,
  PerformanceQuestion,
  PerformanceReport,
} from "./performance-report";
import { modelFigure, modelOf, NO_FIGURE } from "./read-figure";

/** Repeat and explore are told apart by precision and by recall only: the other figures belong to a whole list. */
export type KindMeasure = "precision" | "recall";

export interface KindRow {
  readonly name: string;
  /** Of products the customer had bought before the window. */
  readonly repeat: IntervalFigure;
  /** Of products new to the customer. */
  readonly explore: IntervalFigure;
  /** Of all products together. */
  readonly all: IntervalFigure;
  /** The same three, had the list held only what the customer bought before. */
  readonly without: Readonly<Record<Kind, IntervalFigure>>;
}

type Kind = "repeat" | "explore" | "all";

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
  const kindsOf = (metrics: Intervals): Record<Kind, IntervalFigure> => ({
    repeat: metrics[`repeat${suffix}@${question.k}`] ?? NO_FIGURE,
    explore: metrics[`explore${suffix}@${question.k}`] ?? NO_FIGURE,
    all: metrics[`${measure}@${question.k}`] ?? NO_FIGURE,
  });
  const value = (name: string) => {
    const model = modelOf(report, name);
    return (model === null ? null : modelFigure(question, model, report).mean) ?? -1;
  };
  const rows = report.models
    .map(
      ({ name, metrics, withoutDiscover }): KindRow => ({
        name,
        ...kindsOf(metrics),
        without: kindsOf(withoutDiscover),
      }),
    )
    .sort((a, b) => value(b.name) - value(a.name) || (a.name < b.name ? -1 : 1));
  return { measure, rows, focus: rows.find((row) => row.name === question.model) ?? null };
}

/** With Discover and without it, side by side. Without it nothing new is shown: an interval would say nothing. */
export function kindsTable(chart: KindsChart): ChartTable {
  const columns = [
    ...columnsOf("repeat", chart.measure, (row) => row.repeat),
    ...columnsOf("explore", chart.measure, (row) => row.explore),
    ...columnsOf("without_repeat", chart.measure, (row) => row.without.repeat),
    { key: `without_explore_${chart.measure}`, value: (row: KindRow) => row.without.explore.mean },
    ...columnsOf("all", chart.measure, (row) => row.all),
    ...columnsOf("without_all", chart.measure, (row) => row.without.all),
  ];
  return {
    columns: [{ key: "model", kind: "model" }, ...columns.map(({ key }) => ({ key, kind: "share" as const }))],
    rows: chart.rows.map((row) => ({
      model: row.name,
      ...Object.fromEntries(columns.map(({ key, value }) => [key, value(row)])),
    })),
  };
}

const columnsOf = (name: string, measure: KindMeasure, figureOf: (row: KindRow) => IntervalFigure) => [
  { key: `${name}_${measure}`, value: (row: KindRow) => figureOf(row).mean },
  { key: `${name}_low`, value: (row: KindRow) => figureOf(row).low },
  { key: `${name}_high`, value: (row: KindRow) => figureOf(row).high },
];
