import { Cron } from "croner";
import type { JobSettings } from "@/lib/config/job-settings";
import { log } from "@/lib/observability/log";
import { type ExecuteOptions, executeRun } from "./execute-run";
import { keepRunnerAlive } from "./keep-runner-alive";
import { isAbandoned, openRuns } from "./open-runs";
import { queueScheduledRun } from "./queue-scheduled-run";
import { isGone } from "./worker-name";

export interface InProcessRunner {
  /** Ends what is under way and marks it as interrupted. */
  stop(): Promise<void>;
}

const TICK_MS = 1_000;
/** What a person reads when the program was stopped in the middle of a job. */
const INTERRUPTED = "Interrupted: the program was stopped while the job ran. Retry it.";

/**
 * Runs jobs where there is no Redis: looks into the store every second, takes the oldest queued run when nothing else runs,
 * and works on it in a child process. The claim in the store is the lock: two web processes never run the same.
 */
export function startInProcessRunner(
  options: ExecuteOptions & { settings: Pick<JobSettings, "schedules" | "timeZone">; tickMs?: number },
): InProcessRunner {
  const { store, settings, worker, leaseSec, nowSec, tickMs = TICK_MS } = options;
  const stopping = new AbortController();
  let working: Promise<void> | null = null;
  let hasWarned = false;

  async function markInterrupted(): Promise<void> {
    for (const run of await openRuns(store)) {
      if (run.state !== "running" || run.worker === null || run.worker === worker) continue;
      if (!isGone(run.worker) && !isAbandoned(run, { nowSec: nowSec(), leaseSec })) continue;
      if (await store.finishJobRun({ id: run.id, worker: run.worker, atSec: nowSec(), error: INTERRUPTED })) {
        log.warn("job_interrupted", { run: run.id, kind: run.kind, worker: run.worker });
      }
    }
  }

  async function tick(): Promise<void> {
    try {
      await markInterrupted();
      const open = await openRuns(store);
      if (open.some(({ state }) => state === "running")) return;
      const next = open.find(({ state }) => state === "queued");
      if (next === undefined || stopping.signal.aborted) return;
      const atSec = nowSec();
      const claimed = await store.claimJobRun({ id: next.id, worker, atSec, staleBeforeSec: atSec - leaseSec });
      if (claimed === null) return;
      const outcome = await executeRun(options, claimed, stopping.signal);
      if (outcome === "stopped") {
        await store.finishJobRun({ id: claimed.id, worker, atSec: nowSec(), error: INTERRUPTED });
      }
      hasWarned = false;
    } catch (error) {
      // The store is away: told once, tried again at the next tick.
      if (!hasWarned) log.warn("jobs_wait_for_store", { message: (error as Error).message });
      hasWarned = true;
    }
  }

  const timer = setInterval(() => {
    if (working !== null || stopping.signal.aborted) return;
    working = tick().finally(() => {
      working = null;
    });
  }, tickMs);
  const alive = keepRunnerAlive({ store, worker, nowSec });
  const crons = Array.from(
    settings.schedules,
    ([kind, pattern]) =>
      new Cron(pattern, { timezone: settings.timeZone, unref: true }, () =>
        queueScheduledRun(store, kind, nowSec()).catch((error: Error) =>
          log.error("job_not_queued", { kind, message: error.message }),
        ),
      ),
  );
  return {
    async stop() {
      for (const cron of crons) cron.stop();
      clearInterval(timer);
      alive.stop();
      stopping.abort();
      await working;
    },
  };
}
