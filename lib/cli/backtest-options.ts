import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "@/lib/domain/app-error";
import { TEST_WINDOWS } from "@/lib/evaluation/plan-windows";
import { PROTOCOLS, type Protocol } from "@/lib/evaluation/split";
import { MODELS, modelNamed } from "@/lib/training/models";

const MAX_WINDOWS = 24;
const DEFAULT_SEED = 1;

export const BACKTEST_USAGE = `Usage: npm run backtest -- [--data FOLDER] --protocol ${PROTOCOLS.join("|")} [--models a,b,...] [--windows N] [--seed N] [--threads N] [--settings FILE,...] --json FILE

Fits every model on the past of each cutoff and measures it on what was bought after. FOLDER is an import folder (order_lines and, if
there are any, products and customers); without one, the data that the app serves. Models (default: all): ${MODELS.map((model) => model.name).join(", ")}.
With PARTWISE_EMBEDDINGS (a folder with sentence embeddings installed), text-similarity rests on them.
--settings takes reports of npm run tune: their models are fitted with the settings found, instead of choosing some at each cutoff.
Finished cells stay in PARTWISE_DATA_DIR (default .partwise) and are reused; the report goes to FILE and to reports/ there.`;

export interface BacktestOptions {
  /** An import folder; null = the data set that is being served. */
  readonly data: string | null;
  readonly protocol: Protocol;
  readonly models: readonly string[];
  readonly windows: number;
  readonly seed: number;
  readonly threads: number;
  /** Reports of `npm run tune` whose best settings are used. */
  readonly settings: readonly string[];
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
export function parseBacktestOptions(args: readonly string[]): BacktestOptions | null {
  const string = { type: "string" } as const;
  const options = {
    data: string,
    protocol: string,
    models: string,
    windows: string,
    seed: string,
    threads: string,
    settings: string,
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
  if (data !== undefined && !statSync(data, { throwIfNoEntry: false })?.isDirectory()) {
    throw wrong("data", `There is no folder ${data || '""'}.`);
  }
  if (statSync(json, { throwIfNoEntry: false })?.isDirectory()) throw wrong("json", `${json} is a folder, not a file.`);
  const cores = availableParallelism();
  return {
    data: data ?? null,
    protocol,
    models: [...new Set(named)],
    windows: wholeNumber("windows", values.windows, { fallback: TEST_WINDOWS, low: 1, high: MAX_WINDOWS }),
    seed: wholeNumber("seed", values.seed, { fallback: DEFAULT_SEED, low: 0, high: 2 ** 31 - 1 }),
    threads: wholeNumber("threads", values.threads, { fallback: cores, low: 1, high: 64 }),
    settings: values.settings === undefined ? [] : values.settings.split(",").map((path) => path.trim()),
    json: resolve(json),
  };
}
