import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import type { RawQuery } from "./views";

/** A parameter's text: absent and empty are the same; twice is an error of the field. */
export const optionalText = (max: number) =>
  z
    .string({ error: "may be given once" })
    .trim()
    .max(max, `may have ${max} characters at most`)
    .transform((value) => (value === "" ? undefined : value))
    .optional();

/** A whole number in decimal digits, in bounds. */
export const wholeNumber = ({ min, max, fallback }: { min: number; max: number; fallback: number }) =>
  optionalText(20).transform((value, context) => {
    if (value === undefined) return fallback;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    context.addIssue({ code: "custom", message: `must be a whole number from ${min} to ${max}` });
    return z.NEVER;
  });

export const oneOf = <const Value extends string>(values: readonly Value[]) =>
  optionalText(60).transform((value, context): Value | null => {
    if (value === undefined) return null;
    if ((values as readonly string[]).includes(value)) return value as Value;
    context.addIssue({ code: "custom", message: `must be one of ${values.join(", ")}` });
    return z.NEVER;
  });

/** Parses query parameters; the first wrong one becomes AppError `invalid_input` that names it. */
export function parseQuery<Schema extends z.ZodType>(schema: Schema, query: RawQuery): z.output<Schema> {
  const result = schema.safeParse(query);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = String(issue.path[0] ?? "query");
  throw new AppError("invalid_input", `The parameter ${field} ${issue.message}.`, {
    field,
    remedy: `Correct ${field} in the address, or leave it out.`,
  });
}
