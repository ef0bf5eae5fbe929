import type { AuditDraft, AuditEntry, AuditKind } from "@/lib/domain/audit";
import { agreementId, customerId, productId } from "@/lib/domain/ids";
import type { NeverReason, NoteRevision, OutcomeEvent, Person } from "@/lib/domain/outcome";
import type { Appended, AuditFilter, NoteDraft, OutcomeDraft, PageRange } from "./app-store-port";
import {
  change,
  insertNumbered,
  type Program,
  rowOf,
  rowsOf,
  type StoreDialect,
  type StoreRow,
  type StoreValue,
  textOrNull,
} from "./store-program";

const OUTCOMES = `SELECT o.id AS id, o.customer_id AS customer_id, o.agreement_id AS agreement_id, o.product_id AS product_id,
  o.seq AS seq, o.based_on_seq AS based_on_seq, o.kind AS kind, o.undoes_seq AS undoes_seq, o.snooze_until AS snooze_until,
  o.reason AS reason, o.note AS note, o.actor AS actor, p.name AS actor_name, o.at_sec AS at_sec
FROM outcomes o JOIN people p ON p.subject = o.actor`;
const NOTES = `SELECT o.id AS id, o.customer_id AS customer_id, o.seq AS seq, o.based_on_seq AS based_on_seq, o.note AS note,
  o.next_contact_on AS next_contact_on, o.actor AS actor, p.name AS actor_name, o.at_sec AS at_sec
FROM customer_notes o JOIN people p ON p.subject = o.actor`;

/** Rows of one thing, each numbered behind the last. */
interface Journal<One> {
  readonly table: string;
  readonly select: string;
  readonly read: (row: StoreRow) => One;
}

const OUTCOME_JOURNAL: Journal<OutcomeEvent> = { table: "outcomes", select: OUTCOMES, read: readOutcome };
const NOTE_JOURNAL: Journal<NoteRevision> = { table: "customer_notes", select: NOTES, read: readNote };

interface Append {
  readonly draft: { actor: Person; basedOnSeq: number; atSec: number; idempotencyKey: string };
  /** Columns that say which thing the row is about. */
  readonly key: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, StoreValue>>;
  readonly audit: AuditDraft;
}

function* append<One extends { seq: number }>(
  dialect: StoreDialect,
  { table, select, read }: Journal<One>,
  { draft, key, values, audit }: Append,
): Program<Appended<One>> {
  const { actor, basedOnSeq, atSec, idempotencyKey } = draft;
  const ofSame = Object.keys(key).map((column) => `o.${column} = @${column}`);
  const revisions = function* (): Program<One[]> {
    return (yield* rowsOf(`${select} WHERE ${ofSame.join(" AND ")} ORDER BY o.seq`, key)).map(read);
  };
  const earlier = yield* rowOf(`${select} WHERE o.actor = @actor AND o.idempotency_key = @idempotency_key`, {
    actor: actor.subject,
    idempotency_key: idempotencyKey,
  });
  // A key used for something else: the caller compares the row with what it asked for.
  if (earlier !== null) return { row: read(earlier), revisions: yield* revisions(), isReplay: true };
  yield* knowPerson(actor, atSec);
  const before = (yield* revisions()).length;
  const common = { actor: actor.subject, at_sec: atSec, idempotency_key: idempotencyKey };
  yield* insertNumbered(dialect, table, { ...key, seq: before + 1, based_on_seq: basedOnSeq, ...common, ...values });
  yield* writeAudit(dialect, audit);
  const after = yield* revisions();
  return { row: after[after.length - 1], revisions: after, isReplay: false };
}

export function appendOutcome(dialect: StoreDialect, draft: OutcomeDraft, audit: AuditDraft) {
  const { kind, undoesSeq, snoozeUntil, reason, note } = draft;
  return append(dialect, OUTCOME_JOURNAL, {
    draft,
    key: { customer_id: draft.customerId, agreement_id: draft.agreementId, product_id: draft.productId },
    values: { kind, undoes_seq: undoesSeq, snooze_until: snoozeUntil, reason, note },
    audit,
  });
}

export function appendNote(dialect: StoreDialect, draft: NoteDraft, audit: AuditDraft) {
  const { note, nextContactOn } = draft;
  return append(dialect, NOTE_JOURNAL, {
    draft,
    key: { customer_id: draft.customerId },
    values: { note, next_contact_on: nextContactOn },
    audit,
  });
}

