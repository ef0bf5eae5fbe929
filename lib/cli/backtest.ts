import { statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { stderr, stdout } from "node:process";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { env } from "@/lib/config/env";
import { loadImportFolder } from "@/lib/data/import/load-import-folder";
import { AppError } from "@/lib/domain/app-error";
import { TEST_WINDOWS } from "@/lib/evaluation/plan-windows";
import { PROTOCOLS, type Protocol } from "@/lib/evaluation/split";
import { storeReport, writeWhole } from "@/lib/services/backtest/report-store";
import { type BacktestProgress, runBacktest } from "@/lib/services/backtest/run-backtest";
import { MODELS, modelNamed } from "@/lib/training/models";
import { backtestTable } from "./backtest-table";

const MAX_WINDOWS = 24;
const DEFAULT_SEED = 1;

const USAGE = `Usage: npm run backtest -- --data FOLDER --protocol ${PROTOCOLS.join("|")} [--models a,b,...] [--windows N] [--seed N] [--threads N] --json FILE

Fits every model on the past of each cutoff and measures it on what was bought after. FOLDER is an import folder (order_lines and, if
there are any, products and customers). Models (default: all): ${MODELS.map((model) => model.name).join(", ")}.
Finished cells stay in PARTWISE_DATA_DIR (default .partwise) and are reused; the report goes to FILE and to reports/ there.`;

interface Options {
  readonly data: string;
  readonly protocol: Protocol;
  readonly models: readonly string[];
  readonly windows: number;
  readonly seed: number;
  readonly threads: number;
  readonly json: string;
}

function wrong(field: string, message: string): AppError {
  return new AppError("invalid_input", message, { field, remedy: "See npm run backtest -- --help." });
}

function wholeNumber(
  field: string,
  text: string | undefined,
  range: { fallback: number; low: number; high: number },
): number {
  if (text === undefined) return range.fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < range.low || value > range.high) {
    throw wrong(field, `--${field} must be a whole number from ${range.low} to ${range.high}, not "${text}".`);
  }
  return value;
}

/** Options of a command line, each checked; null = help was asked for. Throws AppError `invalid_input`. */
export function parseOptions(args: readonly string[]): Options | null {
  const string = { type: "string" } as const;
  const options = {
    data: string,
    protocol: string,
    models: string,
    windows: string,
    seed: string,
    threads: string,
    json: string,
  };
  let values: { [key in keyof typeof options]?: string } & { help?: boolean };
  try {
    values = parseArgs({ args: [...args], options: { ...options, help: { type: "boolean", short: "h" } } }).values;
  } catch (error) {
    throw wrong("options", (error as Error).message.split("\n")[0]);
  }
  if (values.help === true) return null;
  const { data, protocol, json } = values;
  if (!data) throw wrong("data", "--data FOLDER is needed.");
  if (!json) throw wrong("json", "--json FILE is needed.");
  const isProtocol = (text: string | undefined): text is Protocol =>
    (PROTOCOLS as readonly (string | undefined)[]).includes(text);
  if (!isProtocol(protocol)) {
    throw wrong(
      "protocol",
      `--protocol must be ${PROTOCOLS.join(" or ")}${protocol === undefined ? "" : `, not "${protocol}"`}.`,
    );
  }
  const named = values.models?.split(",").map((name) => name.trim()) ?? MODELS.map((model) => model.name);
  for (const name of named) modelNamed(name);
  if (!statSync(data, { throwIfNoEntry: false })?.isDirectory()) throw wrong("data", `There is no folder ${data}.`);
  if (statSync(json, { throwIfNoEntry: false })?.isDirectory()) throw wrong("json", `${json} is a folder, not a file.`);
  const cores = availableParallelism();
  return {
    data,
    protocol,
    models: [...new Set(named)],
    windows: wholeNumber("windows", values.windows, { fallback: TEST_WINDOWS, low: 1, high: MAX_WINDOWS }),
    seed: wholeNumber("seed", values.seed, { fallback: DEFAULT_SEED, low: 0, high: 2 ** 31 - 1 }),
    threads: wholeNumber("threads", values.threads, { fallback: cores, low: 1, high: 64 }),
    json: resolve(json),
  };
}

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

async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args);
  if (options === null) {
    stdout.write(`${USAGE}\n`);
    return;
  }
  const { dataDir } = env();
  const cacheDir = join(dataDir, "backtest-snapshots");
  await mkdir(cacheDir, { recursive: true });
  const startedMs = performance.now();
  const snapshot = await loadImportFolder({ folder: options.data, cacheDir });
  const progress = progressShown();
  const report = await runBacktest({
    ...options,
    snapshot,
    dataDir,
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
