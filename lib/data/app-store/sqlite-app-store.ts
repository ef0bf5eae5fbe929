import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { AppStorePort } from "./app-store-port";
import { createAppStore } from "./create-app-store";
import { guarded, inTransaction, openSqliteFile } from "./sqlite-file";
import type { Answer, Program, Statement, StoreDialect } from "./store-program";

const DIALECT: StoreDialect = {
  insertNumbered: (table, columns) =>
    `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map((name) => `@${name}`).join(", ")}) RETURNING id`,
  page: "LIMIT @limit OFFSET @offset",
};

/** The store in one file, which several processes may use at once. Throws AppError `unavailable` or `corrupt`. */
export function openSqliteAppStore(file: string): AppStorePort {
  const database = openSqliteFile(file);
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
    read: async (program) => guarded(() => run(program())),
    write: async (program) => guarded(() => inTransaction(database, () => run(program()))),
    close: async () => database.close(),
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
