/**
 * The program's own store: what people did, as opposed to what the order database says. An embedded file database
 * (`sqlite-app-store.ts`) serves by default; another engine implements the same port.
 */
import type { AuditDraft, AuditEntry, AuditKind } from "@/lib/domain/audit";
import type { JobRun } from "@/lib/domain/job-run";
import type { ListShown } from "@/lib/domain/list-shown";
import type { NoteRevision, OutcomeEvent, Person } from "@/lib/domain/outcome";
import type { SavedView } from "@/lib/domain/saved-view";

type Draft<One extends { actor: Person }> = Omit<One, "id" | "seq"> & {
  /** Chosen by the caller, unique to the actor: the same key again has no second effect. */
  readonly idempotencyKey: string;
};
export type OutcomeDraft = Draft<OutcomeEvent>;
export type NoteDraft = Draft<NoteRevision>;

export interface Appended<One> {
  /** The row as stored; of an earlier call when this one was a replay. */
  readonly row: One;
  /** Every row of the same thing, by `seq`, read in the same transaction. */
  readonly revisions: readonly One[];
  readonly isReplay: boolean;
}

export interface AuditFilter {
  /** Subject; null = anybody. */
  readonly actor: string | null;
  readonly kind: AuditKind | null;
}

export interface PageRange {
  readonly offset: number;
  readonly limit: number;
}

/** A setting with what the next change of it has to be based on. */
export interface SettingEntry {
  readonly value: unknown;
  /** Counts its changes from 1. */
  readonly version: number;
  readonly changedBy: Person;
  readonly changedAtSec: number;
}

export interface SettingChange {
  readonly actor: Person;
  readonly atSec: number;
  /** Version that the writer saw, 0 = not set yet; left out = whatever it was. */
  readonly basedOn?: number;
}

/** What a job run starts with, queued. */
export type JobRunDraft = Pick<JobRun, "kind" | "trigger" | "startedBy" | "retryOf"> & { readonly atSec: number };

export interface JobRunClaim {
  readonly id: number;
  /** Unique to the process and its start. */
  readonly worker: string;
  readonly atSec: number;
  /** A running run without a sign of life since then counts as abandoned. */
  readonly staleBeforeSec: number;
}

export interface JobRunUpdate {
  readonly id: number;
  readonly worker: string;
  /** Also the sign of life. */
  readonly atSec: number;
  readonly progress?: number;
  /** Replaces the figures kept so far. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Lines to add to the log, which keeps the newest. */
  readonly log?: readonly string[];
}

/** `error` says why it failed; null = it is done. */
export type JobRunEnd = JobRunUpdate & { readonly error: string | null };

export type SavedViewDraft = Omit<SavedView, "id">;

/** A JSON value that was kept under a key, and when. */
export interface KeptValue {
  readonly value: unknown;
  readonly atSec: number;
}

/**
 * Writes are atomic and durable when their promise resolves. Rows of outcomes, notes and audit are never changed.
 * Throws StoreFailure: AppError `unavailable` (locked, full, read-only) or `corrupt`.
 */
export interface AppStorePort {
  /** Adds a row behind those of its (customer, agreement, product), and its audit line, in one transaction. */
  appendOutcome(draft: OutcomeDraft, audit: AuditDraft): Promise<Appended<OutcomeEvent>>;
  /**
   * Rows with a larger id, by id. An id must never appear after a larger one was seen, or a reader would miss its row.
   */
  outcomesAfter(id: number): Promise<OutcomeEvent[]>;
  /** Adds a row behind those of its customer, and its audit line, in one transaction. */
  appendNote(draft: NoteDraft, audit: AuditDraft): Promise<Appended<NoteRevision>>;
  notesAfter(id: number): Promise<NoteRevision[]>;
  /** Adds the products to those that the person was shown of the agreement that day. */
  noteListShown(shown: ListShown): Promise<void>;
  /** Lists shown on the ISO date or later, by day, customer, agreement and viewer. */
  listsShownSince(day: string): Promise<ListShown[]>;
  /** Keeps the name under which the person is shown; called at sign-in and before every write of the person's. */
  knowPerson(person: Person, atSec: number): Promise<void>;
  writeAudit(entry: AuditDraft): Promise<void>;
  /** Newest first. */
  auditPage(filter: AuditFilter, range: PageRange): Promise<{ rows: AuditEntry[]; total: number }>;
  /** Everybody in the audit log, by name. */
  auditActors(): Promise<{ subject: string; name: string | null }[]>;
  /** The JSON value kept under the key; null = never set. */
  setting(key: string): Promise<unknown>;
  settingEntry(key: string): Promise<SettingEntry | null>;
  /**
   * Keeps the value, with its line in the audit log, and answers its new version. Throws AppError `conflict` when
   * somebody changed it after `basedOn`.
   */
  putSetting(key: string, value: unknown, change: SettingChange): Promise<number>;

  /** Adds a run to the queue. */
  startJobRun(draft: JobRunDraft): Promise<JobRun>;
  /**
   * Gives a queued run, or one whose worker is gone, to the worker; abandoned runs of the same kind fail. null when it has
   * ended, or when it or another run of its kind is being worked on: of a kind, one runs at a time.
   */
  claimJobRun(claim: JobRunClaim): Promise<JobRun | null>;
  /** false: the run is no longer this worker's, which has to stop. */
  updateJobRun(update: JobRunUpdate): Promise<boolean>;
  /** Ends a run as `done`, or as `failed` when there is an error; false as above. A queued run may be ended by anybody. */
  finishJobRun(end: JobRunEnd): Promise<boolean>;
  jobRun(id: number): Promise<JobRun | null>;
  /** Newest first. */
  listJobRuns(filter: { kind: string | null }, range: PageRange): Promise<{ rows: JobRun[]; total: number }>;
  /** Forgets runs that have ended, all but the newest `keep`; answers how many. */
  removeOldJobRuns(keep: number): Promise<number>;

  /** Views of the screen that the person may use: own ones, then shared ones of others, by name. */
  savedViews(of: { subject: string; screen: string }): Promise<SavedView[]>;
  /** Adds the view, or replaces the owner's of this screen and name. */
  saveView(draft: SavedViewDraft): Promise<SavedView>;
  /** false: there is none of that owner. */
  deleteView(view: { id: number; owner: string }): Promise<boolean>;

  /** What `keepValue` last kept under the key, for instance the list last shown of an agreement; null = nothing. */
  keptValue(key: string): Promise<KeptValue | null>;
  keepValue(key: string, kept: KeptValue): Promise<void>;

  /** Whether the store answers and would take a change. Throws as everything here does. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
