import { type CsvValue, csvCell } from "./csv-cell";
import { CSV_LINE_END, type CsvFormat } from "./csv-format";

/** One record with its line end. */
export function csvLine(values: readonly CsvValue[], format: CsvFormat): string {
  return values.map((value) => csvCell(value, format)).join(format.separator) + CSV_LINE_END;
}
