/** Separators tried, in the order that breaks ties. */
const SEPARATORS = [",", ";", "\t", "|"] as const;

export interface CsvHeader {
  readonly separator: string;
  /** Lower case, trimmed. */
  readonly columns: readonly string[];
}

/** The separator is the one that makes most of the header: its names hold none, unlike the data below. */
export function sniffHeader(headerLine: string): CsvHeader {
  let best: CsvHeader = { separator: ",", columns: [] };
  for (const separator of SEPARATORS) {
    const columns = splitRecord(headerLine, separator)?.map((name) => name.trim().toLowerCase()) ?? [];
    if (columns.length > best.columns.length) best = { separator, columns };
  }
  return best;
}

/**
 * Fields of one record, or null when a quoted field is not closed. A quote opens a quoted field only at its start
 * (RFC 4180); elsewhere it is text, as in `12" pipe`. Text after the closing quote is kept.
 */
export function splitRecord(record: string, separator: string): string[] | null {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    let field = "";
    if (record[at] === '"') {
      at++;
      for (;;) {
        const quote = record.indexOf('"', at);
        if (quote < 0) return null;
        field += record.slice(at, quote);
        at = quote + 1;
        if (record[at] !== '"') break;
        field += '"';
        at++;
      }
    }
    const end = record.indexOf(separator, at);
    if (end < 0) {
      fields.push(field + record.slice(at));
      return fields;
    }
    fields.push(field + record.slice(at, end));
    at = end + 1;
  }
}

/** A record that any strict reader takes apart the same way. */
export function joinRecord(fields: readonly string[], separator: string): string {
  return fields
    .map((field) => (/["\r\n]/.test(field) || field.includes(separator) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(separator);
}
