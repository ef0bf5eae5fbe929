/** How a column's values are worded on the page; a CSV writes them as they are. */
export type ColumnKind =
  | "model"
  | "slice"
  | "date"
  | "share"
  | "score"
  | "shareDifference"
  | "scoreDifference"
  | "count"
  | "seconds"
  | "megabytes"
  | "verdict";

export interface ChartColumn {
  /** Names the column in a CSV, and its words in the catalogue. */
  readonly key: string;
  readonly kind: ColumnKind;
}

export type ChartRow = Readonly<Record<string, string | number | null>>;

/** The figures of one chart: what its table shows and what its CSV holds, from one place. */
export interface ChartTable {
  readonly columns: readonly ChartColumn[];
  readonly rows: readonly ChartRow[];
}
