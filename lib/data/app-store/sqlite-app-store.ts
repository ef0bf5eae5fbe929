import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import type { AuditDraft, AuditEntry, AuditKind } from "@/lib/domain/audit";
import { agreementId, customerId, productId } from "@/lib/domain/ids";
import type { NeverReason, NoteRevision, OutcomeEvent, Person } from "@/lib/domain/outcome";
import type { Appended, AppStorePort, AuditFilter, NoteDraft, OutcomeDraft } from "./app-store-port";
import { guarded, inTransaction, openSqliteFile } from "./sqlite-file";

type Row = Record<string, SQLOutputValue>;

const OUTCOME_COLUMNS = `o.id, o.customer_id, o.agreement_id, o.product_id, o.seq, o.based_on_seq, o.kind, o.undoes_seq,
  o.snooze_until, o.reason, o.note, o.actor, p.name AS actor_name, o.at_sec`;
const OUTCOMES = `SELECT ${OUTCOME_COLUMNS} FROM outcomes o JOIN people p ON p.subject = o.actor`;
const NOTES = `SELECT o.id, o.customer_id, o.seq, o.based_on_seq, o.note, o.next_contact_on, o.actor, p.name AS actor_name,
  o.at_sec FROM customer_notes o JOIN people p ON p.subject = o.actor`;

/** Rows of one thing, each numbered behind the last. */
interface Journal<One> {
  readonly byIdempotencyKey: string;
  readonly ofSame: string;
  readonly insert: string;
  readonly read: (row: Row) => One;
}

const OUTCOME_JOURNAL: Journal<OutcomeEvent> = {
  byIdempotencyKey: `${OUTCOMES} WHERE o.actor = ? AND o.idempotency_key = ?`,
  ofSame: `${OUTCOMES} WHERE o.customer_id = ? AND o.agreement_id = ? AND o.product_id = ? ORDER BY o.seq`,
  insert: `INSERT INTO outcomes (customer_id, agreement_id, product_id, seq, based_on_seq, actor, at_sec, idempotency_key,
    kind, undoes_seq, snooze_until, reason, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  read: readOutcome,
};

const NOTE_JOURNAL: Journal<NoteRevision> = {
  byIdempotencyKey: `${NOTES} WHERE o.actor = ? AND o.idempotency_key = ?`,
  ofSame: `${NOTES} WHERE o.customer_id = ? ORDER BY o.seq`,
  insert: `INSERT INTO customer_notes (customer_id, seq, based_on_seq, actor, at_sec, idempotency_key, note,
    next_contact_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  read: readNote,
};

/** The store in one file, which several processes may use at once. Throws AppError `unavailable` or `corrupt`. */
export function openSqliteAppStore(file: string): AppStorePort {
  const database = openSqliteFile(file);
  const statement = statementsOf(database);

  function append<One extends { seq: number }>(
    journal: Journal<One>,
    draft: { actor: Person; basedOnSeq: number; atSec: number; idempotencyKey: string },
    { key, values, audit }: { key: string[]; values: SQLInputValue[]; audit: AuditDraft },
  ): Appended<One> {
    return inTransaction(database, () => {
      const { actor, basedOnSeq, atSec, idempotencyKey } = draft;
      const earlier = statement(journal.byIdempotencyKey).get(actor.subject, idempotencyKey);
      if (earlier !== undefined) {
        const row = journal.read(earlier);
        // A key used for something else: the caller compares the row with what it asked for.
        const revisions = statement(journal.ofSame)
          .all(...key)
          .map(journal.read);
        return { row, revisions, isReplay: true };
      }
      writePerson(actor, atSec);
      const before = statement(journal.ofSame).all(...key).length;
      statement(journal.insert).run(...key, before + 1, basedOnSeq, actor.subject, atSec, idempotencyKey, ...values);
      writeAuditRow(audit);
      const revisions = statement(journal.ofSame)
        .all(...key)
        .map(journal.read);
      return { row: revisions[revisions.length - 1], revisions, isReplay: false };
    });
  }

  function writePerson({ subject, name }: Person, atSec: number): void {
    statement(`INSERT INTO people (subject, name, seen_at_sec) VALUES (?, ?, ?)
      ON CONFLICT (subject) DO UPDATE SET name = excluded.name, seen_at_sec = excluded.seen_at_sec
      WHERE people.name <> excluded.name OR people.seen_at_sec < excluded.seen_at_sec`).run(subject, name, atSec);
  }

  function writeAuditRow({ atSec, actor, kind, detail }: AuditDraft): void {
    statement("INSERT INTO audit_log (at_sec, actor, kind, detail) VALUES (?, ?, ?, ?)").run(
      atSec,
      actor,
      kind,
      JSON.stringify(detail),
    );
  }

  return asynchronous({
    appendOutcome: (draft: OutcomeDraft, audit: AuditDraft) =>
      append(OUTCOME_JOURNAL, draft, {
        key: [draft.customerId, draft.agreementId, draft.productId],
        values: [draft.kind, draft.undoesSeq, draft.snoozeUntil, draft.reason, draft.note],
        audit,
      }),
    outcomesAfter: (id: number) => statement(`${OUTCOMES} WHERE o.id > ? ORDER BY o.id`).all(id).map(readOutcome),
    appendNote: (draft: NoteDraft, audit: AuditDraft) =>
      append(NOTE_JOURNAL, draft, { key: [draft.customerId], values: [draft.note, draft.nextContactOn], audit }),
    notesAfter: (id: number) => statement(`${NOTES} WHERE o.id > ? ORDER BY o.id`).all(id).map(readNote),
    knowPerson: (person: Person, atSec: number) => writePerson(person, atSec),
    writeAudit: (entry: AuditDraft) => writeAuditRow(entry),
    auditPage: (filter: AuditFilter, { offset, limit }: { offset: number; limit: number }) => {
      const where = "WHERE (?1 IS NULL OR a.actor = ?1) AND (?2 IS NULL OR a.kind = ?2)";
      const count = statement(`SELECT count(*) AS total FROM audit_log a ${where}`).get(filter.actor, filter.kind);
      const rows = statement(`SELECT a.id, a.at_sec, a.actor, p.name AS actor_name, a.kind, a.detail FROM audit_log a
        LEFT JOIN people p ON p.subject = a.actor ${where} ORDER BY a.id DESC LIMIT ?3 OFFSET ?4`).all(
        filter.actor,
        filter.kind,
        limit,
        offset,
      );
      return { rows: rows.map(readAudit), total: Number(count?.total) };
    },
    auditActors: () =>
      statement(`SELECT a.actor AS subject, p.name AS name FROM (SELECT DISTINCT actor FROM audit_log) a
        LEFT JOIN people p ON p.subject = a.actor ORDER BY p.name IS NULL, p.name, a.actor`)
        .all()
        .map(({ subject, name }) => ({ subject: String(subject), name: textOrNull(name) })),
    setting: (key: string): unknown => {
      const row = statement("SELECT value FROM settings WHERE key = ?").get(key);
      return row === undefined ? null : JSON.parse(String(row.value));
    },
    putSetting: (key: string, value: unknown, { actor, atSec }: { actor: Person; atSec: number }) =>
      inTransaction(database, () => {
        writePerson(actor, atSec);
        statement(`INSERT INTO settings (key, value, changed_by, changed_at_sec) VALUES (?, ?, ?, ?) ON CONFLICT (key)
          DO UPDATE SET value = excluded.value, changed_by = excluded.changed_by, changed_at_sec = excluded.changed_at_sec`).run(
          key,
          JSON.stringify(value),
          actor.subject,
          atSec,
        );
      }),
    close: () => database.close(),
  });
}

/** Each text is prepared once. */
function statementsOf(database: DatabaseSync): (sql: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    let found = prepared.get(sql);
    if (found === undefined) {
      found = database.prepare(sql);
      prepared.set(sql, found);
    }
    return found;
  };
}

