import type { Reason } from "@/lib/domain/recommendation";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";
import { wordReason } from "@/lib/presentation/reasons/word-reason";
import type { CustomerCsvRow } from "./customers-csv";
import { cents, type ListCsvInput, listCsv } from "./list-csv";

/** A line of the call queue as an export needs it; `QueueRow` of the services fits. */
export interface QueueCsvRow extends CustomerCsvRow {
  readonly mostOverdueDays: number | null;
  readonly lapsedCount: number;
  readonly top: readonly {
    readonly code: string;
    readonly name: string;
    readonly nameUk: string | null;
    readonly reason: Reason;
  }[];
  readonly note: { readonly note: string; readonly nextContactOn: string | null };
}

/** The queue, first call first, with what to open each call with. */
export function queueCsv({
  t,
  ...rest
}: Omit<ListCsvInput<QueueCsvRow>, "columns"> & { t: CatalogueTranslator }): Generator<string, void> {
  const place = new Map(rest.rows.map((row, at) => [row, at + 1]));
  const nameOf = ({ code, name, nameUk }: QueueCsvRow["top"][number]) =>
    `${code} ${rest.locale === "uk" ? (nameUk ?? name) : name}`.trim();
  return listCsv({
    ...rest,
    columns: [
      { key: "rank", value: (row) => place.get(row) ?? null },
      { key: "customer_id", value: (row) => row.customerId },
      { key: "name", value: (row) => row.name },
      { key: "tax_id", value: (row) => row.taxId },
      { key: "segment", value: (row) => row.segment },
      { key: "region", value: (row) => row.region },
      { key: "owner", value: (row) => row.ownerName },
      { key: "products_due", value: (row) => row.dueCount },
      { key: "products_overdue", value: (row) => row.overdueCount },
      {
        key: "most_overdue_days",
        value: (row) => (row.mostOverdueDays === null ? null : Math.round(row.mostOverdueDays)),
      },
      { key: "products_lapsed", value: (row) => row.lapsedCount },
      { key: "expected_value_eur", value: (row) => cents(row.expectedValue) },
      { key: "last_order_at", value: (row) => row.lastOrderAt },
      { key: "open_with", value: (row) => row.top.map(nameOf).join("; ") },
      { key: "reason", value: (row) => row.top.map(({ reason }) => wordReason(t, reason)).join("; ") },
      { key: "note", value: (row) => row.note.note || null },
    ],
  });
}
