/**
 * What services answer: plain data, ready to serialise, no domain machinery. Instants are ISO-8601 UTC strings,
 * money is EUR net, absence is null. Components may import these types (and only types) from services.
 */

/** "Data to ... · model ...": stands on every page and in every export. */
export interface DataStamp {
  /** Newest order line in the snapshot; null when it is empty. */
  dataTo: string | null;
  snapshotId: string;
  sourceKind: "demo" | "import" | "mssql";
  model: string;
  asOf: string;
  /**
   * Where SQL Server is the source, how this agreement's orders were read: `live` = at this moment; `stand_in` = the
   * server did not answer, so the snapshot's stand in. Absent where everything is the snapshot's.
   */
  history?: "live" | "stand_in";
}

export interface Page<Row> {
  rows: Row[];
  total: number;
  /** 1-based. */
  page: number;
  pageSize: number;
}

/**
 * Query parameters as a page or handler received them. Services parse them (bounds, allow-lists) and answer AppError
 * `invalid_input` naming the field; a parameter given twice is an error. Unknown parameters are ignored.
 */
export type RawQuery = Readonly<Record<string, string | readonly string[] | undefined>>;
