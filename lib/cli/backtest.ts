import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stderr, stdout } from "node:process";
import { SingleBar } from "cli-progress";
import { env } from "@/lib/config/env";
import { keepSentenceVectors } from "@/lib/data/embeddings/keep-sentence-vectors";
import { openSentenceEmbedder } from "@/lib/data/embeddings/open-sentence-embedder";
import type { SentenceEmbedderPort } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import { storeReport, writeWhole } from "@/lib/services/backtest/report-store";
import { type BacktestProgress, runBacktest } from "@/lib/services/backtest/run-backtest";
import { TEXT_SIMILARITY } from "@/lib/training/fit-text-similarity";
import { BACKTEST_USAGE, parseBacktestOptions } from "./backtest-options";
import { backtestTable } from "./backtest-table";
import { snapshotOf } from "./snapshot-of";

function progressShown(): { report: (progress: BacktestProgress) => void; end: () => void } {
  if (!stderr.isTTY) {
    const report = ({ done, total, reused, last }: BacktestProgress) =>
      void stderr.write(last === "" ? `${reused} of ${total} cells known\n` : `${done}/${total} ${last}\n`);
    return { report, end: () => undefined };
  }
  const bar = new SingleBar({
    format: "{bar} {value}/{total} {last}",
    hideCursor: true,
    stream: stderr,
    clearOnComplete: true,
  });
  bar.start(1, 0, { last: "" });
  const report = ({ done, total, last }: BacktestProgress) => {
    bar.setTotal(Math.max(1, total));
    bar.update(done, { last });
  };
  return { report, end: () => bar.stop() };
}

async function embedderOf(folder: string | null, dataDir: string): Promise<SentenceEmbedderPort | null> {
  if (folder === null) return null;
  return keepSentenceVectors(await openSentenceEmbedder(folder), join(dataDir, "sentence-vectors"));
}

async function main(args: readonly string[]): Promise<void> {
  const options = parseBacktestOptions(args);
  if (options === null) {
    stdout.write(`${BACKTEST_USAGE}\n`);
    return;
  }
  const { dataDir, embeddingsDir } = env();
  const isReadingTexts = options.models.includes(TEXT_SIMILARITY);
  const embedder = isReadingTexts ? await embedderOf(embeddingsDir, dataDir) : null;
  const startedMs = performance.now();
  const snapshot = await snapshotOf(options.data, dataDir);
  const progress = progressShown();
  const report = await runBacktest({
    ...options,
    snapshot,
    dataDir,
    embedder,
    generatedAt: new Date().toISOString(),
    onProgress: progress.report,
  }).finally(progress.end);
  await mkdir(dirname(options.json), { recursive: true });
  await writeWhole(options.json, report);
  const stored = await storeReport(dataDir, report);
  stdout.write(`${backtestTable(report)}\n`);
  stdout.write(`${((performance.now() - startedMs) / 1000).toFixed(1)} s. Report: ${options.json}, ${stored}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  stderr.write(`${error.message}${error.remedy ? ` ${error.remedy}` : ""}\n`);
  process.exitCode = 1;
}
