import type { BacktestReport, ModelReport } from "@/lib/evaluation/report";

const COLUMNS: readonly { readonly title: string; readonly key: string }[] = [
  { title: "P@5", key: "precision@5" },
  { title: "P@10", key: "precision@10" },
  { title: "P@20", key: "precision@20" },
  { title: "P@50", key: "precision@50" },
  { title: "R@20", key: "recall@20" },
  { title: "nDCG@20", key: "ndcg@20" },
  { title: "hit@20", key: "hitRate@20" },
  { title: "rep.R@20", key: "repeatRecall@20" },
  { title: "exp.R@20", key: "exploreRecall@20" },
];

/** The report as a table of text, one model a line. */
export function backtestTable(report: BacktestReport): string {
  const header = [
    "model",
    ...COLUMNS.map((column) => column.title),
    "P@20 95%",
    "of ceiling",
    "tune s",
    "fit s",
    "score s",
    "MB",
  ];
  const cutoffs = report.cutoffs.map((fold) => `${fold.cutoff.slice(0, 10)} (${fold.evaluatedUsers} users)`);
  return [
    `${report.protocol}, snapshot ${report.snapshotId.slice(0, 12)}, ${report.users} evaluated users at ${cutoffs.join(", ") || "no cutoff"}.`,
    `Ceiling P@20 ${decimal(report.ceiling["precision@20"])}.`,
    ...report.notes,
    "",
    ...aligned([header, ...report.models.map(rowOf)]),
    "",
    "With the Discover list (all) and without it (reorder: the same scores, only products bought before), at 20:",
    "",
    ...aligned([WITHOUT_DISCOVER_HEADER, ...report.models.map(withoutDiscoverRow)]),
  ].join("\n");
}

const WITHOUT_DISCOVER_KEYS = [
  ["P", "precision@20"],
  ["R", "recall@20"],
  ["nDCG", "ndcg@20"],
  ["rep.P", "repeatPrecision@20"],
  ["rep.R", "repeatRecall@20"],
  ["exp.P", "explorePrecision@20"],
  ["exp.R", "exploreRecall@20"],
] as const;
const WITHOUT_DISCOVER_HEADER = [
  "model",
  ...WITHOUT_DISCOVER_KEYS.flatMap(([title]) => [`${title} all`, "reorder"]),
  "P reorder 95%",
];

function withoutDiscoverRow({ name, metrics, withoutDiscover }: ModelReport): string[] {
  const precision = withoutDiscover["precision@20"];
  return [
    name,
    ...WITHOUT_DISCOVER_KEYS.flatMap(([, key]) => [decimal(metrics[key]?.mean), decimal(withoutDiscover[key]?.mean)]),
    `${decimal(precision?.low)}-${decimal(precision?.high)}`,
  ];
}

/** Columns as wide as their widest cell: names to the left, figures to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("  "),
  );
}

function rowOf(model: ModelReport): string[] {
  const precision = model.metrics["precision@20"];
  return [
    model.name,
    ...COLUMNS.map((column) => decimal(model.metrics[column.key]?.mean)),
    `${decimal(precision?.low)}-${decimal(precision?.high)}`,
    decimal(model.shareOfCeiling["precision@20"]?.mean),
    model.tuneSeconds.toFixed(1),
    model.fitSeconds.toFixed(1),
    model.scoreSeconds.toFixed(1),
    model.peakMemoryMb.toFixed(0),
  ];
}

function decimal(value: number | null | undefined): string {
  return value === null || value === undefined ? "-" : value.toFixed(4);
}
