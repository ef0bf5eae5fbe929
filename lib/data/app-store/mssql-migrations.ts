import type { MIGRATIONS } from "./migrations";

/** Compared byte by byte, as SQLite does: two people are not one because their subjects differ in case alone. */
const T = "COLLATE Latin1_General_100_BIN2";
const SUBJECT = `nvarchar(400) ${T}`;
const ID = `nvarchar(200) ${T}`;
const DATE = `nvarchar(10) ${T}`;
const WORD = `nvarchar(40) ${T}`;

/** Raises for whoever may write to the table, too. */
const appendOnly = (table: string) =>
  `CREATE TRIGGER ${table}_append_only ON ${table} INSTEAD OF UPDATE, DELETE AS THROW 50001, '${table} is append-only', 1;`;

/**
 * The steps of `migrations.ts` for SQL Server 2016 and later. Each is a list of batches, because a trigger has to be the first
 * statement of one. An index key may be 1,700 bytes long, two a character.
 */
export const MSSQL_MIGRATIONS = [
  [
    `CREATE TABLE people (
  subject ${SUBJECT} NOT NULL PRIMARY KEY,
  name nvarchar(400) ${T} NOT NULL,
  seen_at_sec bigint NOT NULL
);

CREATE TABLE outcomes (
  id bigint IDENTITY(1, 1) NOT NULL PRIMARY KEY,
  customer_id ${ID} NOT NULL,
  agreement_id ${ID} NOT NULL,
  product_id ${ID} NOT NULL,
  seq int NOT NULL CHECK (seq >= 1),
  based_on_seq int NOT NULL CHECK (based_on_seq >= 0),
  kind ${WORD} NOT NULL CHECK (kind IN ('offered', 'ordered', 'not_now', 'never', 'undo')),
  undoes_seq int NULL,
  snooze_until ${DATE} NULL,
  reason ${WORD} NULL,
  note nvarchar(max) ${T} NULL,
  actor ${SUBJECT} NOT NULL REFERENCES people (subject),
  at_sec bigint NOT NULL,
  idempotency_key nvarchar(100) ${T} NOT NULL,
  CHECK ((kind = 'undo' AND undoes_seq IS NOT NULL) OR (kind <> 'undo' AND undoes_seq IS NULL)),
  CHECK ((kind = 'not_now' AND snooze_until IS NOT NULL) OR (kind <> 'not_now' AND snooze_until IS NULL)),
  CHECK ((kind = 'never' AND reason IS NOT NULL) OR (kind <> 'never' AND reason IS NULL)),
  CONSTRAINT outcomes_seq UNIQUE (customer_id, agreement_id, product_id, seq),
  CONSTRAINT outcomes_once UNIQUE (actor, idempotency_key)
);

CREATE TABLE customer_notes (
  id bigint IDENTITY(1, 1) NOT NULL PRIMARY KEY,
  customer_id ${ID} NOT NULL,
  seq int NOT NULL CHECK (seq >= 1),
  based_on_seq int NOT NULL CHECK (based_on_seq >= 0),
  note nvarchar(max) ${T} NOT NULL,
  next_contact_on ${DATE} NULL,
  actor ${SUBJECT} NOT NULL REFERENCES people (subject),
  at_sec bigint NOT NULL,
  idempotency_key nvarchar(100) ${T} NOT NULL,
  CONSTRAINT customer_notes_seq UNIQUE (customer_id, seq),
  CONSTRAINT customer_notes_once UNIQUE (actor, idempotency_key)
);

CREATE TABLE audit_log (
  id bigint IDENTITY(1, 1) NOT NULL PRIMARY KEY,
  at_sec bigint NOT NULL,
  actor ${SUBJECT} NOT NULL,
  kind ${WORD} NOT NULL,
  detail nvarchar(max) ${T} NOT NULL
);
CREATE INDEX audit_log_actor ON audit_log (actor, id);
CREATE INDEX audit_log_kind ON audit_log (kind, id);

CREATE TABLE settings (
  "key" ${ID} NOT NULL PRIMARY KEY,
  value nvarchar(max) ${T} NOT NULL,
  changed_by ${SUBJECT} NOT NULL REFERENCES people (subject),
  changed_at_sec bigint NOT NULL
);

CREATE TABLE saved_views (
  id bigint IDENTITY(1, 1) NOT NULL PRIMARY KEY,
  owner ${SUBJECT} NOT NULL REFERENCES people (subject),
  screen nvarchar(100) ${T} NOT NULL,
  name nvarchar(200) ${T} NOT NULL,
  query nvarchar(max) ${T} NOT NULL,
  is_shared int NOT NULL DEFAULT 0 CHECK (is_shared IN (0, 1)),
  changed_at_sec bigint NOT NULL,
  CONSTRAINT saved_views_name UNIQUE (owner, screen, name)
);`,
    appendOnly("outcomes"),
    appendOnly("customer_notes"),
    appendOnly("audit_log"),
  ],
  [
    `ALTER TABLE settings ADD version int NOT NULL DEFAULT 1;

CREATE TABLE kept_values (
  "key" nvarchar(850) ${T} NOT NULL PRIMARY KEY NONCLUSTERED,
  value nvarchar(max) ${T} NOT NULL,
  at_sec bigint NOT NULL
);

CREATE TABLE job_runs (
  id bigint IDENTITY(1, 1) NOT NULL PRIMARY KEY,
  kind ${WORD} NOT NULL,
  state ${WORD} NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
  set_off_by ${WORD} NOT NULL CHECK (set_off_by IN ('schedule', 'person', 'command', 'retry')),
  started_by ${SUBJECT} NULL REFERENCES people (subject),
  retry_of bigint NULL REFERENCES job_runs (id),
  worker nvarchar(200) ${T} NULL,
  queued_at_sec bigint NOT NULL,
  started_at_sec bigint NULL,
  finished_at_sec bigint NULL,
  heartbeat_sec bigint NULL,
  progress float NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
  counts nvarchar(max) ${T} NOT NULL DEFAULT '{}',
  error nvarchar(max) ${T} NULL,
  log nvarchar(max) ${T} NOT NULL DEFAULT '',
  CHECK (worker IS NOT NULL OR state <> 'running'),
  CHECK ((state IN ('done', 'failed') AND finished_at_sec IS NOT NULL) OR (state NOT IN ('done', 'failed') AND finished_at_sec IS NULL)),
  CHECK ((state = 'failed' AND error IS NOT NULL) OR (state <> 'failed' AND error IS NULL))
);
CREATE INDEX job_runs_kind ON job_runs (kind, id);
CREATE UNIQUE INDEX job_runs_one_at_a_time ON job_runs (kind) WHERE state = 'running';`,
  ],
  [
    `CREATE TABLE lists_shown (
  day ${DATE} NOT NULL,
  customer_id ${ID} NOT NULL,
  agreement_id ${ID} NOT NULL,
  viewer ${SUBJECT} NOT NULL,
  products nvarchar(max) ${T} NOT NULL,
  PRIMARY KEY NONCLUSTERED (day, customer_id, agreement_id, viewer)
);`,
  ],
] as const satisfies readonly (readonly string[])[] & { readonly length: (typeof MIGRATIONS)["length"] };
