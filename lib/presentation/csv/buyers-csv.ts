import type { OutcomeKind } from "@/lib/domain/outcome";
import type { Rhythm } from "@/lib/domain/recommendation";
import { cents, type ListCsvInput, listCsv, thousandths } from "./list-csv";

/** A buyer of a product as an export needs it; `ProductBuyerRow` of the services fits. */
export interface BuyerCsvRow {
  readonly customerId: string;
  readonly customerName: string;
  readonly phone: string | null;
  readonly region: string | null;
  readonly ownerName: string | null;
  readonly agreementId: string;
  readonly rhythm: Rhythm;
  readonly orders: number;
  readonly lastOrderAt: string;
  readonly daysOverdue: number | null;
  readonly suggestedQuantity: number;
  readonly lastPrice: number | null;
  readonly probability: number;
  readonly expectedValue: number;
  readonly outcome: { readonly kind: OutcomeKind } | null;
}

/** The list to call for a product: who, at what number, how much. */
export function buyersCsv({
  product,
  ...rest
}: Omit<ListCsvInput<BuyerCsvRow>, "columns"> & {
  product: { code: string; name: string; nameUk: string | null };
}): Generator<string, void> {
  const name = rest.locale === "uk" ? (product.nameUk ?? product.name) : product.name;
  return listCsv({
    ...rest,
    columns: [
      { key: "product_code", value: () => product.code },
      { key: "product_name", value: () => name },
      { key: "customer_id", value: (row) => row.customerId },
      { key: "customer_name", value: (row) => row.customerName },
      { key: "phone", value: (row) => row.phone },
      { key: "region", value: (row) => row.region },
      { key: "owner", value: (row) => row.ownerName },
      { key: "agreement_id", value: (row) => row.agreementId },
      { key: "state", value: (row) => row.rhythm.state },
      { key: "orders", value: (row) => row.orders },
      { key: "interval_days", value: (row) => row.rhythm.intervalDays },
      { key: "last_ordered_at", value: (row) => row.lastOrderAt },
      { key: "days_overdue", value: (row) => (row.daysOverdue === null ? null : Math.round(row.daysOverdue)) },
      { key: "suggested_quantity", value: (row) => row.suggestedQuantity },
      { key: "last_price", value: (row) => row.lastPrice },
      { key: "probability", value: (row) => thousandths(row.probability) },
      { key: "expected_value_eur", value: (row) => cents(row.expectedValue) },
      { key: "outcome", value: (row) => row.outcome?.kind ?? null },
    ],
  });
}
