import { statSync } from "node:fs";
import { resolve } from "node:path";
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { AppError } from "@/lib/domain/app-error";
import { parseDay } from "./parse-day";

const HELP = { help: { type: "boolean", short: "h" } } as const;

/** Checks of the options of one command: each throws AppError `invalid_input` in one line that points to its help. */
export function optionChecks(command: string) {
  const wrong = (field: string, message: string) =>
    new AppError("invalid_input", message, { field, remedy: `See npm run ${command} -- --help.` });

  return {
    wrong,

    /** The options by name; null = help was asked for. */
    parse<const Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
      const parsed = () => parseArgs({ args: [...args], options: { ...options, ...HELP } }).values;
      let values: ReturnType<typeof parsed>;
      try {
        values = parsed();
      } catch (error) {
        throw wrong("options", (error as Error).message.split("\n")[0]);
      }
      return (values as { help?: boolean }).help === true ? null : values;
    },

    /** A whole number within its bounds; `fallback` when it is not named. */
    wholeNumber<Fallback>(
      field: string,
      text: string | undefined,
      range: { fallback: Fallback; low: number; high: number },
    ): number | Fallback {
      if (text === undefined) return range.fallback;
      const value = Number(text);
      if (!/^\d+$/.test(text) || value < range.low || value > range.high)
        throw wrong(field, `--${field} must be a whole number from ${range.low} to ${range.high}, not "${text}".`);
      return value;
    },

    /** An import folder; null = the data that is being served. */
    folder(text: string | undefined): string | null {
      if (text === undefined) return null;
      if (!statSync(text, { throwIfNoEntry: false })?.isDirectory())
        throw wrong("data", `There is no folder ${text || '""'}.`);
      return text;
    },

    /** Where the report goes, as a whole path; null when it is not named. */
    jsonFile(text: string | undefined): string | null {
      if (text === undefined) return null;
      if (text === "" || statSync(text, { throwIfNoEntry: false })?.isDirectory())
        throw wrong("json", `${text || '""'} is a folder, not a file.`);
      return resolve(text);
    },

    /** Midnight UTC of a day; null when it is not named. */
    day(field: string, text: string | undefined): number | null {
      if (text === undefined) return null;
      const sec = parseDay(text);
      if (sec === null) throw wrong(field, `--${field} must be a date like 2026-01-31, not "${text}".`);
      return sec;
    },
  };
}

/** Seeds are whole numbers of 31 bits. */
export const SEED_RANGE = { fallback: 1, low: 0, high: 2 ** 31 - 1 } as const;
