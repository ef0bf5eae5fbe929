import { sqlText, withDuckDb } from "@/lib/data/duckdb/duckdb-file";
import type { RejectedLine } from "@/lib/data/ports";

/** A page of `rejected.csv`, in the order of the file. */
export async function readRejectedLines(
  path: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<RejectedLine[]> {
  return withDuckDb(":memory:", { access: "read_write", threads: 1 }, async (connection) => {
    const reader = await connection.runAndReadAll(
      `SELECT file, line, reason, value FROM read_csv(${sqlText(path)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
  parallel = false, columns = {'file': 'VARCHAR', 'line': 'BIGINT', 'reason': 'VARCHAR', 'value': 'VARCHAR'}) LIMIT $limit OFFSET $offset`,
      { limit: BigInt(limit), offset: BigInt(offset) },
    );
    return reader.getRows().map(([file, line, reason, value]) => ({
      file: String(file),
      line: Number(line),
      reason: String(reason),
      value: String(value ?? ""),
    }));
  });
}
