import type { ScoringRules } from "@/lib/domain/scoring-rules";
import {
  BOOTSTRAP_DRAWS,
  type BootstrapFold,
  bootstrapMeans,
  type CustomerDraws,
  columnOf,
  drawCustomers,
  foldMeans,
  type Interval,
  NO_INTERVAL,
  percentileInterval,
} from "./bootstrap";
import type { Fold } from "./fold";
import { measureLists, measureRolledUp } from "./measure-lists";
import { HEADLINE_METRICS, METRIC_KS, metricKey, SET_METRICS, USER_METRIC_KEYS } from "./metric-keys";
import { precisionCeiling, recallCeiling } from "./metrics/ceiling";
import { coverage } from "./metrics/coverage";
import type { Metrics, SliceReport } from "./report";
import { type FoldSlices, type SliceDimension, slicesOf } from "./slices";
import { soldItems } from "./truncate-snapshot";

export const HEADLINE_KEYS: readonly string[] = METRIC_KS.flatMap((k) =>
  HEADLINE_METRICS.map((metric) => metricKey(metric, k)),
);
const CEILING_KEYS: readonly string[] = METRIC_KS.flatMap((k) => [metricKey("precision", k), metricKey("recall", k)]);

/** Lists of one model: `lists[fold][row]` of an evaluated user, `rollUpLists[fold][row]` of a rolled-up customer. */
export interface ModelLists {
  readonly lists: readonly (readonly Int32Array[])[];
  readonly rollUpLists: readonly (readonly Int32Array[] | null)[];
}

export interface ModelSummary {
  /** Over customers with all their agreements; null where each has one. */
  readonly rollUp: { readonly customers: number; readonly metrics: Metrics } | null;
  readonly metrics: Metrics;
  readonly unconditional: Metrics;
  readonly shareOfCeiling: Metrics;
  readonly byCutoff: readonly Readonly<Record<string, number | null>>[];
  readonly byCutoffIntervals: readonly Metrics[];
  readonly slices: readonly SliceReport[];
  /** draws x USER_METRIC_KEYS, for paired comparisons. */
  readonly draws: Float64Array;
  readonly means: Float64Array;
}

/** What all models of a report are measured on: the same users, slices and draws. */
export interface EvaluationFrame {
  readonly folds: readonly Fold[];
  /** Customer of each evaluated user by fold, numbered without gaps. */
  readonly customers: readonly Int32Array[];
  /** Number of each customer (index in the snapshot) that has an evaluated user. */
  readonly numberOf: ReadonlyMap<number, number>;
  readonly slices: readonly FoldSlices[];
  /** Dimensions to report. */
  readonly dimensions: readonly SliceDimension[];
  readonly drawn: CustomerDraws;
}

export function makeFrame(
  folds: readonly Fold[],
  { dimensions, seed, rules }: { dimensions: readonly SliceDimension[]; seed: number; rules: ScoringRules },
): EvaluationFrame {
  const { customers, numberOf } = numberCustomers(folds);
  return {
    folds,
    customers,
    numberOf,
    slices: folds.map((fold) => slicesOf(fold, rules)),
    dimensions,
    drawn: drawCustomers({ customers: numberOf.size, draws: BOOTSTRAP_DRAWS, seed }),
  };
}

