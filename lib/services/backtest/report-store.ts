import { createHash } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BacktestReport } from "@/lib/evaluation/report";
import { type ModelLists, packLists } from "./packed-lists";

/** The hash names what was asked: data, protocol, cutoffs, models and what they rest on, code, seed. */
function reportId(report: BacktestReport): string {
  const asked = [
    report.snapshotId,
    report.protocol,
    report.codeVersion,
    report.seed,
    report.cutoffs.map((cutoff) => cutoff.cutoff),
    report.models.map((model) => [model.name, model.source]),
  ];
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex").slice(0, 16);
}

/**
 * Writes the report to `reports/<hash>.json` of the data directory, where the Performance page looks; answers the path. The same
 * question replaces its answer.
 */
export async function storeReport(dataDir: string, report: BacktestReport): Promise<string> {
  const folder = join(dataDir, "reports");
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${reportId(report)}.json`);
  await writeWhole(path, report);
  return path;
}

/**
 * Writes what each model listed to `reports/lists/<hash>/<model>.json`, beside the report of the same hash: figures by rep, and the
 * hits and misses of one customer, are counted from these.
 */
export async function storeLists(
  dataDir: string,
  report: BacktestReport,
  models: readonly ModelLists[],
): Promise<void> {
  const folder = join(dataDir, "reports", "lists", reportId(report));
  await mkdir(folder, { recursive: true });
  for (const lists of models) await writeText(join(folder, `${lists.model}.json`), `${packLists(lists)}\n`);
}

export const writeWhole = (path: string, report: BacktestReport): Promise<void> =>
  writeText(path, `${JSON.stringify(report, null, 1)}\n`);

/** Written beside and renamed, so that a reader never meets half a file. */
async function writeText(path: string, text: string): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, text);
  await rename(part, path);
}
