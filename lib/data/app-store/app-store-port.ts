/**
 * The program's own store: what people did, as opposed to what the order database says. An embedded file database
 * (`sqlite-app-store.ts`) serves by default; another engine implements the same port.
 */
import type { AuditDraft, AuditEntry, AuditKind } from "@/lib/domain/audit";
import type { NoteRevision, OutcomeEvent, Person } from "@/lib/domain/outcome";

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

/**
 * Writes are atomic and durable when their promise resolves. Rows of outcomes, notes and audit are never changed.
 * Throws AppError `unavailable` (locked, full, read-only) or `corrupt`.
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
  /** Keeps the name under which the person is shown; called at sign-in and before every write of the person's. */
  knowPerson(person: Person, atSec: number): Promise<void>;
  writeAudit(entry: AuditDraft): Promise<void>;
  /** Newest first. */
  auditPage(
    filter: AuditFilter,
    range: { offset: number; limit: number },
  ): Promise<{ rows: AuditEntry[]; total: number }>;
  /** Everybody in the audit log, by name. */
  auditActors(): Promise<{ subject: string; name: string | null }[]>;
  /** The JSON value kept under the key; null = never set. */
  setting(key: string): Promise<unknown>;
  putSetting(key: string, value: unknown, change: { actor: Person; atSec: number }): Promise<void>;
  close(): Promise<void>;
}
