import { createHash } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BacktestReport } from "@/lib/evaluation/report";

/**
 * Writes the report to `reports/<hash>.json` of the data directory, where the Performance page looks; answers the path. The hash
 * names what was asked (data, protocol, cutoffs, models and what they rest on, code, seed), so the same question replaces its answer.
 */
export async function storeReport(dataDir: string, report: BacktestReport): Promise<string> {
  const asked = [
    report.snapshotId,
    report.protocol,
    report.codeVersion,
    report.seed,
    report.cutoffs.map((cutoff) => cutoff.cutoff),
    report.models.map((model) => [model.name, model.source]),
  ];
  const folder = join(dataDir, "reports");
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${createHash("sha256").update(JSON.stringify(asked)).digest("hex").slice(0, 16)}.json`);
  await writeWhole(path, report);
  return path;
}

/** Written beside and renamed, so that a reader never meets half a file. */
export async function writeWhole(path: string, report: BacktestReport): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, `${JSON.stringify(report, null, 1)}\n`);
  await rename(part, path);
}
