import type { CustomerRecord } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import { type GroupedWindow, groupFigures } from "@/lib/evaluation/group-figures";
import type { MetricTable } from "@/lib/evaluation/measure-lists";
import { METRIC_KS, USER_METRIC_KEYS } from "@/lib/evaluation/metric-keys";
import { precisionCeiling, recallCeiling } from "@/lib/evaluation/metrics/ceiling";
import { slicesOf } from "@/lib/evaluation/slices";
import type { PerformanceMetric } from "@/lib/presentation/performance/performance-report";
import {
  compareGroups,
  type GroupDimension,
  type GroupsChart,
  groupMetricKey,
  type ProductKind,
} from "@/lib/presentation/performance/prepare-groups";
import { baselinesOf } from "@/lib/presentation/performance/prepare-windows";
import type { MeasuredModel, MeasuredReport } from "./measured-report";
import type { ServiceContext } from "./service-context";

/** Customers without an owner, as a group of their own. */
export const UNASSIGNED = "unassigned";

export interface GroupsQuestion {
  readonly dimension: GroupDimension;
  readonly kind: ProductKind | null;
  readonly metric: PerformanceMetric;
  readonly k: number;
  readonly model: string;
}

/** Group of each measured user by fold, and the names of groups that are people. */
export interface GroupsOfUsers {
  readonly groups: readonly (readonly string[])[];
  readonly names: ReadonlyMap<string, string>;
}

/** Who belongs to which group. Everything is as it was known at each cutoff, but the rep: that is who owns the customer now. */
export async function groupsOfUsers(
  context: Pick<ServiceContext, "erp" | "rules">,
  caller: Caller,
  { folds, customers }: MeasuredReport,
  dimension: GroupDimension,
): Promise<GroupsOfUsers> {
  if (dimension !== "rep") {
    return { groups: folds.map((fold) => slicesOf(fold, context.rules)[dimension]), names: new Map() };
  }
  const records = await context.erp.customersInScope(caller.scope);
  const recordOf = new Map<string, CustomerRecord>(records.map((record) => [record.customerId, record]));
  const groups = customers.map((column, fold) =>
    Array.from(column, (customer) => {
      const id = folds[fold].split.past.customers.customerId[customer];
      return recordOf.get(id)?.ownerId ?? UNASSIGNED;
    }),
  );
  const names = new Map(records.map(({ ownerId, ownerName }) => [ownerId ?? UNASSIGNED, ownerName ?? ""]));
  names.delete(UNASSIGNED);
  return { groups, names };
}

/** One model by groups of customers, window by window, with its baselines and the ceiling; null when its lists were not kept. */
export async function performanceGroups(
  measured: MeasuredReport,
  { groups, names }: GroupsOfUsers,
  question: GroupsQuestion,
): Promise<GroupsChart | null> {
  const { report, folds, customers, drawn, numberOf } = measured;
  const { dimension, kind, metric, k, model } = question;
  const own = await measured.model(model);
  if (own === null) return null;
  const others: { name: string; of: MeasuredModel }[] = [];
  for (const name of baselinesOf(report, model)) {
    const of = await measured.model(name);
    if (of !== null) others.push({ name, of });
  }
  const key = groupMetricKey(metric, k, kind);
  const windows = folds.map(
    (_, fold): GroupedWindow => ({
      customer: Int32Array.from(customers[fold], (customer) => numberOf.get(customer) ?? 0),
      group: groups[fold],
      value: columnOf(own.tables[fold], key),
      ceiling: ceilingColumn(measured, fold, question),
      others: others.map(({ of }) => columnOf(of.tables[fold], key)),
    }),
  );
  const figures = groupFigures(windows, { drawn, isShare: metric === "share" });
  return {
    dimension,
    kind,
    baselines: others.map(({ name }) => name),
    groups: figures
      .map(({ group, users, figure, ceiling, windows: byWindow }) => ({
        value: group,
        name: names.get(group) ?? null,
        users,
        figure,
        ceiling,
        points: byWindow.map((one, at) => ({
          cutoff: report.cutoffs[at].cutoff,
          end: report.cutoffs[at].end,
          users: one?.users ?? 0,
          value: one?.figure.mean ?? null,
          low: one?.figure.low ?? null,
          high: one?.figure.high ?? null,
          ceiling: one?.ceiling ?? null,
          baselines: others.map((_, other) => one?.others[other] ?? null),
        })),
      }))
      .sort((a, b) => compareGroups(dimension, a, b)),
  };
}

/** One figure of every measured user. */
export function columnOf({ rows, values }: MetricTable, key: string): Float64Array {
  const width = USER_METRIC_KEYS.length;
  const column = USER_METRIC_KEYS.indexOf(key);
  return Float64Array.from({ length: rows }, (_, row) => values[row * width + column]);
}

/** What an oracle gets of each user: known for precision and recall of a whole list, 1 for every other figure. */
function ceilingColumn({ folds }: MeasuredReport, fold: number, { metric, k, kind }: GroupsQuestion): Float64Array {
  const { split, evaluated } = folds[fold];
  const ceilingOf = metric === "recall" ? recallCeiling : precisionCeiling;
  const isKnown = (METRIC_KS as readonly number[]).includes(k) && kind === null;
  return Float64Array.from(evaluated, (position) => {
    if (metric === "ndcg" || metric === "hitRate") return 1;
    if (!isKnown) return Number.NaN;
    return ceilingOf(k, split.truth[position]?.items.length ?? 0) ?? Number.NaN;
  });
}
