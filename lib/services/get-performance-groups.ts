import type { Caller } from "@/lib/domain/caller";
import { GROUP_DIMENSIONS } from "@/lib/presentation/performance/prepare-groups";
import { getContext } from "./context";
import { parseQuery } from "./parse-query";
import { kindOf, openDrill } from "./performance-drill";
import type { PerformanceGroupsView } from "./performance-drill-view";
import { groupsOfUsers, performanceGroups } from "./performance-groups";
import { drillQuery } from "./performance-options";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

/**
 * The model of the Performance page by segment, region or rep from window to window. Parameters: those of the page, over (segment),
 * kind (repeat or explore; all products when absent). For managers and administrators.
 */
export async function getPerformanceGroups(
  caller: Caller,
  query: RawQuery,
  context?: ServiceContext,
): Promise<PerformanceGroupsView> {
  const used = context ?? (await getContext());
  const drill = await openDrill(used, caller, query);
  const { over } = parseQuery(drillQuery, query);
  const kind = kindOf(query, drill.view);
  // Where somebody is HEAVY the segments tell customers apart by size, and quarters would only repeat them.
  const hasQuarters = drill.view.shown?.report.models.some(({ slices }) =>
    slices.some(({ dimension }) => dimension === "orderQuantile"),
  );
  const answer = {
    over,
    kind,
    dimensions: GROUP_DIMENSIONS.filter((dimension) => dimension !== "orderQuantile" || hasQuarters),
    gap: drill.gap,
  };
  if (drill.measured === null || drill.view.shown === null || drill.gap !== null) return { ...answer, chart: null };
  const { model } = drill.view.shown;
  const groups = await groupsOfUsers(used, caller, drill.measured, over);
  const { metric, k } = drill.view.options;
  return {
    ...answer,
    chart: await performanceGroups(drill.measured, groups, { dimension: over, kind, metric, k, model }),
  };
}