type Synchronous<Port> = {
  [Name in keyof Port]: Port[Name] extends (...values: infer Values) => Promise<infer Result>
    ? (...values: Values) => Result
    : never;
};

/** The port answers by promise, because other engines do; SQLite answers at once. */
function asynchronous(store: Synchronous<AppStorePort>): AppStorePort {
  return Object.fromEntries(
    Object.entries(store).map(([name, method]) => [
      name,
      async (...values: never[]) => guarded(() => (method as (...values: never[]) => unknown)(...values)),
    ]),
  ) as unknown as AppStorePort;
}

const textOrNull = (value: SQLOutputValue) => (value === null ? null : String(value));

function readRevision(row: Row) {
  return {
    id: Number(row.id),
    seq: Number(row.seq),
    basedOnSeq: Number(row.based_on_seq),
    actor: { subject: String(row.actor), name: String(row.actor_name) },
    atSec: Number(row.at_sec),
  };
}

function readOutcome(row: Row): OutcomeEvent {
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

function readNote(row: Row): NoteRevision {
  return {
    ...readRevision(row),
    customerId: customerId(String(row.customer_id)),
    note: String(row.note),
    nextContactOn: textOrNull(row.next_contact_on),
  };
}

function readAudit(row: Row): AuditEntry {
  return {
    id: Number(row.id),
    atSec: Number(row.at_sec),
    actor: String(row.actor),
    actorName: textOrNull(row.actor_name),
    kind: row.kind as AuditKind,
    detail: JSON.parse(String(row.detail)),
  };
}
