import { join } from "node:path";
import { stdout } from "node:process";
import { env } from "@/lib/config/env";
import { openModelRegistry } from "@/lib/data/artifacts/model-registry";
import { keepSentenceVectors } from "@/lib/data/embeddings/keep-sentence-vectors";
import { openSentenceEmbedder } from "@/lib/data/embeddings/open-sentence-embedder";
import type { SentenceEmbedderPort } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import { storeReport } from "@/lib/services/backtest/report-store";
import { type BacktestProgress, runBacktest } from "@/lib/services/backtest/run-backtest";
import { readTunedSettings } from "@/lib/services/tuning/read-tuned-settings";
import { TEXT_SIMILARITY } from "@/lib/training/fit-text-similarity";
import { BACKTEST_USAGE, type BacktestOptions, parseBacktestOptions } from "./backtest-options";
import { backtestTable } from "./backtest-table";
import { claimJsonTarget, type JsonTarget } from "./json-target";
import { runCommand } from "./run-command";
import { shownProgress } from "./shown-progress";
import { snapshotOf } from "./snapshot-of";

const shown = () =>
  shownProgress<BacktestProgress>({
    format: "{bar} {value}/{total} {last}",
    barOf: ({ done, total, last }) => ({ done, total, words: { last } }),
    lineOf: ({ done, total, reused, last }) =>
      last === "" ? `${reused} of ${total} cells known` : `${done}/${total} ${last}`,
  });

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
  const target = await claimJsonTarget(options.json);
  await backtestInto(options, target).finally(target.release);
}

/** Name of the model that serves; null where nothing was trained, or its record is damaged. */
async function liveModelOf(dataDir: string): Promise<string | null> {
  try {
    return (await openModelRegistry(dataDir).live())?.manifest.name ?? null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

async function backtestInto(options: BacktestOptions, target: JsonTarget): Promise<void> {
  const { dataDir, embeddingsDir } = env();
  const tuned = await Promise.all(options.settings.map(readTunedSettings));
  const isReadingTexts = options.models.includes(TEXT_SIMILARITY);
  const embedder = isReadingTexts ? await embedderOf(embeddingsDir, dataDir) : null;
  const startedMs = performance.now();
  const snapshot = await snapshotOf(options.data, dataDir);
  const progress = shown();
  const report = await runBacktest({
    ...options,
    snapshot,
    dataDir,
    embedder,
    tuned,
    live: await liveModelOf(dataDir),
    generatedAt: new Date().toISOString(),
    onProgress: progress.report,
  }).finally(progress.end);
  await target.write(report);
  const stored = await storeReport(dataDir, report);
  stdout.write(`${backtestTable(report)}\n`);
  stdout.write(`${((performance.now() - startedMs) / 1000).toFixed(1)} s. Report: ${options.json}, ${stored}\n`);
}

await runCommand(main);
