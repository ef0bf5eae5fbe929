import type { CsvValue } from "./csv-cell";
import { csvFormat, UTF8_BOM } from "./csv-format";
import { csvLine } from "./csv-line";

/**
 * A file piece by piece: the mark and the header, then a piece a row. Every export goes this way, so that the rules for
 * spreadsheets hold in all of them.
 */
export function* csvPieces({
  header,
  rows,
  locale,
}: {
  header: readonly string[];
  rows: Iterable<readonly CsvValue[]>;
  locale: string;
}): Generator<string, void> {
  const format = csvFormat(locale);
  yield UTF8_BOM + csvLine(header, format);
  for (const row of rows) yield csvLine(row, format);
}
