import type { JobKind } from "@/lib/domain/job-kind";
import { log } from "@/lib/observability/log";
import type { JobStore } from "./execute-run";
import { openRuns } from "./open-runs";

/**
 * Queues what the schedule asks for, unless it waits already. Two processes may do so at once: whichever run starts first
 * covers the other (`executeRun`).
 */
export async function queueScheduledRun(
  store: Pick<JobStore, "listJobRuns" | "startJobRun">,
  kind: JobKind,
  nowSec: number,
): Promise<void> {
  const open = await openRuns(store);
  if (open.some((run) => run.kind === kind && run.state === "queued")) return;
  const { id } = await store.startJobRun({ kind, trigger: "schedule", startedBy: null, retryOf: null, atSec: nowSec });
  log.info("job_queued", { run: id, kind, trigger: "schedule" });
}
