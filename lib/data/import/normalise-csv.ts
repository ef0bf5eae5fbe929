import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import type { RejectedLine } from "@/lib/data/ports";
import type { CsvHeader } from "./csv-dialect";
import { LONGEST_RECORD_BYTES, RecordReader, unreadable } from "./record-reader";

const LINE_FEED = 0x0a;
const READ_BYTES = 512 * 1024;
const WRITE_AT_BYTES = 1024 * 1024;
const SHOWN_CHARACTERS = 200;

export interface NormalisedCsv {
  readonly header: CsvHeader;
  /** Records after the header. */
  readonly records: number;
  readonly rejected: readonly RejectedLine[];
}

export interface NormaliseOptions {
  readonly path: string;
  /** Name shown in the list of rejected lines. */
  readonly name: string;
  /** Written here: `line number, field, field ...`, no header, strict CSV with the source's separator. */
  readonly cleanPath: string;
}

/**
 * Turns whatever is called CSV (gzip or not, BOM, CRLF, quotes inside text, line breaks in quoted fields) into a strict file
 * in which every record begins with its line number, and takes out the records that are no records: wrong number of
 * fields, not UTF-8, never closed. DuckDB reads the rest in bulk; it cannot itself say which line a good row came from.
 * Throws AppError `invalid_input` for an empty file.
 */
export async function normaliseCsv({ path, name, cleanPath }: NormaliseOptions): Promise<NormalisedCsv> {
  const rejected: RejectedLine[] = [];
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  const reader = new RecordReader(name, {
    write: (bytes) => {
      pending.push(bytes);
      pendingBytes += bytes.length;
    },
    reject: (line, reason, bytes) => {
      rejected.push({ file: name, line, reason, value: printable(bytes) });
    },
  });
  const out = await open(cleanPath, "w");
  try {
    for await (const lines of blocksOfLines(path)) {
      for (const line of lines) reader.takeLine(line);
      if (pendingBytes < WRITE_AT_BYTES) continue;
      await out.writeFile(Buffer.concat(pending, pendingBytes));
      pending = [];
      pendingBytes = 0;
    }
    reader.end();
    await out.writeFile(Buffer.concat(pending, pendingBytes));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith("Z_")) throw unreadable(name, "it is not a whole gzip file");
    throw error;
  } finally {
    await out.close();
  }
  if (reader.header === null) throw unreadable(name, "it is empty");
  return { header: reader.header, records: reader.records, rejected };
}

/** The file's lines without their line feed, as many at a time as were read at once. */
async function* blocksOfLines(path: string): AsyncGenerator<Buffer[]> {
  const source = createReadStream(path, { highWaterMark: READ_BYTES });
  const stream = path.toLowerCase().endsWith(".gz") ? source.pipe(createGunzip()) : source;
  if (stream !== source) source.once("error", (error) => stream.destroy(error));
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of stream as AsyncIterable<Buffer>) {
    const block = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    const lines: Buffer[] = [];
    let from = 0;
    for (let to = block.indexOf(LINE_FEED, from); to >= 0; to = block.indexOf(LINE_FEED, from)) {
      lines.push(block.subarray(from, to));
      from = to + 1;
    }
    // A record this long is refused anyway; its beginning is enough to say so.
    rest = block.subarray(from, Math.min(block.length, from + LONGEST_RECORD_BYTES + 2));
    yield lines;
  }
  if (rest.length > 0) yield [rest];
}

function printable(bytes: Buffer): string {
  const text = bytes.subarray(0, SHOWN_CHARACTERS * 4).toString("utf8");
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}...` : text;
}
