import { SEGMENTS, type Segment } from "@/lib/domain/segment";
import type { ChartColumn, ChartTable } from "./performance/chart-table";

/** What the tables of the Segments page need; the view of the services fits. */
interface SegmentTables {
  readonly table: "sizes" | "history" | "movement" | "customers";
  readonly sizes: readonly {
    readonly segment: Segment;
    readonly customers: number;
    readonly active: number;
    readonly value: number;
    readonly valueShare: number | null;
    readonly dueProducts: number;
    readonly expectedValue: number;
  }[];
  readonly history: readonly { readonly at: string; readonly counts: Readonly<Record<Segment, number>> }[];
  readonly movement: { readonly since: string; readonly counts: readonly (readonly number[])[] };
  readonly customers: readonly MovedRow[];
}

interface MovedRow {
  readonly customerId: string;
  readonly name: string;
  readonly ownerName: string | null;
  readonly from: Segment;
  readonly to: Segment;
  readonly value: number;
  readonly lastOrderAt: string | null;
}

const text = (key: string): ChartColumn => ({ key, kind: "slice" });
const figure = (key: string): ChartColumn => ({ key, kind: "count" });
const bySegment = (counts: (segment: Segment, at: number) => number) =>
  Object.fromEntries(SEGMENTS.map((segment, at) => [segment, counts(segment, at)]));

/** The figures of one table for a file. `linkOf` gives the absolute address of a customer. */
export function segmentsTable(view: SegmentTables, linkOf: (row: MovedRow) => string): ChartTable {
  switch (view.table) {
    case "sizes":
      return {
        columns: [
          text("segment"),
          ...["customers", "active", "value_eur", "value_share", "parts_due", "expected_value_eur"].map(figure),
        ],
        rows: view.sizes.map((size) => ({
          segment: size.segment,
          customers: size.customers,
          active: size.active,
          value_eur: size.value,
          value_share: size.valueShare,
          parts_due: size.dueProducts,
          expected_value_eur: size.expectedValue,
        })),
      };
    case "history":
      return {
        columns: [text("at"), ...SEGMENTS.map(figure)],
        rows: view.history.map(({ at, counts }) => ({ at, ...bySegment((segment) => counts[segment]) })),
      };
    case "movement":
      return {
        columns: [text("since"), text("from"), ...SEGMENTS.map(figure)],
        rows: SEGMENTS.map((from, row) => ({
          since: view.movement.since,
          from,
          ...bySegment((_, column) => view.movement.counts[row][column]),
        })),
      };
    case "customers":
      return {
        columns: [
          ...["customer_id", "customer", "rep", "from", "to"].map(text),
          figure("value_eur"),
          text("last_order_at"),
          text("link"),
        ],
        rows: view.customers.map((row) => ({
          customer_id: row.customerId,
          customer: row.name,
          rep: row.ownerName,
          from: row.from,
          to: row.to,
          value_eur: row.value,
          last_order_at: row.lastOrderAt,
          link: linkOf(row),
        })),
      };
  }
}
