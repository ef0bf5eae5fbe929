import { cents, type ListCsvInput, listCsv } from "./list-csv";

/** A product as an export of the list of products needs it; `ProductRow` of the services fits. */
export interface ProductCsvRow {
  readonly productId: string;
  readonly code: string;
  readonly name: string;
  readonly nameUk: string | null;
  readonly oeNumber: string | null;
  readonly dueCustomers: number;
  readonly overdueCustomers: number;
  readonly expectedValue: number;
}

export function productsCsv(input: Omit<ListCsvInput<ProductCsvRow>, "columns">): Generator<string, void> {
  return listCsv({
    ...input,
    columns: [
      { key: "product_id", value: (row) => row.productId },
      { key: "product_code", value: (row) => row.code },
      { key: "product_name", value: (row) => (input.locale === "uk" ? (row.nameUk ?? row.name) : row.name) },
      { key: "oe_number", value: (row) => row.oeNumber },
      { key: "customers_due", value: (row) => row.dueCustomers },
      { key: "customers_overdue", value: (row) => row.overdueCustomers },
      { key: "expected_value_eur", value: (row) => cents(row.expectedValue) },
    ],
  });
}
