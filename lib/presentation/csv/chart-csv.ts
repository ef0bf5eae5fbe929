import type { ChartTable } from "@/lib/presentation/performance/chart-table";
import { csvPieces } from "./csv-pieces";

export interface ChartCsvInput {
  readonly table: ChartTable;
  /** The same in every line: which figure of which report. Columns by name. */
  readonly stamp: Readonly<Record<string, string | number | null>>;
  readonly locale: string;
}

/** A chart's figures piece by piece: mark and header, then a piece a row. Column names are the same in every language. */
export function chartCsv({ table, stamp, locale }: ChartCsvInput): Generator<string, void> {
  const names = Object.keys(stamp);
  return csvPieces({
    header: [...table.columns.map(({ key }) => key.replace(":", "_")), ...names],
    rows: table.rows.map((row) => [
      ...table.columns.map(({ key }) => row[key] ?? null),
      ...names.map((name) => stamp[name]),
    ]),
    locale,
  });
}
