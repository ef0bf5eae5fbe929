import type { ChartTable } from "./chart-table";
import { figureKind } from "./figure-kind";
import type { IntervalFigure, PerformanceModel, PerformanceQuestion, PerformanceReport } from "./performance-report";
import { ceilingFigure, intervalFigure, modelFigure } from "./read-figure";

/** `unclear`: the paired interval holds 0, so that chance could make the difference. */
export type Verdict = "better" | "worse" | "unclear";

export interface ModelRow {
  readonly name: string;
  readonly isBaseline: boolean;
  readonly figure: IntervalFigure;
  /** To the baseline, positive = better; null for the baseline itself and where nothing was compared. */
  readonly difference: IntervalFigure | null;
  readonly verdict: Verdict | null;
  readonly tuneSeconds: number;
  readonly fitSeconds: number;
  readonly scoreSeconds: number;
  readonly peakMemoryMb: number;
}

export interface ModelsChart {
  /** Best first; a model without a value last. */
  readonly rows: readonly ModelRow[];
  readonly ceiling: number | null;
  readonly baseline: string | null;
}

/** All models of the report at one k, with the paired difference to the baseline and what they cost. */
export function prepareModels(report: PerformanceReport, question: PerformanceQuestion): ModelsChart {
  const rows = report.models.map((model): ModelRow => {
    const difference = differenceOf(model, report, question);
    return {
      name: model.name,
      isBaseline: model.name === report.baseline,
      figure: modelFigure(question, model, report),
      difference,
      verdict: verdictOf(difference),
      tuneSeconds: model.tuneSeconds,
      fitSeconds: model.fitSeconds,
      scoreSeconds: model.scoreSeconds,
      peakMemoryMb: model.peakMemoryMb,
    };
  });
  const order = (row: ModelRow) => row.figure.mean ?? Number.NEGATIVE_INFINITY;
  return {
    rows: rows.sort((a, b) => compareNumbers(order(b), order(a)) || (a.name < b.name ? -1 : 1)),
    ceiling: ceilingFigure(question, report.ceiling),
    baseline: report.baseline,
  };
}

/** Infinities of one sign are equal; their difference is not a number. */
const compareNumbers = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

function differenceOf(
  model: PerformanceModel,
  report: PerformanceReport,
  question: PerformanceQuestion,
): IntervalFigure | null {
  if (model.versusBaseline === null) return null;
  const difference = intervalFigure(question, model.versusBaseline, report.ceiling);
  return difference.mean === null ? null : difference;
}

function verdictOf(difference: IntervalFigure | null): Verdict | null {
  if (difference === null || difference.low === null || difference.high === null) return null;
  if (difference.low > 0) return "better";
  return difference.high < 0 ? "worse" : "unclear";
}

export function modelsTable(chart: ModelsChart, { metric }: PerformanceQuestion): ChartTable {
  const kind = figureKind(metric);
  return {
    columns: [
      { key: "model", kind: "model" },
      { key: "value", kind },
      { key: "low", kind },
      { key: "high", kind },
      { key: "ceiling", kind },
    ],
    rows: chart.rows.map(({ name, figure }) => ({
      model: name,
      value: figure.mean,
      low: figure.low,
      high: figure.high,
      ceiling: chart.ceiling,
    })),
  };
}

export function differencesTable(chart: ModelsChart, { metric }: PerformanceQuestion): ChartTable {
  const kind = metric === "ndcg" ? "scoreDifference" : "shareDifference";
  return {
    columns: [
      { key: "model", kind: "model" },
      { key: "difference", kind },
      { key: "difference_low", kind },
      { key: "difference_high", kind },
      { key: "verdict", kind: "verdict" },
    ],
    rows: chart.rows.flatMap(({ name, difference, verdict }) =>
      difference === null
        ? []
        : [
            {
              model: name,
              difference: difference.mean,
              difference_low: difference.low,
              difference_high: difference.high,
              verdict,
            },
          ],
    ),
  };
}

export function costsTable(chart: ModelsChart): ChartTable {
  return {
    columns: [
      { key: "model", kind: "model" },
      { key: "tune_seconds", kind: "seconds" },
      { key: "fit_seconds", kind: "seconds" },
      { key: "score_seconds", kind: "seconds" },
      { key: "peak_memory_mb", kind: "megabytes" },
    ],
    rows: chart.rows.map((row) => ({
      model: row.name,
      tune_seconds: row.tuneSeconds,
      fit_seconds: row.fitSeconds,
      score_seconds: row.scoreSeconds,
      peak_memory_mb: row.peakMemoryMb,
    })),
  };
}
