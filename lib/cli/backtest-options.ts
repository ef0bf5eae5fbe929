import { availableParallelism } from "node:os";
import { TEST_WINDOWS } from "@/lib/evaluation/plan-windows";
import { PROTOCOLS, type Protocol } from "@/lib/evaluation/split";
import { MODELS, modelNamed } from "@/lib/training/models";
import { optionChecks, SEED_RANGE } from "./option-checks";

const MAX_WINDOWS = 24;

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

const check = optionChecks("backtest");

/** Options of a command line, each checked; null = help was asked for. Throws AppError `invalid_input`. */
export function parseBacktestOptions(args: readonly string[]): BacktestOptions | null {
  const string = { type: "string" } as const;
  const values = check.parse(args, {
    data: string,
    protocol: string,
    models: string,
    windows: string,
    seed: string,
    threads: string,
    settings: string,
    json: string,
  });
  if (values === null) return null;
  const { protocol } = values;
  const json = check.jsonFile(values.json);
  if (json === null) throw check.wrong("json", "--json FILE is needed.");
  if (!isProtocol(protocol)) {
    const said = protocol === undefined ? "" : `, not "${protocol}"`;
    throw check.wrong("protocol", `--protocol must be ${PROTOCOLS.join(" or ")}${said}.`);
  }
  const named = listed(values.models) ?? MODELS.map((model) => model.name);
  for (const name of named) modelNamed(name);
  return {
    data: check.folder(values.data),
    protocol,
    models: [...new Set(named)],
    windows: check.wholeNumber("windows", values.windows, { fallback: TEST_WINDOWS, low: 1, high: MAX_WINDOWS }),
    seed: check.wholeNumber("seed", values.seed, SEED_RANGE),
    threads: check.wholeNumber("threads", values.threads, { fallback: availableParallelism(), low: 1, high: 64 }),
    settings: listed(values.settings) ?? [],
    json,
  };
}

const isProtocol = (text: string | undefined): text is Protocol =>
  (PROTOCOLS as readonly (string | undefined)[]).includes(text);

const listed = (text: string | undefined) => text?.split(",").map((part) => part.trim());
