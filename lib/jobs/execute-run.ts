import type { AppStorePort } from "@/lib/data/app-store/app-store-port";
import { isJobKind, type JobKind } from "@/lib/domain/job-kind";
import type { JobRun } from "@/lib/domain/job-run";
import { log } from "@/lib/observability/log";
import type { JobCounts } from "./job-handler";
import type { JobEnd, RunJob } from "./run-in-child";

export type JobStore = Pick<
  AppStorePort,
  "startJobRun" | "claimJobRun" | "updateJobRun" | "finishJobRun" | "jobRun" | "listJobRuns" | "keepValue" | "keptValue"
>;

export interface ExecuteOptions {
  readonly store: JobStore;
  readonly runJob: RunJob;
  /** Who claims runs, unique to this process and its start. */
  readonly worker: string;
  readonly leaseSec: number;
  readonly nowSec: () => number;
  /** Pauses before the second, third, ... try after a failure that may pass by itself. */
  readonly retryPausesMs?: readonly number[];
}

/**
 * How it ended for this worker. `lost`: another worker has the run now; `stopped`: this process is to end, the run is
 * still open.
 */
export type RunOutcome = "done" | "failed" | "lost" | "stopped";

const RETRY_PAUSES_MS = [5_000, 30_000];
const FLUSH_MS = 500;
/** The end of a run is told even when the store is away for a while. */
const FINISH_PAUSES_MS = [500, 2_000, 5_000, 10_000, 20_000];
/** Runs looked through for one that did the same in the meantime. */
const RECENT_RUNS = 20;

/** Works on a run that this worker has claimed, keeps its record alive meanwhile, and ends it. */
export async function executeRun(options: ExecuteOptions, run: JobRun, signal: AbortSignal): Promise<RunOutcome> {
  const { worker, nowSec } = options;
  const { kind } = run;
  if (!isJobKind(kind)) {
    return await finish(options, run, { error: `There is no job "${kind}" in this version.`, log: [] });
  }
  const covered = await coveredBy(options, run);
  if (covered !== null) {
    const line = `Nothing to do: run ${covered.id}, started after this one was asked for, did it.`;
    return await finish(options, run, { error: null, counts: covered.counts, log: [line] });
  }
  log.info("job_started", { run: run.id, kind, worker, trigger: run.trigger });
  const record = openRecord(options, run);
  try {
    const end = await attempts({ ...options, kind, record, signal: AbortSignal.any([signal, record.lost]) });
    record.close();
    if (record.lost.aborted) {
      log.warn("job_lost", { run: run.id, kind, worker });
      return "lost";
    }
    if (signal.aborted && !end.ok) return await handOver(options, run, record.drain());
    const seconds = nowSec() - (run.startedAtSec ?? nowSec());
    if (end.ok) {
      for (const next of end.next) await queueNext(options, run, next);
      log.info("job_done", { run: run.id, kind, worker, seconds, ...end.counts });
      return await finish(options, run, { error: null, counts: end.counts, log: record.drain() });
    }
    const { code, message, remedy } = end.failure;
    log.error("job_failed", { run: run.id, kind, worker, seconds, code, isCrash: end.isCrash });
    return await finish(options, run, { error: [message, remedy].filter(Boolean).join(" "), log: record.drain() });
  } finally {
    record.close();
  }
}

/** A run of the same job that began after this one was asked for: doing it again would change nothing. */
async function coveredBy({ store }: ExecuteOptions, run: JobRun): Promise<JobRun | null> {
  const { rows } = await store.listJobRuns({ kind: run.kind }, { offset: 0, limit: RECENT_RUNS });
  const covers = (other: JobRun) =>
    other.id !== run.id && other.state === "done" && (other.startedAtSec ?? 0) >= run.queuedAtSec;
  return rows.find(covers) ?? null;
}

/** Queues what follows, unless it waits in the queue already. */
async function queueNext({ store, nowSec }: ExecuteOptions, run: JobRun, kind: JobKind): Promise<void> {
  const { rows } = await store.listJobRuns({ kind }, { offset: 0, limit: RECENT_RUNS });
  if (rows.some(({ state }) => state === "queued")) return;
  const { id } = await store.startJobRun({
    kind,
    trigger: run.trigger === "retry" ? "person" : run.trigger,
    startedBy: run.startedBy,
    retryOf: null,
    atSec: nowSec(),
  });
  log.info("job_queued", { run: id, kind, trigger: run.trigger, after: run.id });
}

