import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";

/** One spelling for every write: chosen by the browser, the same again when it repeats the request. */
export const idempotencyKeySchema = z.string().regex(/^[\w-]{8,100}$/, "must be 8 to 100 letters, digits, - or _");

/** A date that exists, as YYYY-MM-DD. */
export const dateSchema = z.iso.date("must be a date like 2025-11-30");

/** What the writer last saw. */
export const basedOnSchema = z.int().min(0).max(1_000_000);

/** Parses what an action was sent; the first wrong field becomes AppError `invalid_input` that names it. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue.path.join(".") || "request";
  throw new AppError("invalid_input", `${field} is not valid: ${issue.message}.`, { field });
}
