/** SQL that reads a raw column, whose type a Parquet file chooses and which is text in a CSV file. */

const quoted = (name: string) => `"${name}"`;

export interface RawColumn {
  readonly name: string;
  /** DuckDB type, undefined where the file lacks the column. */
  readonly type: string | undefined;
}

/** Trimmed text, '' when absent or empty. A whole number stored as a float reads without its `.0`. */
export function textSql({ name, type }: RawColumn): string {
  if (type === undefined) return "''";
  if (/^(DOUBLE|FLOAT|DECIMAL)/.test(type)) {
    return `COALESCE(CASE WHEN ${quoted(name)} = FLOOR(${quoted(name)}) AND ABS(${quoted(name)}) < 1e15
      THEN CAST(CAST(${quoted(name)} AS BIGINT) AS VARCHAR) ELSE CAST(${quoted(name)} AS VARCHAR) END, '')`;
  }
  return `COALESCE(TRIM(CAST(${quoted(name)} AS VARCHAR), ' \t\n\r\u00a0'), '')`;
}

/** A finite DOUBLE, NULL when it is none. `text` is what `textSql` gave. */
export function numberSql({ name, type }: RawColumn, options: { text: string; decimalComma: boolean }): string {
  if (type === undefined) return "CAST(NULL AS DOUBLE)";
  if (type !== "VARCHAR")
    return `CASE WHEN ISFINITE(TRY_CAST(${quoted(name)} AS DOUBLE)) THEN TRY_CAST(${quoted(name)} AS DOUBLE) END`;
  const plain = options.decimalComma
    ? `REPLACE(REPLACE(REPLACE(${options.text}, ' ', ''), '\u00a0', ''), ',', '.')`
    : options.text;
  // The pattern keeps out what DuckDB also takes for a number: nan, inf, 1_000.
  return `CASE WHEN REGEXP_FULL_MATCH(${plain}, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,2})?') THEN TRY_CAST(${plain} AS DOUBLE) END`;
}

const TIMES = ["", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f"];
const formats = (date: string) => `[${TIMES.map((time) => `'${date}${time}'`).join(", ")}]`;

/**
 * A naive TIMESTAMP in UTC, NULL when the text is none. Takes ISO 8601 (T or space, with or without time, fraction, Z or
 * offset), 2020/01/31, 20200131, 31.01.2020 and, by `slashOrder`, 31/01/2020 or 01/31/2020.
 */
export function timestampSql(
  { name, type }: RawColumn,
  options: { text: string; slashOrder: "day_first" | "month_first" },
): string {
  if (type === undefined) return "CAST(NULL AS TIMESTAMP)";
  if (/^TIMESTAMP WITH TIME ZONE/.test(type)) return `${quoted(name)} AT TIME ZONE 'UTC'`;
  if (/^(TIMESTAMP|DATE)/.test(type)) return `CAST(${quoted(name)} AS TIMESTAMP)`;
  const { text } = options;
  const slash = options.slashOrder === "day_first" ? "%d/%m/%Y" : "%m/%d/%Y";
  return `CASE
    WHEN REGEXP_MATCHES(${text}, '^[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}') THEN
      CASE WHEN REGEXP_MATCHES(${text}, ':[0-9]{2}([.][0-9]+)? ?[+-][0-9]{2}(:?[0-9]{2})?$')
        THEN TRY_CAST(${text} AS TIMESTAMPTZ) AT TIME ZONE 'UTC' ELSE TRY_CAST(${text} AS TIMESTAMP) END
    WHEN REGEXP_FULL_MATCH(${text}, '[0-9]{8}') THEN TRY_STRPTIME(${text}, '%Y%m%d')
    WHEN REGEXP_MATCHES(${text}, '^[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{4}') THEN TRY_STRPTIME(${text}, ${formats("%d.%m.%Y")})
    WHEN REGEXP_MATCHES(${text}, '^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}') THEN TRY_STRPTIME(${text}, ${formats(slash)})
  END`;
}
