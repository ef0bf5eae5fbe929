import type { ListedModel, ModelManifest } from "@/lib/data/artifacts/model-manifest";
import type { AblationRow } from "@/lib/training/ranker/train-candidate";

interface Interval {
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const figure = (value: number | null) => (value === null ? "-" : value.toFixed(4));
const signed = (value: number | null) => (value === null ? "-" : `${value < 0 ? "" : "+"}${value.toFixed(4)}`);
const day = (sec: number) => new Date(sec * 1000).toISOString().slice(0, 10);
const change = ({ mean, low, high }: Interval) => `${signed(mean)} [${signed(low)}, ${signed(high)}]`;

/** Columns padded to their widest cell; the first is left-aligned. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("  "),
    )
    .join("\n");
}

/** A candidate beside the model it would replace. */
export function comparisonTable({ comparison }: ModelManifest): string {
  if (comparison === null) return "There is no earlier window to compare on.";
  const { incumbent, users, cutoffSec, endSec, metrics, segments } = comparison;
  const rows = [["", "candidate", incumbent, "difference [95%]"]];
  for (const [key, row] of Object.entries(metrics))
    rows.push([key, figure(row.candidate.mean), figure(row.incumbent.mean), change(row.difference)]);
  for (const row of segments) rows.push([`precision@20 ${row.segment} (${row.users})`, "", "", change(row.difference)]);
  return `${day(cutoffSec)} to ${day(endSec)}, ${users} customers who bought:\n${table(rows)}`;
}

export function modelList(models: readonly ListedModel[]): string {
  const rows = [["id", "state", "data to", "trained", "precision@20", "against", "difference [95%]"]];
  for (const { manifest, state } of models) {
    const precision = manifest.comparison?.metrics["precision@20"];
    rows.push([
      manifest.id,
      state,
      day(manifest.cutoffSec),
      manifest.createdAt.slice(0, 16).replace("T", " "),
      figure(precision?.candidate.mean ?? null),
      manifest.comparison?.incumbent ?? "-",
      precision === undefined ? "-" : change(precision.difference),
    ]);
  }
  return table(rows);
}

export function ablationTable(rows: readonly AblationRow[]): string {
  const lines = [["without", "features", "precision@20", "ndcg@20", "precision@20 lost or gained [95%]"]];
  for (const { without, features, compared } of rows) {
    const { "precision@20": precision, "ndcg@20": ndcg } = compared.metrics;
    lines.push([
      without ?? "nothing",
      String(features),
      figure(precision.candidate.mean),
      figure(ndcg.candidate.mean),
      without === null ? "" : change(precision.difference),
    ]);
  }
  return table(lines);
}