/** Every figure of one model. */
export function summariseModel(frame: EvaluationFrame, { lists, rollUpLists }: ModelLists): ModelSummary {
  const { folds } = frame;
  const columns = USER_METRIC_KEYS.length;
  const tables = folds.map(
    (fold, i): BootstrapFold => ({
      customer: frame.customers[i],
      values: measureLists(fold.split, fold.evaluated, lists[i]).values,
    }),
  );
  const means = foldMeans(tables, columns);
  const draws = bootstrapMeans(tables, columns, frame.drawn);
  const metrics: Record<string, Interval> = {};
  const unconditional: Record<string, Interval> = {};
  USER_METRIC_KEYS.forEach((key, column) => {
    metrics[key] = percentileInterval(means[column], columnOf(draws, columns, column));
  });
  const silence = folds.map((fold) => fold.buyers / Math.max(1, fold.split.users.length));
  for (const key of HEADLINE_KEYS) {
    const column = USER_METRIC_KEYS.indexOf(key);
    // Silent users score 0, so that a window's mean is scaled by its share of buyers.
    const values = tables.map((table, i) => foldMeans([table], columns)[column] * silence[i]).filter(isNumber);
    const conditional = metrics[key].mean;
    unconditional[key] =
      values.length === 0 || !conditional ? metrics[key] : scaled(metrics[key], mean(values) / conditional);
  }
  for (const k of METRIC_KS) {
    for (const name of SET_METRICS) metrics[metricKey(name, k)] = coverageInterval(folds, lists, k);
  }
  const ceiling = ceilingOf(frame);
  const shareOfCeiling: Record<string, Interval> = {};
  for (const k of METRIC_KS) {
    const key = metricKey("precision", k);
    const top = ceiling[key];
    shareOfCeiling[key] = top === null || top === 0 ? NO_INTERVAL : scaled(metrics[key], 1 / top);
  }
  return {
    rollUp: rollUpReport(frame, rollUpLists),
    metrics,
    unconditional,
    shareOfCeiling,
    byCutoff: tables.map((fold) => namedMeans(foldMeans([fold], columns), USER_METRIC_KEYS)),
    byCutoffIntervals: tables.map((table) => headlineIntervals([picked(table)], frame.drawn)),
    slices: sliceReports(frame, tables),
    draws,
    means,
  };
}

/** Headline figures of customers; a fold without roll-up (each customer one agreement) is left out. */
function rollUpReport(frame: EvaluationFrame, lists: ModelLists["rollUpLists"]): ModelSummary["rollUp"] {
  const width = USER_METRIC_KEYS.length;
  const parts = frame.folds.flatMap(({ split, rollUp }, i): BootstrapFold[] => {
    const shown = lists[i];
    if (rollUp === null || !shown) return [];
    const customer = Int32Array.from(rollUp, (one) => frame.numberOf.get(one.customer) ?? 0);
    return [{ customer, values: measureRolledUp(split, rollUp, shown).values }];
  });
  if (parts.length === 0) return null;
  const means = foldMeans(parts, width);
  const draws = bootstrapMeans(parts, width, frame.drawn);
  const metrics = HEADLINE_KEYS.map((key) => {
    const column = USER_METRIC_KEYS.indexOf(key);
    return [key, percentileInterval(means[column], columnOf(draws, width, column))] as const;
  });
  return {
    customers: parts.reduce((sum, part) => sum + part.customer.length, 0),
    metrics: Object.fromEntries(metrics),
  };
}

/** Headline figures of each slice, from the same draws of customers. */
function sliceReports(
  { folds, slices, dimensions, drawn }: EvaluationFrame,
  tables: readonly BootstrapFold[],
): SliceReport[] {
  return dimensions.flatMap((dimension) => {
    const values = [...new Set(slices.flatMap((fold) => fold[dimension]))].sort();
    return values.map((value): SliceReport => {
      const rowsOf = (fold: number) =>
        [...slices[fold][dimension].keys()].filter((row) => slices[fold][dimension][row] === value);
      const members = folds
        .map((fold, i) => ({ fold, rows: rowsOf(i), table: tables[i] }))
        .filter((part) => part.rows.length > 0);
      const parts = members.map(({ rows, table }) => picked(table, rows));
      return {
        dimension,
        value,
        users: members.reduce((sum, part) => sum + part.rows.length, 0),
        metrics: headlineIntervals(parts, drawn),
        ceiling: ceilingOf({
          customers: parts.map((part) => part.customer),
          folds: members.map(({ fold, rows }) => ({
            ...fold,
            evaluated: Int32Array.from(rows, (row) => fold.evaluated[row]),
          })),
        }),
      };
    });
  });
}

