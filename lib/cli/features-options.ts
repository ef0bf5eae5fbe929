import { statSync } from "node:fs";
import { parseArgs } from "node:util";
import { AppError } from "@/lib/domain/app-error";
import { LABEL_DAYS } from "@/lib/services/features/build-features";
import { parseDay } from "./parse-day";

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

function wrong(field: string, message: string): AppError {
  return new AppError("invalid_input", message, { field, remedy: "See npm run features -- --help." });
}

/** Options of a command line, each checked; null = help was asked for. Throws AppError `invalid_input`. */
export function parseFeaturesOptions(args: readonly string[]): FeaturesOptions | null {
  const string = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const options = { data: string, cutoff: string, "limit-users": string, seed: string, list: flag } as const;
  let values: { data?: string; cutoff?: string; "limit-users"?: string; seed?: string; list?: boolean; help?: boolean };
  try {
    values = parseArgs({ args: [...args], options: { ...options, help: { ...flag, short: "h" } } }).values;
  } catch (error) {
    throw wrong("options", (error as Error).message.split("\n")[0]);
  }
  if (values.help === true) return null;
  const { data = null, cutoff } = values;
  if (data !== null && !statSync(data, { throwIfNoEntry: false })?.isDirectory())
    throw wrong("data", `There is no folder ${data}.`);
  const cutoffSec = cutoff === undefined ? null : parseDay(cutoff);
  if (cutoff !== undefined && cutoffSec === null)
    throw wrong("cutoff", `--cutoff must be a date like 2026-01-31, not "${cutoff}".`);
  return {
    data,
    cutoffSec,
    limitUsers:
      values["limit-users"] === undefined ? null : whole(values["limit-users"], { name: "limit-users", from: 1 }),
    seed: whole(values.seed ?? "1", { name: "seed", from: 0 }),
    list: values.list === true,
  };
}

function whole(text: string, { name, from }: { name: string; from: number }): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < from || value >= 2 ** 31)
    throw wrong(name, `--${name} must be a whole number from ${from} to 2147483647, not "${text}".`);
  return value;
}
