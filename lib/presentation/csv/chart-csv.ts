import type { ChartTable } from "@/lib/presentation/performance/chart-table";
import { csvFormat, UTF8_BOM } from "./csv-format";
import { csvLine } from "./csv-line";

export interface ChartCsvInput {
  readonly table: ChartTable;
  /** The same in every line: which figure of which report. Columns by name. */
  readonly stamp: Readonly<Record<string, string | number | null>>;
  readonly locale: string;
}

/** A chart's figures piece by piece: mark and header, then a piece a row. Column names are the same in every language. */
export function* chartCsv({ table, stamp, locale }: ChartCsvInput): Generator<string, void> {
  const format = csvFormat(locale);
  const names = Object.keys(stamp);
  yield UTF8_BOM + csvLine([...table.columns.map(({ key }) => key.replace(":", "_")), ...names], format);
  for (const row of table.rows) {
    yield csvLine([...table.columns.map(({ key }) => row[key] ?? null), ...names.map((name) => stamp[name])], format);
  }
}
