/**
 * What the store does, written once for every engine: a program yields its statements one by one and is sent their
 * answers. SQLite runs it at a stretch, a server between round trips; neither shows another writer's half of one.
 */
export type StoreValue = string | number | null;
export type StoreRow = Readonly<Record<string, unknown>>;

export interface Statement {
  /** In the dialect that SQLite and SQL Server share; parameters are `@name`, reserved names stand in double quotes. */
  readonly sql: string;
  readonly values: Readonly<Record<string, StoreValue>>;
}

export interface Answer {
  readonly rows: readonly StoreRow[];
  /** Rows inserted, changed or removed. */
  readonly changes: number;
}

export type Program<Result> = Generator<Statement, Result, Answer>;

/** The few texts that differ. */
export interface StoreDialect {
  /** Inserts a row of the columns (values under the same names) and answers its number as `id`. */
  insertNumbered(table: string, columns: readonly string[]): string;
  /** Ends a query that has an ORDER BY; takes `@offset` and `@limit`. */
  readonly page: string;
}

export interface StoreEngine {
  readonly dialect: StoreDialect;
  read<Result>(program: () => Program<Result>): Promise<Result>;
  /** All of the program or nothing of it, one writer at a time over all processes. */
  write<Result>(program: () => Program<Result>): Promise<Result>;
  close(): Promise<void>;
}

type Values = Readonly<Record<string, StoreValue>>;

export function* rowsOf(sql: string, values: Values = {}): Program<readonly StoreRow[]> {
  return (yield { sql, values }).rows;
}

export function* rowOf(sql: string, values: Values = {}): Program<StoreRow | null> {
  return (yield { sql, values }).rows[0] ?? null;
}

/** How many rows it changed. */
export function* change(sql: string, values: Values): Program<number> {
  return (yield { sql, values }).changes;
}

/** Adds a row and answers its number, larger than any before it. */
export function* insertNumbered(dialect: StoreDialect, table: string, values: Values): Program<number> {
  const row = yield* rowOf(dialect.insertNumbered(table, Object.keys(values)), values);
  return Number(row?.id);
}

/** Adds a row under a key, or changes the one that is there. */
export function* put(table: string, key: Values, values: Values): Program<void> {
  const equal = (names: readonly string[]) => names.map((name) => `"${name}" = @${name}`);
  const all = { ...values, ...key };
  const changed = yield* change(
    `UPDATE ${table} SET ${equal(Object.keys(values)).join(", ")} WHERE ${equal(Object.keys(key)).join(" AND ")}`,
    all,
  );
  if (changed > 0) return;
  const names = Object.keys(all);
  yield* change(
    `INSERT INTO ${table} (${names.map((name) => `"${name}"`).join(", ")}) VALUES (${names.map((name) => `@${name}`).join(", ")})`,
    all,
  );
}

export const textOrNull = (value: unknown) => (value === null ? null : String(value));
export const numberOrNull = (value: unknown) => (value === null ? null : Number(value));
