import { statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "@/lib/domain/app-error";
import { TUNABLE_MODELS, tunableModel } from "@/lib/training/tuning/model-spaces";
import { SAMPLERS, type Sampler } from "@/lib/training/tuning/run-search";

const DEFAULT_TRIALS = 40;
const MAX_TRIALS = 10_000;
const MAX_MINUTES = 7 * 24 * 60;
const DEFAULT_SEED = 1;

export const TUNE_USAGE = `Usage: npm run tune -- [--data FOLDER] --model NAME [--budget-trials N] [--budget-minutes M] [--sampler ${SAMPLERS.join("|")}] [--seed S] --json FILE

Searches the settings of a model by nDCG@20 on the 30-day windows before the last three, which are the test and are never looked at.
FOLDER is an import folder; without one, the data that the app serves. Models: ${TUNABLE_MODELS.join(", ")}.
N is the number of trials beside the defaults (default ${DEFAULT_TRIALS}); after M minutes no further trial begins (default: no limit). Every trial stays in
PARTWISE_DATA_DIR (default .partwise); the same command goes on where it was stopped, unless the engine's code
has changed since. The report goes to FILE.`;

export interface TuneOptions {
  /** An import folder; null = the data set that is being served. */
  readonly data: string | null;
  readonly model: string;
  readonly budgetTrials: number;
  /** null = no limit. */
  readonly budgetMinutes: number | null;
  readonly sampler: Sampler;
  readonly seed: number;
  readonly json: string;
}

function wrong(field: string, message: string): AppError {
  return new AppError("invalid_input", message, { field, remedy: "See npm run tune -- --help." });
}

/** Options of a command line, each checked; null = help was asked for. Throws AppError `invalid_input`. */
export function parseTuneOptions(args: readonly string[]): TuneOptions | null {
  const values = parsed(args);
  if (values.help === true) return null;
  const { data, model, json, sampler = "tpe" } = values;
  if (!model) throw wrong("model", "--model NAME is needed.");
  tunableModel(model);
  if (!json) throw wrong("json", "--json FILE is needed.");
  if (statSync(json, { throwIfNoEntry: false })?.isDirectory()) throw wrong("json", `${json} is a folder, not a file.`);
  if (!(SAMPLERS as readonly string[]).includes(sampler)) {
    throw wrong("sampler", `--sampler must be ${SAMPLERS.join(" or ")}, not "${sampler}".`);
  }
  if (data !== undefined && !statSync(data, { throwIfNoEntry: false })?.isDirectory()) {
    throw wrong("data", `There is no folder ${data || '""'}.`);
  }
  const trials = values["budget-trials"];
  return {
    data: data ?? null,
    model,
    budgetTrials: wholeNumber("budget-trials", trials, { fallback: DEFAULT_TRIALS, low: 1, high: MAX_TRIALS }),
    budgetMinutes: minutes(values["budget-minutes"]),
    sampler: sampler as Sampler,
    seed: wholeNumber("seed", values.seed, { fallback: DEFAULT_SEED, low: 0, high: 2 ** 31 - 1 }),
    json: resolve(json),
  };
}

function parsed(args: readonly string[]) {
  const string = { type: "string" } as const;
  const options = {
    data: string,
    model: string,
    "budget-trials": string,
    "budget-minutes": string,
    sampler: string,
    seed: string,
    json: string,
    help: { type: "boolean", short: "h" },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw wrong("options", (error as Error).message.split("\n")[0]);
  }
}

function wholeNumber(
  field: string,
  text: string | undefined,
  { fallback, low, high }: { fallback: number; low: number; high: number },
): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < low || value > high) {
    throw wrong(field, `--${field} must be a whole number from ${low} to ${high}, not "${text}".`);
  }
  return value;
}

function minutes(text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value <= 0 || value > MAX_MINUTES) {
    throw wrong("budget-minutes", `--budget-minutes must be a number above 0, at most ${MAX_MINUTES}, not "${text}".`);
  }
  return value;
}
