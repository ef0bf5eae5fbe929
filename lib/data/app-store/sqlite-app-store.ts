import { statSync } from "node:fs";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { StoreFailure } from "@/lib/domain/store-failure";
import type { AppStorePort } from "./app-store-port";
import { createAppStore } from "./create-app-store";
import { guarded, inTransaction, isBusy, openSqliteFile } from "./sqlite-file";
import type { Answer, Program, Statement, StoreDialect } from "./store-program";

const DIALECT: StoreDialect = {
  insertNumbered: (table, columns) =>
    `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map((name) => `@${name}`).join(", ")}) RETURNING id`,
  page: "LIMIT @limit OFFSET @offset",
};

/** How long a write waits for another process's. */
const WAIT_MS = 5_000;
const PAUSE_MS = 25;

/** The store in one file, which several processes may use at once. Throws StoreFailure. */
export function openSqliteAppStore(
  file: string,
  { waitMs = WAIT_MS, mustExist = false }: { waitMs?: number; mustExist?: boolean } = {},
): AppStorePort {
  const database = openSqliteFile(file, { mustExist });
  const assertInPlace = file === ":memory:" ? () => undefined : placeOf(file);
  const statement = statementsOf(database);

  function answer({ sql, values }: Statement): Answer {
    const prepared = statement(sql);
    if (prepared.columns().length > 0) return { rows: prepared.all(values), changes: 0 };
    return { rows: [], changes: Number(prepared.run(values).changes) };
  }

  /** Without a pause: nothing else of this process comes between two statements. */
  function run<Result>(program: Program<Result>): Result {
    let step = program.next();
    while (!step.done) step = program.next(answer(step.value));
    return step.value;
  }

  return createAppStore({
    dialect: DIALECT,
    read: (program) => patiently(waitMs, () => run(program())),
    write: (program) =>
      patiently(waitMs, () => {
        assertInPlace();
        return inTransaction(database, () => run(program()));
      }),
    close: async () => database.close(),
  });
}

/** SQLite goes on writing into a file that was removed or replaced under it, and all of that would be lost. */
function placeOf(file: string): () => void {
  const opened = statSync(file);
  return () => {
    const now = statSync(file, { throwIfNoEntry: false });
    if (now?.ino !== opened.ino || now.dev !== opened.dev) throw new StoreFailure("away", null);
  };
}

/** Tries again while somebody else holds the file; the rest of the process goes on meanwhile. */
async function patiently<Result>(waitMs: number, work: () => Result): Promise<Result> {
  const endMs = performance.now() + waitMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= endMs) return guarded(() => raise(error));
    }
    await sleep(PAUSE_MS);
  }
}

function raise(error: unknown): never {
  throw error;
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
