import { AppError } from "@/lib/domain/app-error";
import { getContext } from "./context";
import { isoOf } from "./data-stamp";
import type { ServiceContext } from "./service-context";
import type { HealthView } from "./views";

/** Whether pages can be served: the settings are good, a snapshot is loaded and the database answers; the cache is told, not needed. Never throws. */
export async function getHealth(context?: ServiceContext): Promise<HealthView> {
  try {
    const { snapshots, erp, cache } = context ?? (await getContext());
    const [{ snapshot }] = await Promise.all([snapshots.current(), erp.describe()]);
    const dataTo = snapshot.lines.timeSec.length > 0 ? isoOf(snapshot.dataToSec) : null;
    const { tier, state, hitRate } = cache.stats();
    return { status: "ok", snapshotId: snapshot.id, dataTo, problem: null, cache: { tier, state, hitRate } };
  } catch (error) {
    const problem =
      error instanceof AppError ? [error.message, error.remedy].filter(Boolean).join(" ") : "The data cannot be read.";
    return { status: "unavailable", snapshotId: null, dataTo: null, problem, cache: null };
  }
}
