import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { stderr, stdout } from "node:process";
import { SingleBar } from "cli-progress";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/domain/app-error";
import { snapshotOf } from "./snapshot-of";
import { type TuneProgress, tuneModel } from "./tune-model";
import { parseTuneOptions, TUNE_USAGE, type TuneOptions } from "./tune-options";
import { tuneTable } from "./tune-report";

function progressShown(): { report: (progress: TuneProgress) => void; end: () => void } {
  const bestOf = ({ best }: TuneProgress) => (best === null ? "-" : best.toFixed(4));
  if (!stderr.isTTY) {
    const report = (progress: TuneProgress) => {
      const { done, total, window } = progress;
      if (window === 0) stderr.write(`${done} of ${total} trials, best nDCG@20 ${bestOf(progress)}\n`);
    };
    return { report, end: () => undefined };
  }
  const bar = new SingleBar({
    format: "{bar} {value}/{total} trials, window {window} of {windows}, best nDCG@20 {best}",
    hideCursor: true,
    stream: stderr,
    clearOnComplete: true,
  });
  bar.start(1, 0, { window: 0, windows: 0, best: "-" });
  const report = (progress: TuneProgress) => {
    bar.setTotal(progress.total);
    bar.update(progress.done, { window: progress.window, windows: progress.windows, best: bestOf(progress) });
  };
  return { report, end: () => bar.stop() };
}

/** Folders above are made too. One by one: Node's recursive mkdir never returns where the system allows no folder (/proc). */
async function makeFolder(folder: string): Promise<void> {
  if ((await stat(folder).catch(() => null))?.isDirectory()) return;
  if (dirname(folder) !== folder) await makeFolder(dirname(folder));
  await mkdir(folder);
}

async function main(args: readonly string[]): Promise<void> {
  const options = parseTuneOptions(args);
  if (options === null) {
    stdout.write(`${TUNE_USAGE}\n`);
    return;
  }
  const { dataDir } = env();
  // A report that cannot be written must not be found out after the search.
  const part = `${options.json}.${process.pid}.part`;
  await makeFolder(dirname(options.json));
  await writeFile(part, "");
  await tuneInto(options, { part, dataDir }).finally(() => rm(part, { force: true }));
}

async function tuneInto(options: TuneOptions, { part, dataDir }: { part: string; dataDir: string }): Promise<void> {
  const startedMs = performance.now();
  const snapshot = await snapshotOf(options.data, dataDir);
  const progress = progressShown();
  const report = await tuneModel({
    snapshot,
    options,
    dataDir,
    generatedAt: new Date().toISOString(),
    onProgress: progress.report,
  }).finally(progress.end);
  // Written beside and renamed, so that a reader never meets half a file.
  await writeFile(part, `${JSON.stringify(report, null, 1)}\n`);
  await rename(part, options.json);
  stdout.write(`${tuneTable(report)}\n`);
  stdout.write(`${((performance.now() - startedMs) / 1000).toFixed(1)} s. Report: ${options.json}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  // A file or folder that cannot be read or written says so in one line too; anything else is a defect.
  const isSystemError = error instanceof Error && "syscall" in error;
  if (!(error instanceof AppError) && !isSystemError) throw error;
  const remedy = error instanceof AppError ? error.remedy : "Check the path, the rights and the disk.";
  stderr.write(`${error.message}${remedy ? ` ${remedy}` : ""}\n`);
  process.exitCode = 1;
}
