import { isUtf8 } from "node:buffer";
import { AppError } from "@/lib/domain/app-error";
import { type CsvHeader, joinRecord, sniffHeader, splitRecord } from "./csv-dialect";

const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const NEWLINE = Buffer.from("\n");
/** A line of more is no order line; it is also what bounds the memory used here. */
export const LONGEST_RECORD_BYTES = 256 * 1024;
/** An unclosed quote would otherwise swallow the rest of the file. */
const MOST_LINES_IN_RECORD = 50;

export interface RecordSink {
  /** Bytes of the clean file, in order. */
  write(bytes: Buffer): void;
  reject(line: number, reason: string, bytes: Buffer): void;
}

/**
 * Takes the physical lines of a CSV file one by one and hands on clean records, each beginning with its line number. Lines
 * without quotes, nearly all, are passed on as bytes.
 */
export class RecordReader {
  /** null until the first line was taken. */
  header: CsvHeader | null = null;
  /** Records after the header, the refused ones included. */
  records = 0;
  private separatorByte = 0;
  private line = 0;
  /** Physical lines of a record whose quoted field is still open. */
  private open: Buffer[] = [];
  private openBytes = 0;
  private openFrom = 0;

  constructor(
    private readonly name: string,
    private readonly sink: RecordSink,
  ) {}

  takeLine(raw: Buffer): void {
    this.line++;
    const withoutReturn = raw.length > 0 && raw[raw.length - 1] === CARRIAGE_RETURN ? raw.subarray(0, -1) : raw;
    if (this.header === null) this.takeHeader(withoutReturn);
    else if (withoutReturn.length > LONGEST_RECORD_BYTES) this.reject(this.line, "line_too_long", withoutReturn);
    else this.takeData(withoutReturn, this.header);
  }

  /** The end of the file: what is still open never was a quoted field. */
  end(): void {
    while (this.open.length > 0) this.giveUpOpenRecord();
  }

  private takeHeader(bytes: Buffer): void {
    if (bytes.length > LONGEST_RECORD_BYTES) throw unreadable(this.name, "its first line is too long");
    this.header = sniffHeader(withoutMark(bytes, this.name).toString("utf8"));
    this.separatorByte = this.header.separator.charCodeAt(0);
  }

  private takeData(bytes: Buffer, header: CsvHeader): void {
    const needsCare = bytes.includes(QUOTE) || bytes.includes(CARRIAGE_RETURN);
    if (this.open.length === 0 && !needsCare) {
      this.takePlainRecord(bytes, header);
      return;
    }
    const staysOpen = endsInsideQuotes({ bytes, separatorByte: this.separatorByte, inside: this.open.length > 0 });
    if (this.open.length === 0 && !staysOpen) {
      this.takeQuotedRecord({ bytes, line: this.line, header });
      return;
    }
    if (this.open.length === 0) this.openFrom = this.line;
    this.open.push(bytes);
    this.openBytes += bytes.length + 1;
    if (staysOpen) {
      if (this.open.length >= MOST_LINES_IN_RECORD || this.openBytes > LONGEST_RECORD_BYTES) this.giveUpOpenRecord();
      return;
    }
    const whole = Buffer.concat(this.open.flatMap((each, index) => (index === 0 ? [each] : [NEWLINE, each])));
    if (splitRecord(whole.toString("utf8"), header.separator)?.length === header.columns.length) {
      this.clearOpen();
      this.takeQuotedRecord({ bytes: whole, line: this.openFrom, header });
    } else {
      this.giveUpOpenRecord();
    }
  }

  private takePlainRecord(bytes: Buffer, header: CsvHeader): void {
    if (bytes.length === 0) return;
    if (!isText(bytes)) this.reject(this.line, "unknown_encoding", bytes);
    else if (countByte(bytes, this.separatorByte) !== header.columns.length - 1) {
      this.reject(this.line, "wrong_number_of_fields", bytes);
    } else {
      this.records++;
      this.sink.write(Buffer.from(`${this.line}${header.separator}`, "latin1"));
      this.sink.write(bytes);
      this.sink.write(NEWLINE);
    }
  }

  private takeQuotedRecord({ bytes, line, header }: { bytes: Buffer; line: number; header: CsvHeader }): void {
    const fields = isText(bytes) ? splitRecord(bytes.toString("utf8"), header.separator) : null;
    if (fields === null) this.reject(line, "unknown_encoding", bytes);
    else if (fields.length !== header.columns.length) this.reject(line, "wrong_number_of_fields", bytes);
    else {
      this.records++;
      this.sink.write(Buffer.from(`${line}${header.separator}${joinRecord(fields, header.separator)}\n`));
    }
  }

  /** Only the line with the stray quote is refused; those after it are read on their own. */
  private giveUpOpenRecord(): void {
    const [first, ...others] = this.open;
    const lastLine = this.line;
    this.line = this.openFrom;
    this.clearOpen();
    this.reject(this.line, "quote_not_closed", first);
    for (const each of others) this.takeLine(each);
    this.line = lastLine;
  }

  private clearOpen(): void {
    this.open = [];
    this.openBytes = 0;
  }

  private reject(line: number, reason: string, bytes: Buffer): void {
    this.records++;
    this.sink.reject(line, reason, bytes);
  }
}

const isText = (bytes: Buffer) => isUtf8(bytes) && !bytes.includes(0);

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

export function unreadable(name: string, why: string): AppError {
  return new AppError("invalid_input", `${name} cannot be read: ${why}.`, {
    remedy: "Export the file again and import the folder anew.",
  });
}
