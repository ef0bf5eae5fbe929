import type { CsvValue } from "./csv-cell";
import { csvPieces } from "./csv-pieces";

export interface ListCsvColumn<Row> {
  /** Name of the column, the same in every language: scripts read it. */
  readonly key: string;
  readonly value: (row: Row) => CsvValue;
}

export interface ListCsvInput<Row> {
  readonly columns: readonly ListCsvColumn<Row>[];
  readonly rows: readonly Row[];
  readonly stamp: { dataTo: string | null; model: string; asOf: string; snapshotId: string };
  readonly locale: string;
  /** Absolute address of a row in the app. */
  readonly linkOf: (row: Row) => string;
}

/** A list as the screen shows it, in the order of its rows and columns, with the way back and the data it rests on. */
export function listCsv<Row>({ columns, rows, stamp, locale, linkOf }: ListCsvInput<Row>): Generator<string, void> {
  const values = function* () {
    for (const row of rows) {
      yield [
        ...columns.map(({ value }) => value(row)),
        linkOf(row),
        stamp.dataTo,
        stamp.model,
        stamp.asOf,
        stamp.snapshotId,
      ];
    }
  };
  const header = [...columns.map(({ key }) => key), "link", "data_to", "model", "as_of", "snapshot"];
  return csvPieces({ header, rows: values(), locale });
}

/** Cents, and tenths of a percent: an estimate printed to sixteen digits is no more exact. */
export const cents = (amountEur: number | null): number | null =>
  amountEur === null ? null : Math.round(amountEur * 100) / 100;
export const thousandths = (share: number | null): number | null =>
  share === null ? null : Math.round(share * 1000) / 1000;
