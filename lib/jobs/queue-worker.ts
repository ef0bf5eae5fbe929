import { DelayedError, type Job, Queue, Worker } from "bullmq";
import type { JobSettings } from "@/lib/config/job-settings";
import { isJobKind, JOB_KINDS, type JobKind } from "@/lib/domain/job-kind";
import { log } from "@/lib/observability/log";
import { type ExecuteOptions, executeRun } from "./execute-run";
import { keepRunnerAlive } from "./keep-runner-alive";
import { isAbandoned, openRuns } from "./open-runs";
import { queueScheduledRun } from "./queue-scheduled-run";

/** A run of the store by its number, or the tick of a schedule. */
interface QueuedJob {
  readonly runId: number | null;
}

export interface QueueWorker {
  /** Resolves when Redis answered for the first time. */
  readonly ready: Promise<void>;
  /** Takes no more jobs, gives the current one back, and leaves. */
  stop(): Promise<void>;
}

const QUEUE = "jobs";
const RELAY_MS = 1_000;
/** How long a run that another worker has now is put aside. */
const ASIDE_MS = 2_000;
const MOST_STALLS = 5;

/**
 * A worker on BullMQ. The store has the record and the lock: the queue carries the numbers of queued runs, notices workers that
 * died, and keeps the schedule, once for all workers. What Redis loses is put there again from the store.
 */
export function startQueueWorker(
  options: ExecuteOptions & {
    redisUrl: string;
    prefix: string;
    settings: Pick<JobSettings, "schedules" | "timeZone">;
  },
): QueueWorker {
  const { store, worker: name, leaseSec, nowSec, settings } = options;
  // Blocking commands wait as long as Redis is away (BullMQ's own rule).
  const connection = { url: options.redisUrl, maxRetriesPerRequest: null };
  const prefix = `${options.prefix}:bull`;
  const stopping = new AbortController();
  const queue = new Queue<QueuedJob>(QUEUE, {
    connection: { ...connection, enableOfflineQueue: false },
    prefix,
    // The store keeps what was; a number may come again.
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });

  async function work(job: Job<QueuedJob>, token: string | undefined): Promise<void> {
    if (!isJobKind(job.name)) return;
    const { runId } = job.data;
    if (runId === null) return await queueScheduledRun(store, job.name, nowSec());
    const before = await store.jobRun(runId);
    if (before === null || before.state === "done" || before.state === "failed") return;
    const atSec = nowSec();
    const run = await store.claimJobRun({ id: runId, worker: name, atSec, staleBeforeSec: atSec - leaseSec });
    if (run !== null) {
      if (before.state === "running") await takeOver(runId, job.name);
      await executeRun(options, run, stopping.signal);
      return;
    }
    await job.moveToDelayed(Date.now() + ASIDE_MS, token);
    throw new DelayedError();
  }

  async function takeOver(id: number, kind: JobKind): Promise<void> {
    log.warn("job_taken_over", { run: id, kind, worker: name });
    const line = "Another worker took the run over and starts it from the beginning.";
    await store.updateJobRun({ id, worker: name, atSec: nowSec(), log: [line] });
  }

  const worker = new Worker<QueuedJob>(QUEUE, (job, token) => work(job, token), {
    connection,
    prefix,
    name,
    concurrency: 1,
    lockDuration: leaseSec * 1000,
    stalledInterval: (leaseSec * 1000) / 2,
    maxStalledCount: MOST_STALLS,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
    // Until the first answer of Redis, and again after every loss of it, is a matter of seconds.
    runRetryDelay: ASIDE_MS,
  });
  const told = { isDown: false };
  queue.on("error", (error) => tellOnce(told, error));
  worker.on("error", (error) => tellOnce(told, error));
  worker.on("stalled", (job) => log.warn("job_stalled", { job }));

  async function relay(): Promise<void> {
    const atSec = nowSec();
    for (const run of await openRuns(store)) {
      // One whose worker is gone comes back through the queue; should Redis have forgotten it, from here.
      if (run.state === "running" && !isAbandoned(run, { nowSec: atSec, leaseSec })) continue;
      await queue.add(run.kind, { runId: run.id }, { jobId: `run-${run.id}` });
    }
  }

  async function schedule(): Promise<void> {
    for (const kind of JOB_KINDS) {
      const pattern = settings.schedules.get(kind);
      if (pattern === undefined) await queue.removeJobScheduler(kind);
      else {
        const template = { name: kind, data: { runId: null } };
        await queue.upsertJobScheduler(kind, { pattern, tz: settings.timeZone }, template);
      }
    }
  }

  let isScheduled = false;
  let isBusy = false;
  async function tend(): Promise<void> {
    if (isBusy || stopping.signal.aborted) return;
    isBusy = true;
    try {
      if (!isScheduled) await schedule();
      isScheduled = true;
      await relay();
      if (told.isDown) log.info("queue_up");
      told.isDown = false;
    } catch (error) {
      // Redis or the store is away; a Redis that comes back may have forgotten the schedule.
      isScheduled = false;
      tellOnce(told, error as Error);
    } finally {
      isBusy = false;
    }
  }
  const timer = setInterval(() => void tend(), RELAY_MS);
  const alive = keepRunnerAlive({ store, worker: name, nowSec });

  return {
    ready: worker.waitUntilReady().then(() => undefined),
    async stop() {
      clearInterval(timer);
      alive.stop();
      stopping.abort();
      await worker.close();
      await queue.close();
    },
  };
}

/** The event repeats with every attempt to reconnect; it is told once, without the address, which may hold a password. */
function tellOnce(told: { isDown: boolean }, error: Error): void {
  if (told.isDown) return;
  told.isDown = true;
  log.warn("queue_down", { code: (error as NodeJS.ErrnoException).code ?? error.name });
}
