import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import type { ChartTable } from "@/lib/presentation/performance/chart-table";
import {
  PERFORMANCE_CHARTS,
  type PerformanceChart,
  performanceTable,
} from "@/lib/presentation/performance/performance-charts";
import type { PerformanceQuestion } from "@/lib/presentation/performance/performance-report";
import { groupsTable } from "@/lib/presentation/performance/prepare-groups";
import { historyTable } from "@/lib/presentation/performance/prepare-history";
import { auditExport } from "./audit";
import { getContext } from "./context";
import { getPerformance } from "./get-performance";
import { getPerformanceGroups } from "./get-performance-groups";
import { getPerformanceHistory } from "./get-performance-history";
import { oneOf, parseQuery } from "./parse-query";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

/** Charts of one report, and those that need more than it: the users behind it, or the other reports. */
const CHARTS = [...PERFORMANCE_CHARTS, "groups", "history"] as const;
export type ExportedChart = (typeof CHARTS)[number];

export interface PerformanceExportView {
  chart: ExportedChart;
  table: ChartTable;
  /** Which figure of which report: the same in every line. */
  stamp: Record<string, string | number | null>;
}

const schema = z.object({ chart: oneOf(CHARTS).transform((chart) => chart ?? "windows") });

/** The figures of one chart under the parameters of its page; `chart` says which, the windows when it is absent. */
export async function exportPerformance(
  caller: Caller,
  query: RawQuery,
  context?: ServiceContext,
): Promise<PerformanceExportView> {
  const used = context ?? (await getContext());
  const { shown, options } = await getPerformance(caller, query, used);
  const { chart } = parseQuery(schema, query);
  if (shown === null) throw new AppError("not_found", "No backtest is stored.");
  const { report, model, by, id } = shown;
  const asked = { ...options, model, by };
  const table = isOfReport(chart)
    ? performanceTable(report, { ...asked, chart })
    : await tableOf(chart, asked, { used, caller, query });
  await auditExport(used, caller, { report: id, chart, model, by, rows: table.rows.length });
  return {
    chart,
    table,
    stamp: {
      metric: chart === "costs" || chart === "calibration" ? null : options.metric,
      k: chart === "costs" || chart === "calibration" ? null : options.k,
      protocol: report.protocol,
      data_to: report.data.to,
      snapshot: report.snapshotId,
      code: report.codeVersion,
      seed: report.seed,
      generated_at: report.generatedAt,
      report: id,
    },
  };
}

const isOfReport = (chart: ExportedChart): chart is PerformanceChart =>
  (PERFORMANCE_CHARTS as readonly string[]).includes(chart);

async function tableOf(
  chart: Exclude<ExportedChart, PerformanceChart>,
  asked: PerformanceQuestion,
  { used, caller, query }: { used: ServiceContext; caller: Caller; query: RawQuery },
): Promise<ChartTable> {
  if (chart === "history") return historyTable(await getPerformanceHistory(caller, query, used), asked);
  const groups = await getPerformanceGroups(caller, query, used);
  if (groups.chart === null) throw new AppError("not_found", "The lists behind this report were not kept.");
  return groupsTable(groups.chart, asked);
}
