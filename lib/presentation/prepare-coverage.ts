import type { ChartColumn, ChartTable } from "./performance/chart-table";

interface Group {
  readonly value: string;
  readonly name: string | null;
}

/** What the tables of the Coverage page need; the view of the services fits. */
interface CoverageTables {
  readonly table: "funnel" | "workload" | "customers";
  readonly options: { readonly by: string; readonly show: string };
  readonly funnel: {
    readonly rows: readonly (Group &
      Record<"shown" | "offered" | "ordered" | "amount" | "waiting" | "notNow" | "never", number>)[];
  };
  readonly workload: {
    readonly rows: readonly (Group &
      Record<
        "customers" | "contacted" | "calls" | "dueCustomers" | "dueProducts" | "expectedValue" | "never" | "lapsed",
        number
      >)[];
  };
  readonly customers: readonly CoverageCustomerRow[];
}

interface CoverageCustomerRow {
  readonly customerId: string;
  readonly name: string;
  readonly ownerName: string | null;
  readonly segment: string;
  readonly region: string | null;
  readonly lastOrderAt: string | null;
  readonly lastContactAt: string | null;
  readonly dueCount: number;
  readonly expectedValue: number;
}

const text = (key: string): ChartColumn => ({ key, kind: "slice" });
const figure = (key: string): ChartColumn => ({ key, kind: "count" });

/** The figures of one table for a file. `linkOf` gives the absolute address of a customer. */
export function coverageTable(view: CoverageTables, linkOf: (row: CoverageCustomerRow) => string): ChartTable {
  switch (view.table) {
    case "funnel":
      return {
        columns: [
          text(view.options.by),
          ...["shown", "offered", "ordered", "amount_eur", "waiting", "not_now", "never"].map(figure),
        ],
        rows: view.funnel.rows.map((row) => ({
          [view.options.by]: row.name ?? row.value,
          shown: row.shown,
          offered: row.offered,
          ordered: row.ordered,
          amount_eur: row.amount,
          waiting: row.waiting,
          not_now: row.notNow,
          never: row.never,
        })),
      };
    case "workload":
      return {
        columns: [
          text("rep"),
          ...[
            "customers",
            "called",
            "calls",
            "customers_due",
            "parts_due",
            "expected_value_eur",
            "never_called",
            "lapsed",
          ].map(figure),
        ],
        rows: view.workload.rows.map((row) => ({
          rep: row.name ?? row.value,
          customers: row.customers,
          called: row.contacted,
          calls: row.calls,
          customers_due: row.dueCustomers,
          parts_due: row.dueProducts,
          expected_value_eur: row.expectedValue,
          never_called: row.never,
          lapsed: row.lapsed,
        })),
      };
    case "customers":
      return {
        columns: [
          ...["customer_id", "customer", "rep", "segment", "region", "last_order_at", "last_call_at"].map(text),
          figure("parts_due"),
          figure("expected_value_eur"),
          text("list"),
          text("link"),
        ],
        rows: view.customers.map((row) => ({
          customer_id: row.customerId,
          customer: row.name,
          rep: row.ownerName,
          segment: row.segment,
          region: row.region,
          last_order_at: row.lastOrderAt,
          last_call_at: row.lastContactAt,
          parts_due: row.dueCount,
          expected_value_eur: row.expectedValue,
          list: view.options.show,
          link: linkOf(row),
        })),
      };
  }
}
