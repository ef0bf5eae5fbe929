import type { Segment } from "@/lib/domain/segment";
import { cents, type ListCsvColumn, type ListCsvInput, listCsv } from "./list-csv";

/** A customer as an export needs it; `CustomerRow` of the services fits. */
export interface CustomerCsvRow {
  readonly customerId: string;
  readonly name: string;
  readonly taxId: string | null;
  readonly region: string | null;
  readonly ownerName: string | null;
  readonly segment: Segment;
  readonly agreements: number;
  readonly orders: number;
  readonly lastOrderAt: string | null;
  readonly dueCount: number;
  readonly overdueCount: number;
  readonly expectedValue: number;
}

const ALWAYS: readonly ListCsvColumn<CustomerCsvRow>[] = [
  { key: "customer_id", value: (row) => row.customerId },
  { key: "name", value: (row) => row.name },
  { key: "tax_id", value: (row) => row.taxId },
];

/** By the column's name on the screen, in the usual order. */
const CHOICES = {
  segment: { key: "segment", value: (row) => row.segment },
  region: { key: "region", value: (row) => row.region },
  ownerName: { key: "owner", value: (row) => row.ownerName },
  agreements: { key: "agreements", value: (row) => row.agreements },
  orders: { key: "orders", value: (row) => row.orders },
  lastOrderAt: { key: "last_order_at", value: (row) => row.lastOrderAt },
  dueCount: { key: "products_due", value: (row) => row.dueCount },
  overdueCount: { key: "products_overdue", value: (row) => row.overdueCount },
  expectedValue: { key: "expected_value_eur", value: (row) => cents(row.expectedValue) },
} as const satisfies Record<string, ListCsvColumn<CustomerCsvRow>>;

type Choice = keyof typeof CHOICES;

/** Customers in the order of the list, with the columns chosen there (null = the usual ones) behind what names them. */
export function customersCsv({
  columns,
  ...rest
}: Omit<ListCsvInput<CustomerCsvRow>, "columns"> & { columns: readonly Choice[] | null }): Generator<string, void> {
  const chosen = columns ?? (Object.keys(CHOICES) as Choice[]);
  return listCsv({ columns: [...ALWAYS, ...chosen.map((name) => CHOICES[name])], ...rest });
}
