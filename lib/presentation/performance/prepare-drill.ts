import type { ChartTable } from "./chart-table";

/** What a file of the customers behind a figure needs; the services' row fits. */
interface CustomerFigures {
  readonly customerId: string;
  readonly name: string;
  readonly ownerName: string | null;
  readonly region: string | null;
  readonly windows: number;
  readonly bought: number;
  readonly hits: number;
  readonly missed: number;
  readonly missedRepeat: number;
  readonly precision: number;
  readonly recall: number;
}

/** `linkOf` gives the absolute address of a row's page. */
export function groupCustomersTable<Row extends CustomerFigures>(
  rows: readonly Row[],
  linkOf: (row: Row) => string,
): ChartTable {
  return {
    columns: [
      { key: "customer_id", kind: "slice" },
      { key: "customer", kind: "slice" },
      { key: "rep", kind: "slice" },
      { key: "region", kind: "slice" },
      { key: "windows", kind: "count" },
      { key: "ordered", kind: "count" },
      { key: "hits", kind: "count" },
      { key: "missed", kind: "count" },
      { key: "missed_repeat", kind: "count" },
      { key: "precision", kind: "share" },
      { key: "recall", kind: "share" },
      { key: "link", kind: "slice" },
    ],
    rows: rows.map((row) => ({
      customer_id: row.customerId,
      customer: row.name,
      rep: row.ownerName,
      region: row.region,
      windows: row.windows,
      ordered: row.bought,
      hits: row.hits,
      missed: row.missed,
      missed_repeat: row.missedRepeat,
      precision: row.precision,
      recall: row.recall,
      link: linkOf(row),
    })),
  };
}

interface ListedProduct {
  readonly productId: string;
  readonly code: string;
  readonly name: string;
  readonly nameUk: string | null;
  readonly isRepeat: boolean;
  readonly rank: number | null;
}

interface MeasuredWindow {
  readonly cutoff: string;
  readonly end: string;
  readonly lists: readonly {
    readonly agreementId: string;
    readonly bought: readonly (ListedProduct & { readonly isHit: boolean; readonly value: number | null })[];
    readonly notBought: readonly ListedProduct[];
  }[];
}

/** A row a product: `result` says whether it was listed and ordered (hit), ordered only (missed), or listed only (not_ordered). */
export function missesTable(windows: readonly MeasuredWindow[], locale: string): ChartTable {
  const common = ({ cutoff, end }: MeasuredWindow, agreementId: string, product: ListedProduct) => ({
    window_from: cutoff,
    window_to: end,
    agreement_id: agreementId,
    product_code: product.code,
    product_name: locale === "uk" ? product.nameUk || product.name : product.name,
    kind: product.isRepeat ? "repeat" : "explore",
    rank: product.rank,
  });
  return {
    columns: [
      { key: "window_from", kind: "date" },
      { key: "window_to", kind: "date" },
      { key: "agreement_id", kind: "slice" },
      { key: "product_code", kind: "slice" },
      { key: "product_name", kind: "slice" },
      { key: "kind", kind: "slice" },
      { key: "rank", kind: "count" },
      { key: "result", kind: "slice" },
      { key: "value", kind: "count" },
    ],
    rows: windows.flatMap((window) =>
      window.lists.flatMap(({ agreementId, bought, notBought }) => [
        ...bought.map((product) => ({
          ...common(window, agreementId, product),
          result: product.isHit ? "hit" : "missed",
          value: product.value,
        })),
        ...notBought.map((product) => ({
          ...common(window, agreementId, product),
          result: "not_ordered",
          value: null,
        })),
      ]),
    ),
  };
}
