import type { JobRun } from "@/lib/domain/job-run";
import type { JobStore } from "./execute-run";

/** Newest runs that are looked through: the open ones are among them, because a run is asked for once at a time. */
const LOOKED_AT = 30;

/** Runs that are queued or running, oldest first. */
export async function openRuns(store: Pick<JobStore, "listJobRuns">): Promise<JobRun[]> {
  const { rows } = await store.listJobRuns({ kind: null }, { offset: 0, limit: LOOKED_AT });
  return rows.filter(({ state }) => state === "queued" || state === "running").reverse();
}

/** Whether its worker gave no sign of life within the lease. */
export const isAbandoned = (run: JobRun, { nowSec, leaseSec }: { nowSec: number; leaseSec: number }) =>
  run.state === "running" && (run.heartbeatSec ?? 0) < nowSec - leaseSec;
