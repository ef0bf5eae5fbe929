import type { Person } from "./outcome";

/** `queued` and `running` are open; a run ends once, as `done` or `failed`, and stays so. */
export const JOB_RUN_STATES = ["queued", "running", "done", "failed"] as const;
export type JobRunState = (typeof JOB_RUN_STATES)[number];

/** What set it off. */
export const JOB_TRIGGERS = ["schedule", "person", "command", "retry"] as const;
export type JobTrigger = (typeof JOB_TRIGGERS)[number];

/** One run of a background job, from the queue to its end. Times are seconds since 1970 UTC. */
export interface JobRun {
  readonly id: number;
  /** Name of the job: `snapshot`, `score-all`, ... */
  readonly kind: string;
  readonly state: JobRunState;
  readonly trigger: JobTrigger;
  /** null: nobody, the schedule did. */
  readonly startedBy: Person | null;
  /** The run that this one repeats. */
  readonly retryOf: number | null;
  /** Who has it; null until somebody claims it. */
  readonly worker: string | null;
  readonly queuedAtSec: number;
  readonly startedAtSec: number | null;
  readonly finishedAtSec: number | null;
  /** When its worker last gave a sign of life. */
  readonly heartbeatSec: number | null;
  /** 0 to 1. */
  readonly progress: number;
  /** Figures of what was done: `{ lines: 20000000 }`. */
  readonly counts: Readonly<Record<string, number>>;
  /** Why it failed, one sentence that a person may read; null unless `failed`. */
  readonly error: string | null;
  /** Newest lines, oldest first. */
  readonly log: readonly string[];
}