/** The headline columns of some rows of a fold, all rows when none are named. */
function picked({ customer, values }: BootstrapFold, rows: Iterable<number> = customer.keys()): BootstrapFold {
  const width = USER_METRIC_KEYS.length;
  const columns = HEADLINE_KEYS.map((key) => USER_METRIC_KEYS.indexOf(key));
  const chosen = [...rows];
  return {
    customer: Int32Array.from(chosen, (row) => customer[row]),
    values: Float64Array.from(chosen.flatMap((row) => columns.map((column) => values[row * width + column]))),
  };
}

/** Means of the headline columns with their intervals. */
function headlineIntervals(parts: readonly BootstrapFold[], drawn: CustomerDraws): Metrics {
  const columns = HEADLINE_KEYS.length;
  const means = foldMeans(parts, columns);
  const draws = bootstrapMeans(parts, columns, drawn);
  return Object.fromEntries(
    HEADLINE_KEYS.map((key, i) => [key, percentileInterval(means[i], columnOf(draws, columns, i))]),
  );
}

/** Mean ceilings over folds of means over evaluated users. */
export function ceilingOf({
  folds,
  customers,
}: Pick<EvaluationFrame, "folds" | "customers">): Record<string, number | null> {
  const parts = folds.map(
    (fold, i): BootstrapFold => ({
      customer: customers[i],
      values: Float64Array.from(
        Array.from(fold.evaluated).flatMap((position) => {
          const relevant = fold.split.truth[position]?.items.length ?? 0;
          return METRIC_KS.flatMap((k) => [precisionCeiling(k, relevant), recallCeiling(k, relevant)]);
        }),
      ),
    }),
  );
  return namedMeans(foldMeans(parts, CEILING_KEYS.length), CEILING_KEYS);
}

function namedMeans(means: Float64Array, keys: readonly string[]): Record<string, number | null> {
  return Object.fromEntries(keys.map((key, i) => [key, Number.isNaN(means[i]) ? null : means[i]]));
}

/** Customers of the evaluated users by fold, numbered without gaps: only those with a row are drawn. */
function numberCustomers(folds: readonly Fold[]): {
  customers: Int32Array[];
  numberOf: ReadonlyMap<number, number>;
} {
  const numberOf = new Map<number, number>();
  const customers = folds.map(({ split, evaluated }) =>
    Int32Array.from(evaluated, (position) => {
      const customer = split.past.users.customer[split.users[position]];
      const known = numberOf.get(customer);
      if (known !== undefined) return known;
      numberOf.set(customer, numberOf.size);
      return numberOf.size - 1;
    }),
  );
  return { customers, numberOf };
}

const isNumber = (value: number) => !Number.isNaN(value);

/** Coverage belongs to all lists together: resampled users would only repeat lists, so the range over cutoffs is given. */
function coverageInterval(folds: readonly Fold[], lists: readonly (readonly Int32Array[])[], k: number): Interval {
  const values = folds
    .map((fold, i) =>
      coverage(
        lists[i],
        k,
        soldItems(fold.split.past).reduce((sum, flag) => sum + flag, 0),
      ),
    )
    .filter((value) => value !== null);
  if (values.length === 0) return NO_INTERVAL;
  return { mean: mean(values), low: Math.min(...values), high: Math.max(...values) };
}

function scaled({ mean: value, low, high }: Interval, factor: number): Interval {
  const times = (figure: number | null) => (figure === null ? null : figure * factor);
  return { mean: times(value), low: times(low), high: times(high) };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Paired difference of two models on the same draws. */
export function compareModels(model: ModelSummary, baseline: ModelSummary): Metrics {
  const columns = USER_METRIC_KEYS.length;
  return Object.fromEntries(
    HEADLINE_KEYS.map((key) => {
      const column = USER_METRIC_KEYS.indexOf(key);
      const theirs = columnOf(baseline.draws, columns, column);
      const difference = columnOf(model.draws, columns, column).map((value, draw) => value - theirs[draw]);
      return [key, percentileInterval(model.means[column] - baseline.means[column], difference)];
    }),
  );
}
