import { AppError } from "@/lib/domain/app-error";

/** One line of the check of an installation. */
export interface Finding {
  /** What was looked at, in one or two words. */
  readonly check: string;
  readonly state: "ok" | "warning" | "failure";
  readonly message: string;
  /** What to do about it; null when nothing is to be done. */
  readonly remedy: string | null;
}

export const ok = (check: string, message: string): Finding => ({ check, state: "ok", message, remedy: null });
export const warning = (check: string, message: string, remedy: string): Finding => ({
  check,
  state: "warning",
  message,
  remedy,
});
export const failure = (check: string, message: string, remedy: string): Finding => ({
  check,
  state: "failure",
  message,
  remedy,
});

/** A failure in the words of an error that a person may read; of any other one only that it happened. */
export const refused = (check: string, error: unknown): Finding =>
  error instanceof AppError
    ? failure(check, error.message, error.remedy ?? "See the log.")
    : failure(check, "It failed for a reason that is not known.", "See the log.");

const UNITS = [
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
] as const;

/** A span as people say it, in its largest unit: `3 days`, `1 hour`, `40 s`. */
export function spanOf(seconds: number): string {
  for (const [size, unit] of UNITS) {
    const count = Math.floor(seconds / size);
    if (count >= 1) return `${count} ${unit}${count === 1 ? "" : "s"}`;
  }
  return `${Math.round(seconds)} s`;
}

export const dayOf = (timeSec: number) => new Date(timeSec * 1000).toISOString().slice(0, 10);
export const countOf = (count: number) => count.toLocaleString("en-GB");
