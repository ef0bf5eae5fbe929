import { z } from "zod";
import type { Variant } from "@/lib/domain/recommendation";
import { defaultAsOfSec, type Snapshot } from "@/lib/domain/snapshot";
import type { RuleVariant } from "@/lib/scoring/weights-of";
import { optionalText, parseQuery, wholeNumber } from "./parse-query";
import type { RawQuery } from "./views";

/** The variant that serves when nobody names one. */
export const DEFAULT_VARIANT: RuleVariant = "v3";

const MAX_K = 200;
const DEFAULT_K = 20;
const EARLIEST_SEC = Date.UTC(1990, 0, 1) / 1000;
const LATEST_SEC = Date.UTC(2100, 0, 1) / 1000;

export interface ParsedOptions {
  readonly k: number;
  readonly asOfSec: number;
  readonly variant: RuleVariant;
}

/** URL spellings; an unescaped plus in a query decodes to a blank, so `v3 ` arrives for `v3+`. */
const VARIANT_OF_TEXT: Readonly<Record<string, Variant>> = {
  v3: "v3",
  "v3+": "v3-plus",
  "v3 ": "v3-plus",
  "v3-plus": "v3-plus",
  ranker: "ranker",
};

const variantSchema = z
  .string({ error: "may be given once" })
  .max(60, "may have 60 characters at most")
  .optional()
  .transform((value, context): RuleVariant => {
    if (value === undefined || value === "") return DEFAULT_VARIANT;
    const variant = Object.hasOwn(VARIANT_OF_TEXT, value) ? VARIANT_OF_TEXT[value] : null;
    if (variant === "v3" || variant === "v3-plus") return variant;
    const message =
      variant === "ranker" ? "names a model, and none is live: use v3 or v3-plus" : "must be v3 or v3-plus";
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });

const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });

/**
 * An ISO date (midnight UTC) or instant, as seconds. An instant inside a second is rounded up, because history is
 * strictly before it and times are whole seconds.
 */
const asOfSchema = optionalText(40).transform((value, context) => {
  if (value === undefined) return null;
  const known = day.safeParse(value).success || instant.safeParse(value).success;
  const seconds = known ? Math.ceil(Date.parse(value) / 1000) : Number.NaN;
  if (seconds >= EARLIEST_SEC && seconds < LATEST_SEC) return seconds;
  context.addIssue({ code: "custom", message: "must be a date like 2025-11-30 from 1990 to 2099" });
  return z.NEVER;
});

/** k, asOf and variant of an address. */
export const recommendationQuery = z.object({
  k: wholeNumber({ min: 1, max: MAX_K, fallback: DEFAULT_K }),
  asOf: asOfSchema,
  variant: variantSchema,
});

/** k, asOf and variant of a request, with defaults. Throws AppError `invalid_input` naming the field. */
export function parseRecommendationOptions(query: RawQuery, snapshot: Snapshot): ParsedOptions {
  const { k, asOf, variant } = parseQuery(recommendationQuery, query);
  return { k, variant, asOfSec: asOf ?? defaultAsOfSec(snapshot) };
}

/** The as-of instant alone, for pages whose other parameters mean something else. */
export const asOfQuery = z.object({ asOf: asOfSchema });

export function parseAsOf(query: RawQuery, snapshot: Snapshot): number {
  return parseQuery(asOfQuery, query).asOf ?? defaultAsOfSec(snapshot);
}
