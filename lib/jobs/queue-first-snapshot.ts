import { AppError } from "@/lib/domain/app-error";
import type { ServiceContext } from "@/lib/services/service-context";
import { queueScheduledRun } from "./queue-scheduled-run";

/**
 * A new installation over SQL Server has nothing to show until the first pull, and nobody can sign in to ask for it: it is
 * asked for at the first start. Once a snapshot run is on record, how it went is up to people and the schedule.
 */
export async function queueFirstSnapshot({
  env,
  snapshots,
  store,
  nowSec,
}: Pick<ServiceContext, "env" | "snapshots" | "store" | "nowSec">): Promise<void> {
  if (env.source !== "mssql" || (await hasData(snapshots))) return;
  const { total } = await store.listJobRuns({ kind: "snapshot" }, { offset: 0, limit: 1 });
  if (total === 0) await queueScheduledRun(store, "snapshot", nowSec());
}

async function hasData(snapshots: ServiceContext["snapshots"]): Promise<boolean> {
  try {
    await snapshots.current();
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") return false;
    throw error;
  }
}
