import { AppError } from "@/lib/domain/app-error";
import type { JobRun } from "@/lib/domain/job-run";
import type { JobRunClaim, JobRunDraft, JobRunEnd, JobRunUpdate, PageRange } from "./app-store-port";
import { knowPerson } from "./journal-programs";
import {
  change,
  insertNumbered,
  numberOrNull,
  type Program,
  rowOf,
  rowsOf,
  type StoreDialect,
  type StoreRow,
  textOrNull,
} from "./store-program";

/** A log is for reading: the newest lines, none endless. */
const MOST_LOG_LINES = 400;
const LONGEST_LOG_LINE = 1_000;
const LONGEST_ERROR = 1_000;

const RUNS = `SELECT r.id AS id, r.kind AS kind, r.state AS state, r.set_off_by AS set_off_by, r.started_by AS started_by,
  p.name AS started_by_name, r.retry_of AS retry_of, r.worker AS worker, r.queued_at_sec AS queued_at_sec,
  r.started_at_sec AS started_at_sec, r.finished_at_sec AS finished_at_sec, r.heartbeat_sec AS heartbeat_sec,
  r.progress AS progress, r.counts AS counts, r.error AS error, r.log AS log
FROM job_runs r LEFT JOIN people p ON p.subject = r.started_by`;

export function* jobRun(id: number): Program<JobRun | null> {
  const row = yield* rowOf(`${RUNS} WHERE r.id = @id`, { id });
  return row === null ? null : readRun(row);
}

export function* listJobRuns(
  dialect: StoreDialect,
  { kind }: { kind: string | null },
  range: PageRange,
): Program<{ rows: JobRun[]; total: number }> {
  const where = "WHERE (@kind IS NULL OR r.kind = @kind)";
  const count = yield* rowOf(`SELECT COUNT(*) AS total FROM job_runs r ${where}`, { kind });
  const rows = yield* rowsOf(`${RUNS} ${where} ORDER BY r.id DESC ${dialect.page}`, {
    kind,
    offset: range.offset,
    limit: range.limit,
  });
  return { rows: rows.map(readRun), total: Number(count?.total) };
}

export function* startJobRun(
  dialect: StoreDialect,
  { kind, trigger, startedBy, retryOf, atSec }: JobRunDraft,
): Program<JobRun> {
  if (startedBy !== null) yield* knowPerson(startedBy, atSec);
  const id = yield* insertNumbered(dialect, "job_runs", {
    kind,
    state: "queued",
    set_off_by: trigger,
    started_by: startedBy?.subject ?? null,
    retry_of: retryOf,
    queued_at_sec: atSec,
  });
  return yield* existing(id);
}

export function* claimJobRun({ id, worker, atSec, staleBeforeSec }: JobRunClaim): Program<JobRun | null> {
  const run = yield* jobRun(id);
  if (run === null || run.state === "done" || run.state === "failed") return null;
  const running = yield* rowsOf(`${RUNS} WHERE r.kind = @kind AND r.state = 'running'`, { kind: run.kind });
  const isAlive = (other: StoreRow) => Number(other.heartbeat_sec) >= staleBeforeSec && other.worker !== worker;
  if (running.some(isAlive)) return null;
  yield* change(
    `UPDATE job_runs SET state = 'failed', finished_at_sec = @at_sec, error = @error
WHERE kind = @kind AND state = 'running' AND id <> @id`,
    { at_sec: atSec, error: "The process that worked on it stopped without a word.", kind: run.kind, id },
  );
  yield* change(
    `UPDATE job_runs SET state = 'running', worker = @worker, started_at_sec = @at_sec, heartbeat_sec = @at_sec, progress = 0
WHERE id = @id`,
    { id, worker, at_sec: atSec },
  );
  return yield* existing(id);
}

export function* updateJobRun(update: JobRunUpdate): Program<boolean> {
  const run = yield* jobRun(update.id);
  if (run?.state !== "running" || run.worker !== update.worker) return false;
  yield* writeUpdate(run, update);
  return true;
}

export function* finishJobRun({ error, ...update }: JobRunEnd): Program<boolean> {
  const run = yield* jobRun(update.id);
  const isTheirs = run?.state === "queued" || (run?.state === "running" && run.worker === update.worker);
  if (!run || !isTheirs) return false;
  yield* writeUpdate(run, { ...update, progress: error === null ? 1 : update.progress });
  yield* change("UPDATE job_runs SET state = @state, finished_at_sec = @at_sec, error = @error WHERE id = @id", {
    id: run.id,
    state: error === null ? "done" : "failed",
    at_sec: update.atSec,
    error: error === null ? null : error.slice(0, LONGEST_ERROR),
  });
  return true;
}

export function* removeOldJobRuns(dialect: StoreDialect, keep: number): Program<number> {
  const oldest = yield* rowOf(`SELECT r.id AS id FROM job_runs r ORDER BY r.id DESC ${dialect.page}`, {
    offset: keep - 1,
    limit: 1,
  });
  if (oldest === null) return 0;
  const id = Number(oldest.id);
  const isOld = "id < @id AND state IN ('done', 'failed')";
  yield* change(`UPDATE job_runs SET retry_of = NULL WHERE retry_of IN (SELECT id FROM job_runs WHERE ${isOld})`, {
    id,
  });
  return yield* change(`DELETE FROM job_runs WHERE ${isOld}`, { id });
}

function* writeUpdate(run: JobRun, { atSec, progress, counts, log }: JobRunUpdate): Program<void> {
  const added = (log ?? []).map((line) => line.replace(/\s+/g, " ").slice(0, LONGEST_LOG_LINE));
  yield* change(
    "UPDATE job_runs SET heartbeat_sec = @at_sec, progress = @progress, counts = @counts, log = @log WHERE id = @id",
    {
      id: run.id,
      at_sec: atSec,
      progress: Math.min(Math.max(progress ?? run.progress, 0), 1),
      counts: JSON.stringify(counts ?? run.counts),
      log: [...run.log, ...added].slice(-MOST_LOG_LINES).join("\n"),
    },
  );
}

function* existing(id: number): Program<JobRun> {
  const run = yield* jobRun(id);
  if (run === null) throw new AppError("internal", `Job run ${id} is not there.`);
  return run;
}

function readRun(row: StoreRow): JobRun {
  const startedBy = textOrNull(row.started_by);
  const log = String(row.log);
  return {
    id: Number(row.id),
    kind: String(row.kind),
    state: row.state as JobRun["state"],
    trigger: row.set_off_by as JobRun["trigger"],
    startedBy: startedBy === null ? null : { subject: startedBy, name: String(row.started_by_name) },
    retryOf: numberOrNull(row.retry_of),
    worker: textOrNull(row.worker),
    queuedAtSec: Number(row.queued_at_sec),
    startedAtSec: numberOrNull(row.started_at_sec),
    finishedAtSec: numberOrNull(row.finished_at_sec),
    heartbeatSec: numberOrNull(row.heartbeat_sec),
    progress: Number(row.progress),
    counts: JSON.parse(String(row.counts)),
    error: textOrNull(row.error),
    log: log === "" ? [] : log.split("\n"),
  };
}
