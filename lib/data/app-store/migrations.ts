/**
 * Steps of the store's schema on SQLite, in order; `mssql-migrations.ts` has the same ones for SQL Server. A released step is
 * never edited: a change is a new step behind it, in both.
 */
export const MIGRATIONS = [
  `
  CREATE TABLE people (
    subject TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    seen_at_sec INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE outcomes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id TEXT NOT NULL,
    agreement_id TEXT NOT NULL,
    product_id TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq >= 1),
    based_on_seq INTEGER NOT NULL CHECK (based_on_seq >= 0),
    kind TEXT NOT NULL CHECK (kind IN ('offered', 'ordered', 'not_now', 'never', 'undo')),
    undoes_seq INTEGER CHECK ((undoes_seq IS NOT NULL) = (kind = 'undo')),
    snooze_until TEXT CHECK ((snooze_until IS NOT NULL) = (kind = 'not_now')),
    reason TEXT CHECK ((reason IS NOT NULL) = (kind = 'never')),
    note TEXT,
    actor TEXT NOT NULL REFERENCES people (subject),
    at_sec INTEGER NOT NULL,
    idempotency_key TEXT NOT NULL,
    UNIQUE (customer_id, agreement_id, product_id, seq),
    UNIQUE (actor, idempotency_key)
  ) STRICT;

  CREATE TABLE customer_notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq >= 1),
    based_on_seq INTEGER NOT NULL CHECK (based_on_seq >= 0),
    note TEXT NOT NULL,
    next_contact_on TEXT,
    actor TEXT NOT NULL REFERENCES people (subject),
    at_sec INTEGER NOT NULL,
    idempotency_key TEXT NOT NULL,
    UNIQUE (customer_id, seq),
    UNIQUE (actor, idempotency_key)
  ) STRICT;

  -- The actor may be somebody who was refused, and so is in no list of people.
  CREATE TABLE audit_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_sec INTEGER NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_log_actor ON audit_log (actor, id);
  CREATE INDEX audit_log_kind ON audit_log (kind, id);

  CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    changed_by TEXT NOT NULL REFERENCES people (subject),
    changed_at_sec INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE saved_views (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL REFERENCES people (subject),
    screen TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    is_shared INTEGER NOT NULL DEFAULT 0 CHECK (is_shared IN (0, 1)),
    changed_at_sec INTEGER NOT NULL,
    UNIQUE (owner, screen, name)
  ) STRICT;

  -- lease_until_sec: a run whose worker stopped renewing it may be taken over.
  CREATE TABLE job_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    trigger TEXT NOT NULL CHECK (trigger IN ('schedule', 'person', 'command', 'retry')),
    requested_by TEXT REFERENCES people (subject),
    retry_of INTEGER REFERENCES job_runs (id),
    worker TEXT,
    lease_until_sec INTEGER,
    queued_at_sec INTEGER NOT NULL,
    started_at_sec INTEGER,
    ended_at_sec INTEGER,
    progress REAL NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
    counts TEXT NOT NULL DEFAULT '{}',
    error TEXT,
    log TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE INDEX job_runs_job ON job_runs (job, id);
  CREATE UNIQUE INDEX job_runs_one_at_a_time ON job_runs (job) WHERE state = 'running';

  ${appendOnly("outcomes")}
  ${appendOnly("customer_notes")}
  ${appendOnly("audit_log")}
  `,
  `
  ALTER TABLE settings ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

  CREATE TABLE kept_values (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    at_sec INTEGER NOT NULL
  ) STRICT;

  -- Nothing was ever written into the first one. heartbeat_sec: a run whose worker stopped renewing it may be taken over.
  DROP TABLE job_runs;
  CREATE TABLE job_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    set_off_by TEXT NOT NULL CHECK (set_off_by IN ('schedule', 'person', 'command', 'retry')),
    started_by TEXT REFERENCES people (subject),
    retry_of INTEGER REFERENCES job_runs (id),
    worker TEXT CHECK ((worker IS NOT NULL) OR state <> 'running'),
    queued_at_sec INTEGER NOT NULL,
    started_at_sec INTEGER,
    finished_at_sec INTEGER CHECK ((finished_at_sec IS NOT NULL) = (state IN ('done', 'failed'))),
    heartbeat_sec INTEGER,
    progress REAL NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
    counts TEXT NOT NULL DEFAULT '{}',
    error TEXT CHECK ((error IS NOT NULL) = (state = 'failed')),
    log TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE INDEX job_runs_kind ON job_runs (kind, id);
  CREATE UNIQUE INDEX job_runs_one_at_a_time ON job_runs (kind) WHERE state = 'running';
  `,
  `
  -- One row a day, agreement and person, whatever the number of openings. products: JSON list of ids.
  CREATE TABLE lists_shown (
    day TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    agreement_id TEXT NOT NULL,
    viewer TEXT NOT NULL,
    products TEXT NOT NULL,
    PRIMARY KEY (day, customer_id, agreement_id, viewer)
  ) STRICT;
  `,
] as const;

function appendOnly(table: string): string {
  return ["UPDATE", "DELETE"]
    .map(
      (verb) => `
  CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
  BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
    )
    .join("\n");
}
