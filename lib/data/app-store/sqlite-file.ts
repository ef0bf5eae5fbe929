import { mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "@/lib/domain/app-error";
import { MIGRATIONS } from "./migrations";

/** How long a write waits for another process's. */
const BUSY_TIMEOUT_MS = 5_000;
/** Changing the journal mode does not wait for locks (sqlite.org/wal.html), so that is tried again by hand. */
const WAL_TRIES = 100;
const WAL_PAUSE_MS = 20;

/** Primary result codes of SQLite (sqlite.org/rescode.html). */
const CODES = { busy: 5, locked: 6, corrupt: 11, notADatabase: 26 } as const;

/** Runs the work; a failure of SQLite becomes AppError `unavailable` or `corrupt`, any other passes. */
export function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ERR_SQLITE_ERROR") throw error;
    const code = primaryCode(error);
    if (code === CODES.corrupt || code === CODES.notADatabase) {
      throw new AppError("corrupt", "The program's own store is damaged.", {
        remedy: "Restore app.sqlite in the data directory from a backup.",
        cause: error,
      });
    }
    throw new AppError("unavailable", "The program's own store cannot be used now.", {
      remedy: "Try again; if it goes on, check the space and the permissions of the data directory.",
      cause: error,
    });
  }
}

const primaryCode = (error: unknown) => Number((error as { errcode?: unknown }).errcode) & 0xff;

/** Opens (and creates, and brings up to date) a database file. `:memory:` is one that ends with the process. */
export function openSqliteFile(file: string, migrations: readonly string[] = MIGRATIONS): DatabaseSync {
  return guarded(() => {
    if (file !== ":memory:") mkdirSync(path.dirname(file), { recursive: true });
    const database = new DatabaseSync(file, { enableForeignKeyConstraints: true });
    try {
      database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
      switchToWriteAheadLog(database);
      // Every commit reaches the disk: an outcome that was confirmed is not lost with the power.
      database.exec("PRAGMA synchronous = FULL");
      migrate(database, migrations);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

function switchToWriteAheadLog(database: DatabaseSync): void {
  for (let attempt = 1; ; attempt++) {
    try {
      database.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (error) {
      const code = primaryCode(error);
      if (attempt === WAL_TRIES || (code !== CODES.busy && code !== CODES.locked)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAL_PAUSE_MS);
    }
  }
}

/** Takes the write lock before it looks, so that of two processes that start together one migrates and one finds it done. */
function migrate(database: DatabaseSync, migrations: readonly string[]): void {
  inTransaction(database, () => {
    const version = Number(database.prepare("PRAGMA user_version").get()?.user_version);
    if (version > migrations.length) {
      throw new AppError("unavailable", "The program's own store was written by a newer version.", {
        remedy: "Start that version again, or give this one a data directory of its own.",
      });
    }
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
