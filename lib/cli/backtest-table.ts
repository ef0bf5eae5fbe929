import type { BacktestReport, Metrics, ModelReport } from "@/lib/evaluation/report";

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
    ...(report.baseline === null ? [] : [`P@20 - ${report.baseline}`]),
    ...(isAgainstLive(report) ? [`P@20 - ${report.live}`] : []),
    "tune s",
    "fit s",
    "score s",
    "MB",
  ];
  const cutoffs = report.cutoffs.map((fold) => `${fold.cutoff.slice(0, 10)} (${fold.evaluatedUsers} users)`);
  return [
    `${report.protocol}, snapshot ${report.snapshotId.slice(0, 12)}, ${report.users} evaluated users at ${cutoffs.join(", ") || "no cutoff"}.`,
    `Ceiling P@20 ${decimal(report.ceiling["precision@20"])}. A star: the paired difference is clear of 0 (95%, ${report.bootstrapDraws} draws of customers).`,
    ...report.notes,
    "",
    ...aligned([header, ...report.models.map((model) => rowOf(report, model))]),
    "",
    "With the Discover list (all) and without it (reorder: the same scores, only products bought before), at 20:",
    "",
    ...aligned([WITHOUT_DISCOVER_HEADER, ...report.models.map(withoutDiscoverRow)]),
    ...calibrationLines(report),
  ].join("\n");
}

/** Models that claim probabilities: how far off these are, over all windows and in each. */
function calibrationLines({ models, cutoffs }: BacktestReport): string[] {
  const claiming = models.filter((model) => model.calibration !== null);
  if (claiming.length === 0) return [];
  const rows = claiming.map(({ name, calibration, calibrationErrorByCutoff }) => [
    name,
    decimal(calibration?.expectedCalibrationError),
    ...calibrationErrorByCutoff.map(decimal),
  ]);
  const header = ["model", "all", ...cutoffs.map(({ cutoff }) => cutoff.slice(0, 10))];
  return ["", "Expected calibration error, over all windows and in each:", "", ...aligned([header, ...rows])];
}

/** The model that serves has a column of its own where it is not the baseline's. */
const isAgainstLive = ({ live, baseline }: BacktestReport) => live !== null && live !== baseline;

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

function rowOf(report: BacktestReport, model: ModelReport): string[] {
  const precision = model.metrics["precision@20"];
  return [
    model.name,
    ...COLUMNS.map((column) => decimal(model.metrics[column.key]?.mean)),
    `${decimal(precision?.low)}-${decimal(precision?.high)}`,
    decimal(model.shareOfCeiling["precision@20"]?.mean),
    ...(report.baseline === null ? [] : [difference(model.versusBaseline)]),
    ...(isAgainstLive(report) ? [difference(model.versusLive)] : []),
    model.tuneSeconds.toFixed(1),
    model.fitSeconds.toFixed(1),
    model.scoreSeconds.toFixed(1),
    model.peakMemoryMb.toFixed(0),
  ];
}

/** Paired difference with a star where its 95% interval leaves out 0. */
function difference(metrics: Metrics | null): string {
  const { mean = null, low = null, high = null } = metrics?.["precision@20"] ?? {};
  if (mean === null) return "-";
  const isClear = (low ?? 0) > 0 || (high ?? 0) < 0;
  return `${mean < 0 ? "" : "+"}${mean.toFixed(4)}${isClear ? "*" : " "}`;
}

function decimal(value: number | null | undefined): string {
  return value === null || value === undefined ? "-" : value.toFixed(4);
}
