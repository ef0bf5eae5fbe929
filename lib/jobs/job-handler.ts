import type { ErrorCode } from "@/lib/domain/app-error";
import type { JobKind } from "@/lib/domain/job-kind";
import type { ServiceContext } from "@/lib/services/service-context";

/** What a job is given; it runs in a process of its own. */
export interface JobTools {
  readonly context: ServiceContext;
  /** Share done, 0 to 1, with figures of what was done so far. */
  progress(fraction: number, counts?: JobCounts): void;
  /** One line for the run's log: ids and figures, no names. */
  say(line: string): void;
  readonly signal: AbortSignal;
}

export type JobCounts = Readonly<Record<string, number>>;

export interface JobResult {
  readonly counts: JobCounts;
  /** What has to run because of what this one changed. */
  readonly next: readonly JobKind[];
}

/** Throws AppError with a remedy when it fails. */
export type JobHandler = (tools: JobTools) => Promise<JobResult>;

/** Why a job failed, as it crosses from its process to the one that keeps the record. */
export interface JobFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string | null;
}
