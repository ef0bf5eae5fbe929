import type { Caller } from "@/lib/domain/caller";
import { type ChangeEvent, type HistoryChart, prepareHistory } from "@/lib/presentation/performance/prepare-history";
import { getContext } from "./context";
import { isoOf } from "./data-stamp";
import { getPerformance } from "./get-performance";
import { readReports } from "./read-reports";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

/** Changes of the model that are looked back on. */
const MAX_CHANGES = 50;

/** The model of the Performance page in every stored report of its question, with what changed meanwhile. */
export async function getPerformanceHistory(
  caller: Caller,
  query: RawQuery,
  context?: ServiceContext,
): Promise<HistoryChart> {
  const used = context ?? (await getContext());
  const { shown, options, protocol } = await getPerformance(caller, query, used);
  const { reports } = await readReports(used.reports);
  return prepareHistory(
    reports.filter(({ report }) => report.protocol === protocol),
    { ...options, model: shown?.model ?? "" },
    await changesOf(used),
  );
}

/** Promotions as the audit log has them, and the data set that serves now. */
async function changesOf({ store, snapshots }: ServiceContext): Promise<ChangeEvent[]> {
  const { rows } = await store.auditPage({ actor: null, kind: "model" }, { offset: 0, limit: MAX_CHANGES });
  const { manifest } = await snapshots.current();
  const promotions = rows.flatMap(({ atSec, detail }): ChangeEvent[] => {
    const kind = detail.action === "promote" ? "promoted" : detail.action === "roll_back" ? "rolledBack" : null;
    return kind === null ? [] : [{ at: isoOf(atSec), kind, detail: String(detail.model) }];
  });
  return [...promotions, { at: manifest.builtAt, kind: "data", detail: manifest.snapshotId }];
}
