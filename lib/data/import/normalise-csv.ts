import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import type { RejectedLine } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import { type CsvHeader, joinRecord, sniffHeader, splitRecord } from "./csv-dialect";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
/** A line of more is no order line; it is also what bounds the memory used here. */
const LONGEST_RECORD_BYTES = 256 * 1024;
const WRITE_AT_BYTES = 1024 * 1024;
/** An unclosed quote would otherwise swallow the rest of the file. */
const MOST_LINES_IN_RECORD = 50;

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
 * Lines without quotes, nearly all, are copied as bytes. Throws AppError `invalid_input` for an empty file.
 */
export async function normaliseCsv({ path, name, cleanPath }: NormaliseOptions): Promise<NormalisedCsv> {
  const rejected: RejectedLine[] = [];
  const out = await open(cleanPath, "w");
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let header: CsvHeader | null = null;
  let separatorByte = 0;
  let records = 0;

  const write = (bytes: Buffer) => {
    pending.push(bytes);
    pendingBytes += bytes.length;
  };
  const flush = async () => {
    if (pendingBytes > 0) await out.write(Buffer.concat(pending, pendingBytes));
    pending = [];
    pendingBytes = 0;
  };
  const reject = (line: number, reason: string, bytes: Buffer) => {
    rejected.push({ file: name, line, reason, value: printable(bytes) });
  };

  const takeRecord = (bytes: Buffer, line: number, needsCare: boolean): void => {
    if (header === null) {
      header = sniffHeader(bytes.toString("utf8"));
      separatorByte = header.separator.charCodeAt(0);
      return;
    }
    if (bytes.length === 0) return;
    records++;
    if (!isUtf8(bytes) || bytes.includes(0)) return reject(line, "unknown_encoding", bytes);
    if (needsCare) {
      const fields = splitRecord(bytes.toString("utf8"), header.separator);
      if (fields === null) return reject(line, "quote_not_closed", bytes);
      if (fields.length !== header.columns.length) return reject(line, "wrong_number_of_fields", bytes);
      return write(Buffer.from(`${line}${header.separator}${joinRecord(fields, header.separator)}\n`));
    }
    if (countByte(bytes, separatorByte) !== header.columns.length - 1)
      return reject(line, "wrong_number_of_fields", bytes);
    write(Buffer.from(`${line}${header.separator}`, "latin1"));
    write(bytes);
    write(NEWLINE);
  };

  try {
    let line = 0;
    /** Physical lines of a record whose quoted field is still open. */
    let openLines: Buffer[] = [];
    let openBytes = 0;
    let openFrom = 0;
    const takeLine = (raw: Buffer): void => {
      line++;
      let bytes = raw.length > 0 && raw[raw.length - 1] === CARRIAGE_RETURN ? raw.subarray(0, -1) : raw;
      if (line === 1) bytes = withoutMark(bytes, name);
      if (bytes.length > LONGEST_RECORD_BYTES) {
        if (header === null) throw unreadable(name, "its first line is too long");
        records++;
        return reject(line, "line_too_long", bytes);
      }
      const needsCare = bytes.includes(QUOTE) || bytes.includes(CARRIAGE_RETURN);
      if (header === null || (openLines.length === 0 && !needsCare)) return takeRecord(bytes, line, needsCare);
      const staysOpen = endsInsideQuotes({ bytes, separatorByte, inside: openLines.length > 0 });
      if (openLines.length === 0 && !staysOpen) return takeRecord(bytes, line, true);
      if (openLines.length === 0) openFrom = line;
      openLines.push(bytes);
      openBytes += bytes.length + 1;
      if (staysOpen) {
        if (openLines.length >= MOST_LINES_IN_RECORD || openBytes > LONGEST_RECORD_BYTES) giveUpOpenRecord();
        return;
      }
      const whole = Buffer.concat(openLines.flatMap((each, index) => (index === 0 ? [each] : [NEWLINE, each])));
      if (splitRecord(whole.toString("utf8"), header.separator)?.length !== header.columns.length)
        return giveUpOpenRecord();
      openLines = [];
      openBytes = 0;
      takeRecord(whole, openFrom, true);
    };
    /** Only the line with the stray quote is refused; those after it are read on their own. */
    const giveUpOpenRecord = (): void => {
      const [first, ...others] = openLines;
      const firstLine = openFrom;
      const lastLine = line;
      openLines = [];
      openBytes = 0;
      records++;
      reject(firstLine, "quote_not_closed", first);
      line = firstLine;
      for (const each of others) takeLine(each);
      line = lastLine;
    };

    let rest: Buffer = Buffer.alloc(0);
    const source = createReadStream(path, { highWaterMark: 512 * 1024 });
    const stream = path.endsWith(".gz") ? source.pipe(createGunzip()) : source;
    if (stream !== source) source.once("error", (error) => stream.destroy(error));
    for await (const piece of stream as AsyncIterable<Buffer>) {
      const block = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
      let from = 0;
      for (let to = block.indexOf(LINE_FEED, from); to >= 0; to = block.indexOf(LINE_FEED, from)) {
        takeLine(block.subarray(from, to));
        from = to + 1;
      }
      // A record this long is refused anyway; its beginning is enough to say so.
      rest = block.subarray(from, Math.min(block.length, from + LONGEST_RECORD_BYTES + 2));
      if (pendingBytes >= WRITE_AT_BYTES) await flush();
    }
    if (rest.length > 0) takeLine(rest);
    while (openLines.length > 0) giveUpOpenRecord();
    await flush();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith("Z_")) throw unreadable(name, "it is not a whole gzip file");
    throw error;
  } finally {
    await out.close();
  }
  if (header === null) throw unreadable(name, "it is empty");
  return { header, records, rejected };
}

const NEWLINE = Buffer.from("\n");

function countByte(bytes: Buffer, byte: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count++;
  return count;
}

/** Whether a quoted field is open at the end of a line, given whether one was at its start. */
function endsInsideQuotes({
  bytes,
  separatorByte,
  inside,
}: {
  bytes: Buffer;
  separatorByte: number;
  inside: boolean;
}): boolean {
  let at = 0;
  let isInside = inside;
  for (;;) {
    if (!isInside) {
      if (bytes[at] !== QUOTE) {
        const next = bytes.indexOf(separatorByte, at);
        if (next < 0) return false;
        at = next + 1;
        continue;
      }
      at++;
    }
    for (isInside = true; isInside; ) {
      const quote = bytes.indexOf(QUOTE, at);
      if (quote < 0) return true;
      isInside = bytes[quote + 1] === QUOTE;
      at = quote + (isInside ? 2 : 1);
    }
    const next = bytes.indexOf(separatorByte, at);
    if (next < 0) return false;
    at = next + 1;
  }
}

/** Removes the UTF-8 byte order mark and refuses the ones of UTF-16. */
function withoutMark(bytes: Buffer, name: string): Buffer {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new AppError("invalid_input", `${name} is UTF-16 text.`, {
      remedy: "Save it as CSV UTF-8 and import again.",
    });
  }
  return bytes;
}

function unreadable(name: string, why: string): AppError {
  return new AppError("invalid_input", `${name} cannot be read: ${why}.`, {
    remedy: "Export the file again and import the folder anew.",
  });
}

const SHOWN_CHARACTERS = 200;

function printable(bytes: Buffer): string {
  const text = bytes.subarray(0, SHOWN_CHARACTERS * 4).toString("utf8");
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}...` : text;
}
