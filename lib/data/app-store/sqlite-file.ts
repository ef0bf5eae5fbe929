import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { StoreFailure } from "@/lib/domain/store-failure";
import { MIGRATIONS } from "./migrations";
import { newerVersion } from "./newer-version";

/** How long opening waits for another process that creates or migrates the file. */
const OPEN_TIMEOUT_MS = 5_000;
/** A statement waits so long by itself, at the cost of everything else in the process; longer waits pause between tries. */
const BUSY_TIMEOUT_MS = 50;
/** Changing the journal mode does not wait for locks (sqlite.org/wal.html), so that is tried again by hand. */
const WAL_TRIES = 100;
const WAL_PAUSE_MS = 20;

/** Primary result codes of SQLite (sqlite.org/rescode.html). */
const CODES = { busy: 5, locked: 6, readOnly: 8, corrupt: 11, notADatabase: 26 } as const;

/** Runs the work; a failure of SQLite becomes a StoreFailure, any other passes. */
export function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const code = primaryCode(error);
    if (code === null) throw error;
    if (code === CODES.corrupt || code === CODES.notADatabase) throw new StoreFailure("corrupt", error);
    throw new StoreFailure(code === CODES.readOnly ? "read_only" : "away", error);
  }
}

/** Whether SQLite failed because somebody else holds the file. */
export function isBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code === CODES.busy || code === CODES.locked;
}

function primaryCode(error: unknown): number | null {
  if ((error as { code?: unknown }).code !== "ERR_SQLITE_ERROR") return null;
  return Number((error as { errcode?: unknown }).errcode) & 0xff;
}

export interface OpenOptions {
  readonly migrations?: readonly string[];
  /** The file was there a moment ago: an empty one in its place would hide what people did. */
  readonly mustExist?: boolean;
}

/**
 * Opens (and creates, and brings up to date) a database file; one that may only be read is opened as it is. `:memory:` is one
 * that ends with the process. Throws StoreFailure, or AppError `unavailable` for a file of a newer version.
 */
export function openSqliteFile(
  file: string,
  { migrations = MIGRATIONS, mustExist = false }: OpenOptions = {},
): DatabaseSync {
  return guarded(() => {
    if (mustExist && !existsSync(file)) throw new StoreFailure("away", null);
    if (file !== ":memory:") makeFolder(path.dirname(file));
    try {
      return openForWriting(file, migrations);
    } catch (error) {
      if (primaryCode(error) !== CODES.readOnly) throw error;
      return openForReading(file, migrations);
    }
  });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new StoreFailure("away", error);
  }
}

function openForWriting(file: string, migrations: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: OPEN_TIMEOUT_MS });
  try {
    switchToWriteAheadLog(database);
    // Every commit reaches the disk: an outcome that was confirmed is not lost with the power.
    database.exec("PRAGMA synchronous = FULL");
    // An up-to-date file is opened without a lock, so that a long write elsewhere keeps nobody from reading.
    if (versionOf(database) !== migrations.length) migrate(database, migrations);
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function openForReading(file: string, migrations: readonly string[]): DatabaseSync {
  // Without its log beside it the file is whole, and SQLite could not make one to read it by (sqlite.org/wal.html, read-only).
  const isWhole = !existsSync(`${file}-wal`);
  const address = pathToFileURL(file);
  if (isWhole) address.search = "immutable=1";
  const database = new DatabaseSync(address, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    // An older schema cannot be read by these programs, and cannot be brought up to date either.
    if (versionOf(database) !== migrations.length) throw new StoreFailure("read_only", null);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function switchToWriteAheadLog(database: DatabaseSync): void {
  for (let attempt = 1; ; attempt++) {
    try {
      database.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (error) {
      if (attempt === WAL_TRIES || !isBusy(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAL_PAUSE_MS);
    }
  }
}

const versionOf = (database: DatabaseSync) => Number(database.prepare("PRAGMA user_version").get()?.user_version);

/** Takes the write lock before it looks, so that of two processes that start together one migrates and one finds it done. */
function migrate(database: DatabaseSync, migrations: readonly string[]): void {
  inTransaction(database, () => {
    const version = versionOf(database);
    if (version > migrations.length) throw newerVersion();
    for (const step of migrations.slice(version)) database.exec(step);
    if (version < migrations.length) database.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

/** All of the work or none of it. */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
