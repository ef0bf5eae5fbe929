import type { ListedModel } from "@/lib/data/artifacts/model-manifest";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { defaultAsOfSec } from "@/lib/domain/snapshot";
import { PROTOCOLS } from "@/lib/evaluation/split";
import { dimensionsOf } from "@/lib/presentation/performance/prepare-slices";
import { getContext } from "./context";
import { dataStamp } from "./data-stamp";
import { parseQuery } from "./parse-query";
import { type PerformanceOptions, performanceQuery } from "./performance-options";
import type { PerformanceView } from "./performance-view";
import { type ReadReport, readReports } from "./read-reports";
import { DEFAULT_VARIANT } from "./recommendation-options";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

/**
 * The stored backtests and the one that the page draws; sums over all customers, so for managers and administrators only.
 * Parameters: protocol, report (an id; the newest of the current snapshot when absent), model (the one that serves), k,
 * metric, by.
 */
export async function getPerformance(
  caller: Caller,
  query: RawQuery,
  context?: ServiceContext,
): Promise<PerformanceView> {
  // What a role may not see does not exist for it.
  if (caller.role === "rep") throw new AppError("not_found", "There is nothing at this address.");
  const { snapshots, reports: port, models } = context ?? (await getContext());
  const options = parseQuery(performanceQuery, query);
  const current = await snapshots.current();
  const { reports, refused } = await readReports(port);
  const isCurrent = ({ report }: ReadReport) => report.snapshotId === current.snapshot.id;
  const stored = [...reports].sort(
    (a, b) =>
      Number(isCurrent(b)) - Number(isCurrent(a)) ||
      Date.parse(b.report.generatedAt) - Date.parse(a.report.generatedAt) ||
      (a.id < b.id ? -1 : 1),
  );
  const chosen = choose(stored, options);
  const live = await liveModelOf(models);
  const liveModel = live?.manifest.name ?? DEFAULT_VARIANT;
  return {
    stored: stored.map(({ id, report }) => ({
      id,
      protocol: report.protocol,
      generatedAt: report.generatedAt,
      windows: report.cutoffs.length,
      models: report.models.length,
      isCurrent: isCurrent({ id, report }),
    })),
    refused: refused.map((one) => ({ ...one })),
    shown: chosen && {
      id: chosen.id,
      isCurrent: isCurrent(chosen),
      report: chosen.report,
      ...readOf(chosen, options, liveModel),
    },
    protocol: chosen?.report.protocol ?? options.protocol ?? PROTOCOLS[0],
    options: { k: options.k, metric: options.metric },
    liveModel,
    stamp: dataStamp(current, {
      asOfSec: defaultAsOfSec(current.snapshot),
      ...(live === null ? {} : { variant: "ranker" as const, liveModelId: live.manifest.id }),
    }),
  };
}

/** The promoted model; null also when its record is damaged: the rules serve in its place. */
async function liveModelOf(models: ServiceContext["models"]): Promise<ListedModel | null> {
  try {
    return await models.live();
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** A named report, else the first of the protocol; null when nothing is stored for it. */
function choose(stored: readonly ReadReport[], { report, protocol }: PerformanceOptions): ReadReport | null {
  if (report === undefined) {
    return stored.find((one) => protocol === null || one.report.protocol === protocol) ?? null;
  }
  const named = stored.find((one) => one.id === report);
  if (named) return named;
  throw new AppError("invalid_input", "The parameter report names no report that can be read.", {
    field: "report",
    remedy: "Choose one of the stored reports.",
  });
}

/** The model and the slices that are drawn: the asked ones, else the live model (the baseline, or the first) and the first slices. */
function readOf({ report }: ReadReport, options: PerformanceOptions, liveModel: string) {
  const names = report.models.map((model) => model.name);
  if (options.model !== undefined && !names.includes(options.model)) {
    throw new AppError("invalid_input", "The parameter model names no model of this report.", {
      field: "model",
      remedy: `It holds ${names.join(", ")}.`,
    });
  }
  const model =
    options.model ?? [liveModel, report.baseline, names[0]].find((name) => name && names.includes(name)) ?? "";
  const dimensions = dimensionsOf(report);
  const by = options.by !== null && dimensions.includes(options.by) ? options.by : (dimensions[0] ?? "segment");
  return { model, isLive: model === liveModel, by };
}
