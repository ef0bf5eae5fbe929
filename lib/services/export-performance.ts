import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import type { ChartTable } from "@/lib/presentation/performance/chart-table";
import { PERFORMANCE_CHARTS, performanceTable } from "@/lib/presentation/performance/performance-charts";
import { auditExport } from "./audit";
import { getContext } from "./context";
import { getPerformance } from "./get-performance";
import { oneOf, parseQuery } from "./parse-query";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

export interface PerformanceExportView {
  chart: (typeof PERFORMANCE_CHARTS)[number];
  table: ChartTable;
  /** Which figure of which report: the same in every line. */
  stamp: Record<string, string | number | null>;
}

const schema = z.object({ chart: oneOf(PERFORMANCE_CHARTS).transform((chart) => chart ?? "windows") });

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
  const table = performanceTable(report, { ...options, model, by, chart });
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
