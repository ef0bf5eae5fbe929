import type { Caller } from "@/lib/domain/caller";
import { type HitsAndMisses, hitsAndMisses } from "@/lib/evaluation/hits-and-misses";
import { historyOf } from "@/lib/evaluation/rank-users";
import { hasKinds } from "@/lib/presentation/performance/prepare-groups";
import { getPerformance } from "./get-performance";
import { type MeasuredReport, measuredReport } from "./measured-report";
import { parseQuery } from "./parse-query";
import type { DrillGap, DrillQuestion } from "./performance-drill-view";
import { groupsOfUsers } from "./performance-groups";
import { drillQuery } from "./performance-options";
import type { PerformanceView } from "./performance-view";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

/** What a drill-down stands on: the report of the address with its users, or why they cannot be named. */
export interface Drill {
  readonly view: PerformanceView;
  readonly measured: MeasuredReport | null;
  readonly gap: DrillGap | null;
}

/** The report that the Performance page would show under this query. Throws AppError `not_found` for a rep. */
export async function openDrill(context: ServiceContext, caller: Caller, query: RawQuery): Promise<Drill> {
  const view = await getPerformance(caller, query, context);
  const { snapshot } = await context.snapshots.current();
  if (view.shown === null) return { view, measured: null, gap: "notKept" };
  const { id, report, model } = view.shown;
  const measured = measuredReport(context.reports, { id, report }, snapshot);
  if (measured === null) return { view, measured: null, gap: "otherData" };
  return { view, measured, gap: (await measured.model(model)) === null ? "notKept" : null };
}

/** Repeat and explore, where the measure tells them apart. */
export const kindOf = (query: RawQuery, view: PerformanceView) =>
  hasKinds(view.options.metric) ? parseQuery(drillQuery, query).kind : null;

/** Which users of each fold are asked about, and how the question reads. */
export async function askedUsers(
  context: ServiceContext,
  caller: Caller,
  { drill, query }: { drill: Drill; query: RawQuery },
): Promise<{ question: DrillQuestion; isAsked: (fold: number, row: number) => boolean }> {
  const { over, group } = parseQuery(drillQuery, query);
  const { shown, options } = drill.view;
  const base = { report: shown?.id ?? "", model: shown?.model ?? "", k: options.k, over };
  if (group === undefined || drill.measured === null) {
    return { question: { ...base, group: null }, isAsked: () => true };
  }
  const { groups, names } = await groupsOfUsers(context, caller, drill.measured, over);
  return {
    question: { ...base, group: { value: group, name: names.get(group) ?? null } },
    isAsked: (fold, row) => groups[fold][row] === group,
  };
}

/** One measured list: fold and row name it, `user` is the agreement's index in the snapshot. */
export interface MeasuredRow extends HitsAndMisses {
  readonly fold: number;
  readonly user: number;
  readonly customer: number;
}

/** The lists of a model held against what was bought, for the rows that are wanted. */
export async function* measuredRows(
  measured: MeasuredReport,
  { model, k }: { model: string; k: number },
  isWanted: (fold: number, row: number) => boolean,
): AsyncGenerator<MeasuredRow> {
  const own = await measured.model(model);
  if (own === null) return;
  for (const [fold, { split, evaluated }] of measured.folds.entries()) {
    for (const [row, position] of evaluated.entries()) {
      const truth = split.truth[position];
      if (truth === null || !isWanted(fold, row)) continue;
      const user = split.users[position];
      const owned = new Set(historyOf(split, user).item);
      const customer = measured.customers[fold][row];
      yield { fold, user, customer, ...hitsAndMisses({ items: own.lists[fold][row], truth, owned }, k) };
    }
  }
}