/** A failure that may pass by itself is tried again; a wrong setting or damaged file is not. */
const mayPass = (end: JobEnd) => !end.ok && (end.isCrash || end.failure.code === "unavailable");

async function attempts({
  runJob,
  kind,
  record,
  signal,
  retryPausesMs = RETRY_PAUSES_MS,
}: ExecuteOptions & { kind: JobKind; record: RunRecord; signal: AbortSignal }): Promise<JobEnd> {
  for (let tries = 0; ; tries++) {
    const end = await runJob(kind, record, signal);
    const pauseMs = retryPausesMs[tries];
    if (end.ok || signal.aborted || pauseMs === undefined || !mayPass(end)) return end;
    record.say(`${end.failure.message} Trying again in ${Math.ceil(pauseMs / 1000)} s.`);
    log.warn("job_retried", { kind, attempt: tries + 1, code: end.failure.code });
    record.progress(0, undefined);
    await sleep(pauseMs, signal);
    if (signal.aborted) return end;
  }
}

interface RunRecord {
  progress(fraction: number, counts: JobCounts | undefined): void;
  say(line: string): void;
  /** Aborted when the run is another worker's. */
  readonly lost: AbortSignal;
  /** Log lines not written yet. */
  drain(): string[];
  close(): void;
}

/**
 * Gathers what the job says and writes it at most every half second, at least three times a lease. A store that cannot be
 * written now is tried again: until the lease is over nobody else takes the run.
 */
function openRecord({ store, worker, leaseSec, nowSec }: ExecuteOptions, run: JobRun): RunRecord {
  const lost = new AbortController();
  let lines: string[] = [];
  let progress: number | undefined;
  let counts: JobCounts | undefined;
  let isChanged = false;
  let isWriting = false;
  let writtenMs = performance.now();

  async function write(): Promise<void> {
    const isDue = performance.now() - writtenMs >= (leaseSec * 1000) / 3;
    if (isWriting || lost.signal.aborted || !(isChanged || isDue)) return;
    isWriting = true;
    isChanged = false;
    const log = lines;
    lines = [];
    try {
      const isOurs = await store.updateJobRun({ id: run.id, worker, atSec: nowSec(), progress, counts, log });
      writtenMs = performance.now();
      if (!isOurs) lost.abort();
    } catch {
      lines = [...log, ...lines];
      isChanged = true;
    } finally {
      isWriting = false;
    }
  }

  const timer = setInterval(() => void write(), Math.min(FLUSH_MS, (leaseSec * 1000) / 6));
  return {
    progress(fraction, figures) {
      progress = fraction;
      counts = figures ?? counts;
      isChanged = true;
    },
    say(line) {
      lines.push(line);
      isChanged = true;
    },
    lost: lost.signal,
    drain() {
      const rest = lines;
      lines = [];
      return rest;
    },
    close: () => clearInterval(timer),
  };
}

/** Gives the run back: without a sign of life it is free for the next worker at once. */
async function handOver({ store, worker }: ExecuteOptions, run: JobRun, lines: string[]): Promise<RunOutcome> {
  const log = [...lines, "The process that worked on it was stopped."];
  await store.updateJobRun({ id: run.id, worker, atSec: 0, log }).catch(() => false);
  return "stopped";
}

async function finish(
  { store, worker, nowSec }: ExecuteOptions,
  run: JobRun,
  end: { error: string | null; counts?: JobCounts; log: readonly string[] },
): Promise<RunOutcome> {
  for (let tries = 0; ; tries++) {
    try {
      const isOurs = await store.finishJobRun({ id: run.id, worker, atSec: nowSec(), ...end });
      if (!isOurs) return "lost";
      return end.error === null ? "done" : "failed";
    } catch (error) {
      const pauseMs = FINISH_PAUSES_MS[tries];
      // Its lease runs out, and whoever takes it over does it once more: better than an end nobody hears of.
      if (pauseMs === undefined) throw error;
      await sleep(pauseMs);
    }
  }
}

export function sleep(timeMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(done, timeMs);
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    }
    signal?.addEventListener("abort", done, { once: true });
  });
}
