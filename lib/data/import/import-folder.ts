import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlText, withDuckDb } from "@/lib/data/duckdb/duckdb-file";
import type { RejectedLine, SnapshotManifest } from "@/lib/data/ports";
import { REJECTED_FILE } from "@/lib/data/snapshots/dataset-folder";
import { AppError } from "@/lib/domain/app-error";
import { checkCustomers, checkProducts, type Described } from "./check-descriptions";
import { checkOrderLines } from "./check-order-lines";
import { findImportFiles, type ImportFile } from "./find-import-files";
import { loadRawTable, type RawTable } from "./load-raw-table";
import { writeErpTables } from "./write-erp-tables";

export interface ImportReport {
  /** Records of order_lines, the refused ones included. */
  readonly lines: number;
  readonly rejected: NonNullable<SnapshotManifest["rejected"]>;
  /** The first refused lines, in the order of files and lines. */
  readonly firstRejected: readonly RejectedLine[];
  readonly warnings: readonly string[];
}

export interface ImportFolderOptions {
  readonly folder: string;
  /** DuckDB file to create. `rejected.csv` (file, line, reason, value) is written beside it. */
  readonly erpFile: string;
  readonly onStep?: (step: { readonly done: number; readonly total: number; readonly name: string }) => void;
}

const IMPORT_MEMORY_MB = 800;
const FIRST_REJECTED = 10;

/**
 * Reads an import folder into the ERP tables. A refused line is counted, listed with its number and reason, and leaves no
 * trace in the tables. Throws AppError `invalid_input` when there is no order_lines file, a column is missing or no
 * line is good.
 */
export async function importFolder({
  folder,
  erpFile,
  onStep = () => undefined,
}: ImportFolderOptions): Promise<ImportReport> {
  const files = await findImportFiles(folder);
  const temporaryFolder = join(dirname(erpFile), "reading");
  await mkdir(temporaryFolder, { recursive: true });
  const total = files.length + 3;
  let done = 0;
  const step = (name: string) => onStep({ done: done++, total, name });
  try {
    const settings = { access: "read_write", memoryLimitMb: IMPORT_MEMORY_MB, temporaryFolder } as const;
    return await withDuckDb(erpFile, settings, async (connection) => {
      await connection.run("SET TimeZone = 'UTC'");
      await connection.run("CREATE TEMP TABLE rejected (file VARCHAR, line BIGINT, reason VARCHAR, value VARCHAR)");
      const raw = new Map<string, { raw: RawTable; fileName: string }>();
      for (const file of files) {
        step(file.name);
        raw.set(file.table, { raw: await loadRawTable(connection, file, temporaryFolder), fileName: file.name });
      }
      step("checking");
      const lines = raw.get("order_lines") as NonNullable<Described>;
      const { returns, warnings } = await checkOrderLines(connection, lines.raw, lines.fileName);
      await checkProducts(connection, raw.get("products") ?? null);
      await checkCustomers(connection, raw.get("customers") ?? null);
      for (const { raw: loaded } of raw.values()) await connection.run(`DROP TABLE ${loaded.relation}`);
      const rejected = { ...(await countRejected(connection)), returns };
      const firstRejected = await listRejected(connection, files);
      await refuseWhenNothingIsGood(connection, { file: files[0], records: lines.raw.records, returns, firstRejected });
      step("writing");
      // One transaction: otherwise each of the many small statements waits for the disk.
      await connection.run("BEGIN");
      await writeErpTables(connection);
      await connection.run("COMMIT");
      await writeRejected(connection, { files, path: join(dirname(erpFile), REJECTED_FILE) });
      await connection.run("CHECKPOINT");
      step("done");
      return { lines: lines.raw.records, rejected, firstRejected, warnings };
    });
  } finally {
    await rm(temporaryFolder, { recursive: true, force: true });
  }
}

async function countRejected(
  connection: DuckDBConnection,
): Promise<{ total: number; byReason: Record<string, number> }> {
  const reader = await connection.runAndReadAll(
    "SELECT reason, COUNT(*) AS lines FROM rejected GROUP BY reason ORDER BY lines DESC, reason",
  );
  const byReason = Object.fromEntries(reader.getRows().map(([reason, lines]) => [String(reason), Number(lines)]));
  return { total: Object.values(byReason).reduce((sum, lines) => sum + lines, 0), byReason };
}

/** Files in the order they were read, then lines. */
function rejectedInOrder(files: readonly ImportFile[]): string {
  const places = files.map((file, index) => `WHEN ${sqlText(file.name)} THEN ${index}`).join(" ");
  return `SELECT file, line, reason, value FROM rejected ORDER BY CASE file ${places} END, line, reason`;
}

async function listRejected(connection: DuckDBConnection, files: readonly ImportFile[]): Promise<RejectedLine[]> {
  const reader = await connection.runAndReadAll(`${rejectedInOrder(files)} LIMIT ${FIRST_REJECTED}`);
  return reader.getRows().map(([file, line, reason, value]) => ({
    file: String(file),
    line: Number(line),
    reason: String(reason),
    value: String(value ?? ""),
  }));
}

async function writeRejected(
  connection: DuckDBConnection,
  { files, path }: { files: readonly ImportFile[]; path: string },
): Promise<void> {
  await connection.run(
    `COPY (${rejectedInOrder(files)}) TO ${sqlText(path)} (FORMAT csv, HEADER, DELIMITER ',', QUOTE '"', ESCAPE '"', FORCE_QUOTE (value))`,
  );
}

async function refuseWhenNothingIsGood(
  connection: DuckDBConnection,
  facts: { file: ImportFile; records: number; returns: number; firstRejected: readonly RejectedLine[] },
): Promise<void> {
  const good = Number((await connection.runAndReadAll("SELECT COUNT(*) FROM good_line")).getRows()[0][0]);
  if (good > 0) return;
  const [first] = facts.firstRejected;
  const why = first ? ` The first: line ${first.line}, ${first.reason}${first.value ? ` "${first.value}"` : ""}.` : "";
  const returned = facts.returns > 0 ? ` ${facts.returns} are returns.` : "";
  throw new AppError(
    "invalid_input",
    `None of the ${facts.records} lines of ${facts.file.name} is a purchase.${returned}${why}`,
    {
      remedy: "Correct the export (dates like 2026-01-31, quantities above zero) and import again.",
    },
  );
}
