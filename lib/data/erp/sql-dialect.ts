import type { ErpShape } from "./erp-shape";
import type { IdSqlType } from "./schema";

/** How a value is bound. `instant` is seconds since 1970 UTC, `ids` a list of ids of the type named. */
export type ParameterType = "bigint" | "text" | "integer" | "instant" | "ids";
export type ParameterValue = string | number | null | readonly string[];

/** A statement with its named parameters. The text is fixed once built, so an adapter can keep it prepared. */
export interface ErpQuery {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, ParameterType>>;
}

export type Engine = "duckdb" | "mssql";

/**
 * The few places where DuckDB and SQL Server 2016+ differ. Everything else is written in the dialect both share: no
 * LIMIT or TOP, flags through CAST(x AS INT), names in double quotes, an alias in lower case for every column (the case
 * of catalogue names differs between servers), text literals only in ASCII.
 */
export interface SqlDialect {
  readonly engine: Engine;
  /** What stands after FROM for a table of `schema.ts`: of the schema and under the name given, unless `spelledDialect` made it. */
  table(name: string): string;
  parameter(name: string): string;
  /** Whole seconds since 1970 of a timestamp without zone, rounded down, as INT. */
  epochSec(expression: string): string;
  /**
   * A list of ids bound as one JSON array, as a derived table with the column `id`: never an IN list, which SQL Server
   * ends at 2,100 parameters.
   */
  idList(parameterName: string, idType: IdSqlType): string;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

export function sqlDialect(engine: Engine, schema: string): SqlDialect {
  const table = (name: string) => `${quoted(schema)}.${quoted(name)}`;
  if (engine === "duckdb") {
    return {
      engine,
      table,
      parameter: (name) => `$${name}`,
      epochSec: (expression) => `CAST(FLOOR(EPOCH(${expression})) AS INT)`,
      idList: (name, idType) => `(SELECT CAST(UNNEST(FROM_JSON($${name}, '["VARCHAR"]')) AS ${idType}) AS id)`,
    };
  }
  return {
    engine,
    table,
    parameter: (name) => `@${name}`,
    // The server may compute a column before it drops the row: a date of the year 9999 would then end the statement.
    epochSec: (expression) =>
      `CAST(CASE WHEN ${expression} >= '1902-01-01T00:00:00' AND ${expression} < '2038-01-01T00:00:00' THEN DATEDIFF_BIG(SECOND, '1970-01-01T00:00:00', ${expression}) END AS INT)`,
    idList: (name, idType) =>
      `(SELECT CAST(value AS ${idType === "BIGINT" ? "BIGINT" : "NVARCHAR(100)"}) AS id FROM OPENJSON(@${name}))`,
  };
}

/**
 * The dialect of one source: a table whose names the source spells otherwise (another case under a case-sensitive
 * collation, a validity column by another name) is read through a derived table that gives them the names of
 * `schema.ts`, so that every statement is written once.
 */
export function spelledDialect(dialect: SqlDialect, shape: ErpShape): SqlDialect {
  return {
    ...dialect,
    table(name) {
      const found = shape.spelling(name);
      if (found === null) return dialect.table(name);
      const place = `${quoted(found.schema)}.${quoted(found.table)}`;
      if (found.table === name && found.columns.every(([ours, theirs]) => ours === theirs)) return place;
      const columns = found.columns.map(([ours, theirs]) => `t.${quoted(theirs)} AS ${quoted(ours)}`);
      return `(SELECT ${columns.join(", ")} FROM ${place} t)`;
    },
  };
}
