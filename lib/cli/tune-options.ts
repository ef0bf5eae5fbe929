import type { TuneOptions } from "@/lib/services/tuning/tune-model";
import { TUNABLE_MODELS, tunableModel } from "@/lib/training/tuning/model-spaces";
import { SAMPLERS, type Sampler } from "@/lib/training/tuning/run-search";
import { optionChecks, SEED_RANGE } from "./option-checks";

const DEFAULT_TRIALS = 40;
const MAX_TRIALS = 10_000;
const MAX_MINUTES = 7 * 24 * 60;

export const TUNE_USAGE = `Usage: npm run tune -- [--data FOLDER] --model NAME [--budget-trials N] [--budget-minutes M] [--sampler ${SAMPLERS.join("|")}] [--seed S] --json FILE

Searches the settings of a model by nDCG@20 on the 30-day windows before the last three, which are the test and are never looked at.
FOLDER is an import folder; without one, the data that the app serves. Models: ${TUNABLE_MODELS.join(", ")}.
N is the number of trials beside the defaults (default ${DEFAULT_TRIALS}); after M minutes no further trial begins (default: no limit). Every trial stays in
PARTWISE_DATA_DIR (default .partwise); the same command goes on where it was stopped, unless the engine's code
has changed since. The report goes to FILE.`;

export interface TuneCommand extends TuneOptions {
  /** An import folder; null = the data set that is being served. */
  readonly data: string | null;
  readonly json: string;
}

const check = optionChecks("tune");

/** Options of a command line, each checked; null = help was asked for. Throws AppError `invalid_input`. */
export function parseTuneOptions(args: readonly string[]): TuneCommand | null {
  const string = { type: "string" } as const;
  const values = check.parse(args, {
    data: string,
    model: string,
    "budget-trials": string,
    "budget-minutes": string,
    sampler: string,
    seed: string,
    json: string,
  });
  if (values === null) return null;
  const { model, sampler = "tpe" } = values;
  if (!model) throw check.wrong("model", "--model NAME is needed.");
  tunableModel(model);
  const json = check.jsonFile(values.json);
  if (json === null) throw check.wrong("json", "--json FILE is needed.");
  if (!(SAMPLERS as readonly string[]).includes(sampler)) {
    throw check.wrong("sampler", `--sampler must be ${SAMPLERS.join(" or ")}, not "${sampler}".`);
  }
  const trials = values["budget-trials"];
  return {
    data: check.folder(values.data),
    model,
    budgetTrials: check.wholeNumber("budget-trials", trials, { fallback: DEFAULT_TRIALS, low: 1, high: MAX_TRIALS }),
    budgetMinutes: minutes(values["budget-minutes"]),
    sampler: sampler as Sampler,
    seed: check.wholeNumber("seed", values.seed, SEED_RANGE),
    json,
  };
}

function minutes(text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value <= 0 || value > MAX_MINUTES) {
    throw check.wrong(
      "budget-minutes",
      `--budget-minutes must be a number above 0, at most ${MAX_MINUTES}, not "${text}".`,
    );
  }
  return value;
}
