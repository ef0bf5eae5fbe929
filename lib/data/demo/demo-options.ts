/** What a demo is made of. Equal options give equal content. */
export interface DemoOptions {
  readonly seed: number;
  /** 1 = about 1,600 ordering customers and 100,000 orders; up to 100. The catalogue grows with its square root. */
  readonly scale: number;
  /** ISO date of the last day with orders: an argument, so that the demo never depends on the clock. */
  readonly endDate: string;
}

export const DEFAULT_DEMO_OPTIONS: DemoOptions = { seed: 20251121, scale: 1, endDate: "2025-11-21" };

/** A cell; times are seconds since 1970 UTC. */
export type RowValue = string | number | boolean | null;

/**
 * Takes one row: ID, Created, Updated, Deleted, then the table's own columns in the order of the schema. The public id
 * (NetUID) is the writer's: it follows from table and ID.
 */
export type RowSink = (table: string, row: readonly RowValue[]) => void;

/** The one line that is no part: it carries opening debts into the ERP as an order. */
export const DEBT_PRODUCT_ID = 100_000;
export const FIRST_PRODUCT_ID = 100_001;
export const FIRST_CUSTOMER_ID = 1_001;
export const FIRST_AGREEMENT_ID = 5_001;

/** The ERP was replaced that day: older rows carry its stamp. */
export const MIGRATION_SEC = Date.UTC(2023, 4, 14, 1, 30) / 1000;
