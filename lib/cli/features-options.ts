import { LABEL_DAYS } from "@/lib/services/features/build-features";
import { optionChecks, SEED_RANGE } from "./option-checks";

export const FEATURES_USAGE = `Usage: npm run features [-- --data FOLDER] [--cutoff DATE] [--limit-users N] [--seed N]
       npm run features -- --list

Stores the features of one day as Parquet under PARTWISE_DATA_DIR/features: those of the ranker, one row a candidate product of an
agreement, and the demand of each product. They know what was ordered before DATE (default: ${LABEL_DAYS} days before the end of the data,
so that the label, bought in the ${LABEL_DAYS} days after, is known). Works on the data being served, or on the import folder FOLDER.
--limit-users takes a sample of N agreements.`;

export interface FeaturesOptions {
  /** null = the data being served. */
  readonly data: string | null;
  /** Midnight UTC; null = the newest day whose label is known. */
  readonly cutoffSec: number | null;
  /** null = every agreement with a history. */
  readonly limitUsers: number | null;
  readonly seed: number;
  /** Only names what is stored. */
  readonly list: boolean;
}

const check = optionChecks("features");

/** Options of a command line, each checked; null = help was asked for. Throws AppError `invalid_input`. */
export function parseFeaturesOptions(args: readonly string[]): FeaturesOptions | null {
  const string = { type: "string" } as const;
  const values = check.parse(args, {
    data: string,
    cutoff: string,
    "limit-users": string,
    seed: string,
    list: { type: "boolean" },
  });
  if (values === null) return null;
  return {
    data: check.folder(values.data),
    cutoffSec: check.day("cutoff", values.cutoff),
    limitUsers: check.wholeNumber("limit-users", values["limit-users"], { fallback: null, low: 1, high: 2 ** 31 - 1 }),
    seed: check.wholeNumber("seed", values.seed, SEED_RANGE),
    list: values.list === true,
  };
}
