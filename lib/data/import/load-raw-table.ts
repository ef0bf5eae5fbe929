import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText } from "@/lib/data/duckdb/duckdb-file";
import type { RejectedLine } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { ImportFile } from "./find-import-files";
import { IMPORT_FILES } from "./import-columns";
import { normaliseCsv } from "./normalise-csv";

/** A file as a temporary table `raw_<table>`: column `line` (file line, or row of a Parquet file) and the known columns. */
export interface RawTable {
  readonly relation: string;
  /** DuckDB type of each known column the file has; VARCHAR for all of a CSV file. */
  readonly types: ReadonlyMap<string, string>;
  /** 1,5 means one and a half: only where the comma does not separate fields. */
  readonly decimalComma: boolean;
  /** Records of the file, the refused ones included. */
  readonly records: number;
}

const REJECTED_BATCH = 20_000;

/** Reads one import file. Records that are no records go to the temporary table `rejected`. */
export async function loadRawTable(
  connection: DuckDBConnection,
  file: ImportFile,
  temporaryFolder: string,
): Promise<RawTable> {
  const relation = `raw_${file.table}`;
  return file.format === "parquet"
    ? loadParquet(connection, file, relation)
    : loadCsv({ connection, file, relation, temporaryFolder });
}

async function loadCsv({
  connection,
  file,
  relation,
  temporaryFolder,
}: {
  connection: DuckDBConnection;
  file: ImportFile;
  relation: string;
  temporaryFolder: string;
}): Promise<RawTable> {
  const cleanPath = join(temporaryFolder, `${file.table}.clean.csv`);
  const { header, records, rejected } = await normaliseCsv({ path: file.path, name: file.name, cleanPath });
  const known = knownColumns(file, header.columns);
  await addRejected(connection, rejected);
  const columns = ["'line': 'BIGINT'", ...header.columns.map((_, index) => `'c${index}': 'VARCHAR'`)].join(", ");
  const picked = [...known].map(([name, index]) => `c${index} AS "${name}"`).join(", ");
  await connection.run(`CREATE TEMP TABLE ${relation} AS SELECT line, ${picked}
FROM read_csv(${sqlText(cleanPath)}, auto_detect = false, header = false, delim = ${sqlText(header.separator)}, quote = '"', escape = '"',
  new_line = '\\n', nullstr = '', strict_mode = true, null_padding = false, max_line_size = 1048576, columns = {${columns}})`);
  await rm(cleanPath);
  return {
    relation,
    types: new Map([...known.keys()].map((name) => [name, "VARCHAR"])),
    decimalComma: header.separator !== ",",
    records,
  };
}

async function loadParquet(connection: DuckDBConnection, file: ImportFile, relation: string): Promise<RawTable> {
  const source = `read_parquet(${sqlText(file.path)}, file_row_number = true)`;
  let described: { column_name: string; column_type: string }[];
  try {
    const reader = await connection.runAndReadAll(`DESCRIBE SELECT * EXCLUDE (file_row_number) FROM ${source}`);
    described = reader.getRowObjectsJS() as unknown as { column_name: string; column_type: string }[];
    const known = knownColumns(
      file,
      described.map((column) => column.column_name.trim().toLowerCase()),
    );
    const picked = [...known]
      .map(([name, index]) => `"${described[index].column_name.replaceAll('"', '""')}" AS "${name}"`)
      .join(", ");
    await connection.run(
      `CREATE TEMP TABLE ${relation} AS SELECT file_row_number + 1 AS line, ${picked} FROM ${source}`,
    );
    const types = new Map([...known].map(([name, index]) => [name, described[index].column_type]));
    const records = Number((await connection.runAndReadAll(`SELECT COUNT(*) FROM ${relation}`)).getRows()[0][0]);
    return { relation, types, decimalComma: false, records };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("invalid_input", `${file.name} cannot be read as a Parquet file.`, {
      remedy: "Export it again, or save it as CSV.",
      cause,
    });
  }
}

/** Place of each known column in the file. Throws when a required one is missing or one stands there twice. */
function knownColumns(file: ImportFile, columns: readonly string[]): Map<string, number> {
  const { required, optional } = IMPORT_FILES[file.table];
  const missing = required.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    throw new AppError(
      "invalid_input",
      `${file.name} lacks the ${missing.length === 1 ? "column" : "columns"} ${missing.join(", ")}.`,
      {
        remedy: `Its first line must name ${required.join(", ")}; it names ${columns.slice(0, 20).join(", ")}.`,
      },
    );
  }
  const known = new Map<string, number>();
  for (const name of [...required, ...optional]) {
    const first = columns.indexOf(name);
    if (first < 0) continue;
    if (columns.indexOf(name, first + 1) >= 0) {
      throw new AppError("invalid_input", `${file.name} has the column ${name} twice.`, {
        remedy: "Remove or rename one of them.",
      });
    }
    known.set(name, first);
  }
  return known;
}

async function addRejected(connection: DuckDBConnection, rejected: readonly RejectedLine[]): Promise<void> {
  for (let from = 0; from < rejected.length; from += REJECTED_BATCH) {
    await connection.run(
      `INSERT INTO rejected SELECT r.file, r.line, r.reason, r.value
FROM (SELECT UNNEST(FROM_JSON($rows, '[{"file":"VARCHAR","line":"BIGINT","reason":"VARCHAR","value":"VARCHAR"}]')) AS r)`,
      { rows: JSON.stringify(rejected.slice(from, from + REJECTED_BATCH)) },
    );
  }
}
