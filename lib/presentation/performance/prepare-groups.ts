import { SEGMENTS } from "@/lib/domain/segment";
import type { ChartTable, ColumnKind } from "./chart-table";
import { figureKind } from "./figure-kind";
import type { IntervalFigure, PerformanceMetric } from "./performance-report";
import type { WindowPoint } from "./prepare-windows";

/** Kinds of customers whose figures are followed from window to window. */
export const GROUP_DIMENSIONS = ["segment", "region", "rep", "orderQuantile", "historyLength"] as const;
export type GroupDimension = (typeof GROUP_DIMENSIONS)[number];

/** Which of the listed products count. */
export const PRODUCT_KINDS = ["repeat", "explore"] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

export interface GroupSeries {
  /** Names the group in an address: a segment, a region, the id of an owner. */
  readonly value: string;
  /** Name of a person; null where the value has words of its own. */
  readonly name: string | null;
  readonly users: number;
  readonly figure: IntervalFigure;
  readonly ceiling: number | null;
  readonly points: readonly WindowPoint[];
}

export interface GroupsChart {
  readonly dimension: GroupDimension;
  readonly kind: ProductKind | null;
  readonly baselines: readonly string[];
  /** People by name, everything else by its own order: never by how good the figure is. */
  readonly groups: readonly GroupSeries[];
}

/** Repeat and explore are told apart by precision and recall; the other figures belong to a whole list. */
export const hasKinds = (metric: PerformanceMetric) => metric === "precision" || metric === "recall";

/** Key of a figure in a table of users: `repeatPrecision@20`. */
export function groupMetricKey(metric: PerformanceMetric, k: number, kind: ProductKind | null): string {
  const name = metric === "share" ? "precision" : metric;
  if (kind === null || !hasKinds(metric)) return `${name}@${k}`;
  return `${kind}${name === "precision" ? "Precision" : "Recall"}@${k}`;
}

const REST = ["other", "none", "unassigned"];
const collator = new Intl.Collator("uk", { numeric: true });

/** The order in which groups stand. */
export function compareGroups(
  dimension: GroupDimension,
  a: Pick<GroupSeries, "value" | "name">,
  b: Pick<GroupSeries, "value" | "name">,
): number {
  const place = ({ value }: { value: string }) => {
    if (dimension === "segment") return (SEGMENTS as readonly string[]).indexOf(value);
    if (dimension === "historyLength" || dimension === "orderQuantile") {
      return Number.parseInt(value.replace(/^\D+/, ""), 10);
    }
    return REST.indexOf(value);
  };
  return place(a) - place(b) || collator.compare(a.name ?? a.value, b.name ?? b.value) || (a.value < b.value ? -1 : 1);
}

/** A row a group and window. */
export function groupsTable(
  chart: GroupsChart,
  { metric, model }: { metric: PerformanceMetric; model: string },
): ChartTable {
  const kind: ColumnKind = figureKind(metric);
  return {
    columns: [
      { key: chart.dimension, kind: "slice" },
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
    rows: chart.groups.flatMap(({ value, name, points }) =>
      points.map((point) => ({
        [chart.dimension]: name ?? value,
        window_from: point.cutoff,
        window_to: point.end,
        customers: point.users,
        model,
        value: point.value,
        low: point.low,
        high: point.high,
        ...Object.fromEntries(chart.baselines.map((other, at) => [`baseline:${other}`, point.baselines[at]])),
        ceiling: point.ceiling,
      })),
    ),
  };
}