export function* outcomesAfter(id: number): Program<OutcomeEvent[]> {
  return (yield* rowsOf(`${OUTCOMES} WHERE o.id > @id ORDER BY o.id`, { id })).map(readOutcome);
}

export function* notesAfter(id: number): Program<NoteRevision[]> {
  return (yield* rowsOf(`${NOTES} WHERE o.id > @id ORDER BY o.id`, { id })).map(readNote);
}

export function* knowPerson({ subject, name }: Person, atSec: number): Program<void> {
  const known = yield* rowOf("SELECT name AS name, seen_at_sec AS seen_at_sec FROM people WHERE subject = @subject", {
    subject,
  });
  const values = { subject, name, seen_at_sec: atSec };
  if (known === null) {
    yield* change("INSERT INTO people (subject, name, seen_at_sec) VALUES (@subject, @name, @seen_at_sec)", values);
  } else if (known.name !== name || Number(known.seen_at_sec) < atSec) {
    yield* change("UPDATE people SET name = @name, seen_at_sec = @seen_at_sec WHERE subject = @subject", values);
  }
}

export function* writeAudit(dialect: StoreDialect, { atSec, actor, kind, detail }: AuditDraft): Program<void> {
  yield* insertNumbered(dialect, "audit_log", { at_sec: atSec, actor, kind, detail: JSON.stringify(detail) });
}

export function* auditPage(
  dialect: StoreDialect,
  filter: AuditFilter,
  { offset, limit }: PageRange,
): Program<{ rows: AuditEntry[]; total: number }> {
  const values = { actor: filter.actor, kind: filter.kind };
  const where = "WHERE (@actor IS NULL OR a.actor = @actor) AND (@kind IS NULL OR a.kind = @kind)";
  const count = yield* rowOf(`SELECT COUNT(*) AS total FROM audit_log a ${where}`, values);
  const rows = yield* rowsOf(
    `SELECT a.id AS id, a.at_sec AS at_sec, a.actor AS actor, p.name AS actor_name, a.kind AS kind, a.detail AS detail
FROM audit_log a LEFT JOIN people p ON p.subject = a.actor ${where} ORDER BY a.id DESC ${dialect.page}`,
    { ...values, offset, limit },
  );
  return { rows: rows.map(readAudit), total: Number(count?.total) };
}

export function* auditActors(): Program<{ subject: string; name: string | null }[]> {
  const rows = yield* rowsOf(`SELECT a.actor AS subject, p.name AS name FROM (SELECT DISTINCT actor FROM audit_log) a
LEFT JOIN people p ON p.subject = a.actor ORDER BY CASE WHEN p.name IS NULL THEN 1 ELSE 0 END, p.name, a.actor`);
  return rows.map(({ subject, name }) => ({ subject: String(subject), name: textOrNull(name) }));
}

function readRevision(row: StoreRow) {
  return {
    id: Number(row.id),
    seq: Number(row.seq),
    basedOnSeq: Number(row.based_on_seq),
    actor: { subject: String(row.actor), name: String(row.actor_name) },
    atSec: Number(row.at_sec),
  };
}

function readOutcome(row: StoreRow): OutcomeEvent {
  return {
    ...readRevision(row),
    customerId: customerId(String(row.customer_id)),
    agreementId: agreementId(String(row.agreement_id)),
    productId: productId(String(row.product_id)),
    kind: row.kind as OutcomeEvent["kind"],
    undoesSeq: row.undoes_seq === null ? null : Number(row.undoes_seq),
    snoozeUntil: textOrNull(row.snooze_until),
    reason: row.reason as NeverReason | null,
    note: textOrNull(row.note),
  };
}

function readNote(row: StoreRow): NoteRevision {
  return {
    ...readRevision(row),
    customerId: customerId(String(row.customer_id)),
    note: String(row.note),
    nextContactOn: textOrNull(row.next_contact_on),
  };
}

function readAudit(row: StoreRow): AuditEntry {
  return {
    id: Number(row.id),
    atSec: Number(row.at_sec),
    actor: String(row.actor),
    actorName: textOrNull(row.actor_name),
    kind: row.kind as AuditKind,
    detail: JSON.parse(String(row.detail)),
  };
}
