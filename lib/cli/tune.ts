import { stdout } from "node:process";
import { env } from "@/lib/config/env";
import { type TuneProgress, tuneModel } from "@/lib/services/tuning/tune-model";
import { claimJsonTarget, type JsonTarget } from "./json-target";
import { runCommand } from "./run-command";
import { shownProgress } from "./shown-progress";
import { snapshotOf } from "./snapshot-of";
import { parseTuneOptions, TUNE_USAGE, type TuneCommand } from "./tune-options";
import { tuneTable } from "./tune-table";

const bestOf = ({ best }: TuneProgress) => (best === null ? "-" : best.toFixed(4));

const shown = () =>
  shownProgress<TuneProgress>({
    format: "{bar} {value}/{total} {what}, best nDCG@20 {best}",
    barOf: (progress) => {
      const { stage, done, total, window, windows } = progress;
      const what =
        stage === "search" ? `trials, window ${window} of ${windows}` : "fits of the best beside the defaults";
      return { done, total, words: { what, best: bestOf(progress) } };
    },
    lineOf: (progress) => {
      const { stage, done, total, window } = progress;
      if (stage === "compare") return `${done} of ${total} fits of the best beside the defaults`;
      return window === 0 ? `${done} of ${total} trials, best nDCG@20 ${bestOf(progress)}` : null;
    },
  });

async function main(args: readonly string[]): Promise<void> {
  const options = parseTuneOptions(args);
  if (options === null) {
    stdout.write(`${TUNE_USAGE}\n`);
    return;
  }
  // A report that cannot be written must not be found out after the search.
  const target = await claimJsonTarget(options.json);
  await tuneInto(options, target).finally(target.release);
}

async function tuneInto(options: TuneCommand, target: JsonTarget): Promise<void> {
  const { dataDir } = env();
  const startedMs = performance.now();
  const snapshot = await snapshotOf(options.data, dataDir);
  const progress = shown();
  const report = await tuneModel({
    snapshot,
    options,
    dataDir,
    generatedAt: new Date().toISOString(),
    onProgress: progress.report,
  }).finally(progress.end);
  await target.write(report);
  stdout.write(`${tuneTable(report)}\n`);
  stdout.write(`${((performance.now() - startedMs) / 1000).toFixed(1)} s. Report: ${options.json}\n`);
  stdout.write(
    `To use these settings: npm run ${report.model === "ranker" ? "train" : "backtest"} -- --settings ${options.json} ...\n`,
  );
}

await runCommand(main);
