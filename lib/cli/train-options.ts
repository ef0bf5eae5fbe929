import { RANKER_DEFAULTS, type RankerSettings } from "@/lib/training/ranker/ranker-settings";
import { optionChecks, SEED_RANGE } from "./option-checks";

export const TRAIN_USAGE = `Usage: npm run train [-- --data FOLDER] [--as-of DATE] [--seed N] [--settings FILE] [--set name=value,...] [--json FILE] [--ablation]

Fits the ranker on the data being served (or on the import folder FOLDER, without serving it), compares it with the live model (V3 where
there is none) on the last 30 days before DATE (default: the day after the newest order) and stores it as a candidate.
"npm run models -- promote ID" makes it live. --ablation only measures what each kind of feature is worth, on that window.
--settings takes a report of "npm run tune -- --model ranker" and trains with the settings it found; --set goes before them.
Settings for --set and their defaults: ${Object.entries(RANKER_DEFAULTS)
  .map(([name, value]) => `${name}=${value}`)
  .join(", ")}.`;

export interface TrainOptions {
  /** null = the data being served. */
  readonly data: string | null;
  /** Midnight UTC; null = after the newest order. */
  readonly asOfSec: number | null;
  readonly seed: number;
  /** A report of `npm run tune`; null = the defaults. */
  readonly tuned: string | null;
  /** Settings named one by one. */
  readonly set: Partial<RankerSettings>;
  readonly json: string | null;
  readonly ablation: boolean;
}

const SHARES = new Set(["keepUnbought", "rowShare", "featureShare", "rankShare"]);
const REALS = new Set([...SHARES, "learningRate", "lambdaL2"]);

const check = optionChecks("train");

/** Options of a command line, each checked; null = help was asked for. Throws AppError `invalid_input`. */
export function parseTrainOptions(args: readonly string[]): TrainOptions | null {
  const string = { type: "string" } as const;
  const values = check.parse(args, {
    data: string,
    "as-of": string,
    seed: string,
    settings: string,
    set: string,
    json: string,
    ablation: { type: "boolean" },
  });
  if (values === null) return null;
  return {
    data: check.folder(values.data),
    asOfSec: check.day("as-of", values["as-of"]),
    seed: check.wholeNumber("seed", values.seed, SEED_RANGE),
    tuned: values.settings ?? null,
    set: settingsOf(values.set),
    json: check.jsonFile(values.json),
    ablation: values.ablation === true,
  };
}

function settingsOf(text: string | undefined): Partial<RankerSettings> {
  const settings: Record<string, number> = {};
  for (const pair of text === undefined ? [] : text.split(",")) {
    const [name, value, ...more] = pair.split("=").map((part) => part.trim());
    if (!(name in RANKER_DEFAULTS) || !value || more.length > 0)
      throw check.wrong("set", `--set takes name=value pairs of the settings below, not "${pair}".`);
    const number = Number(value);
    const isFine =
      Number.isFinite(number) &&
      number >= 0 &&
      (SHARES.has(name) ? number <= 1 : true) &&
      (REALS.has(name) || (Number.isInteger(number) && number >= 1));
    if (!isFine)
      throw check.wrong(
        "set",
        `--set ${name} must be ${SHARES.has(name) ? "from 0 to 1" : REALS.has(name) ? "a number of at least 0" : "a whole number of at least 1"}, not "${value}".`,
      );
    settings[name] = number;
  }
  return settings;
}
