import { Cron } from "croner";
import { type Env, env } from "@/lib/config/env";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { isJobKind, JOB_KINDS, type JobKind } from "@/lib/domain/job-kind";
import type { JobRun } from "@/lib/domain/job-run";
import { getContext } from "./context";
import { isoOf } from "./data-stamp";
import { isRunnerThere } from "./job-runner-seen";
import type { JobRunView, JobsView } from "./jobs-view";
import type { ServiceContext } from "./service-context";

const HISTORY = 25;

type Settings = Pick<Env, "jobs" | "redisUrl">;
type Known = JobRun & { readonly kind: JobKind };

/** Jobs with what is under way, when they run next, and how the last runs went; for administrators. */
export async function listJobs(
  caller: Caller,
  { context, settings = env() }: { context?: ServiceContext; settings?: Settings } = {},
): Promise<JobsView> {
  // What a role may not see does not exist for it.
  if (caller.role !== "admin") throw new AppError("not_found", "There is nothing at this address.");
  const { store, nowSec } = context ?? (await getContext());
  const now = nowSec();
  const view = (run: Known) => runView(run, { nowSec: now, leaseSec: settings.jobs.leaseSec });
  const newest = async (kind: JobKind | null, limit: number) =>
    (await store.listJobRuns({ kind }, { offset: 0, limit })).rows.filter((run): run is Known => isJobKind(run.kind));
  const jobs = await Promise.all(
    JOB_KINDS.map(async (kind) => {
      const runs = await newest(kind, 5);
      const open = runs.find(({ state }) => state === "running") ?? runs.find(({ state }) => state === "queued");
      const ended = runs.find(({ state }) => state === "done" || state === "failed");
      return {
        kind,
        ...scheduleOf(kind, settings.jobs, now),
        open: open ? view(open) : null,
        lastEnded: ended ? view(ended) : null,
      };
    }),
  );
  return {
    jobs,
    history: (await newest(null, HISTORY)).map(view),
    runner: { isThere: await isRunnerThere(store, now), kind: settings.redisUrl === null ? "web" : "worker" },
    timeZone: settings.jobs.timeZone,
    now: isoOf(now),
  };
}

function scheduleOf(kind: JobKind, { schedules, timeZone }: Settings["jobs"], nowSec: number) {
  const schedule = schedules.get(kind) ?? null;
  if (schedule === null) return { schedule, nextAt: null };
  const next = new Cron(schedule, { timezone: timeZone }).nextRun(new Date(nowSec * 1000));
  return { schedule, nextAt: next?.toISOString() ?? null };
}

function runView(run: Known, { nowSec, leaseSec }: { nowSec: number; leaseSec: number }): JobRunView {
  const { startedAtSec, finishedAtSec } = run;
  const isRunning = run.state === "running";
  return {
    id: run.id,
    kind: run.kind,
    state: run.state,
    trigger: run.trigger,
    startedBy: run.startedBy?.name ?? null,
    retryOf: run.retryOf,
    queuedAt: isoOf(run.queuedAtSec),
    startedAt: startedAtSec === null ? null : isoOf(startedAtSec),
    finishedAt: finishedAtSec === null ? null : isoOf(finishedAtSec),
    seconds: startedAtSec === null ? null : Math.max(0, (finishedAtSec ?? nowSec) - startedAtSec),
    progress: run.progress,
    counts: Object.entries(run.counts).map(([name, value]) => ({ name, value })),
    error: run.error,
    log: [...run.log],
    isSilent: isRunning && (run.heartbeatSec ?? 0) < nowSec - leaseSec,
  };
}
