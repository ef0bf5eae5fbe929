import type { JobKind } from "@/lib/domain/job-kind";
import type { JobRunState, JobTrigger } from "@/lib/domain/job-run";

export interface JobRunView {
  id: number;
  kind: JobKind;
  state: JobRunState;
  trigger: JobTrigger;
  /** Who asked for it; null = the schedule, or the command line. */
  startedBy: string | null;
  retryOf: number | null;
  queuedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** Seconds it took, or has taken so far; null before it starts. */
  seconds: number | null;
  /** 0 to 1. */
  progress: number;
  counts: { name: string; value: number }[];
  error: string | null;
  log: string[];
  /** Its worker gave no sign of life for longer than the lease: another one will take it over, or mark it. */
  isSilent: boolean;
}

export interface JobView {
  kind: JobKind;
  /** Cron pattern; null = by hand, or after another job. */
  schedule: string | null;
  nextAt: string | null;
  /** Queued or running. */
  open: JobRunView | null;
  lastEnded: JobRunView | null;
}

/** What runs, what ran, and when it runs again. */
export interface JobsView {
  jobs: JobView[];
  /** Newest first. */
  history: JobRunView[];
  /** Whether anybody is there to work on what is queued, and who that would be. */
  runner: { isThere: boolean; kind: "worker" | "web" };
  timeZone: string;
  now: string;
}
