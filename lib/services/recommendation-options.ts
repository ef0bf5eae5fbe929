import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import type { Variant } from "@/lib/domain/recommendation";
import { defaultAsOfSec, type Snapshot } from "@/lib/domain/snapshot";
import type { RuleVariant } from "@/lib/scoring/weights-of";
import { optionalText, parseQuery, wholeNumber } from "./parse-query";
import { isTrial, type TrialParameters, trialParameters } from "./trial-weights";
import type { RawQuery } from "./views";

/** The variant that serves when nobody names one and no trained model is live. */
export const DEFAULT_VARIANT: RuleVariant = "v3";

/** The variants that need no trained model. */
export const RULE_VARIANTS: readonly RuleVariant[] = ["v3", "v3-plus"];

const MAX_K = 200;
const DEFAULT_K = 20;
const EARLIEST_SEC = Date.UTC(1990, 0, 1) / 1000;
const LATEST_SEC = Date.UTC(2100, 0, 1) / 1000;

export interface ParsedOptions {
  readonly k: number;
  readonly asOfSec: number;
  readonly variant: Variant;
  /** Weights to try in place of those in force; null = none. */
  readonly trial: TrialParameters | null;
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
  .transform((value, context): Variant | null => {
    if (value === undefined || value === "") return null;
    if (Object.hasOwn(VARIANT_OF_TEXT, value)) return VARIANT_OF_TEXT[value];
    context.addIssue({ code: "custom", message: "must be v3, v3-plus or ranker" });
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

/** k, asOf, variant and weights to try of an address. */
export const recommendationQuery = z.object({
  k: wholeNumber({ min: 1, max: MAX_K, fallback: DEFAULT_K }),
  asOf: asOfSchema,
  variant: variantSchema,
  ...trialParameters,
});

/**
 * k, asOf and variant of a request, with defaults: the live model where there is one and the instant is not in its past,
 * else the rules. A model has learnt from everything before its data's end, so asked about an earlier day it would know
 * what came after. Throws AppError `invalid_input` naming the field.
 */
export function parseRecommendationOptions(
  query: RawQuery,
  { snapshot, hasLiveModel }: { snapshot: Snapshot; hasLiveModel: boolean },
): ParsedOptions {
  const { k, asOf, variant, ...weights } = parseQuery(recommendationQuery, query);
  const trial = isTrial(weights) ? weights : null;
  const endSec = defaultAsOfSec(snapshot);
  const asOfSec = asOf ?? endSec;
  if (variant !== "ranker") {
    const serves = hasLiveModel && asOfSec >= endSec && trial === null ? "ranker" : DEFAULT_VARIANT;
    return { k, asOfSec, variant: variant ?? serves, trial };
  }
  if (trial !== null) {
    throw new AppError("invalid_input", "The trained model has no weights to try.", {
      field: "variant",
      remedy: "Use v3 or v3-plus, or leave frequency, recency and recencyDays out.",
    });
  }
  if (!hasLiveModel) {
    throw new AppError("invalid_input", "The parameter variant names a trained model, and none is live.", {
      field: "variant",
      remedy: "Use v3 or v3-plus, or train and promote a model.",
    });
  }
  if (asOfSec < endSec) {
    const day = new Date(endSec * 1000).toISOString().slice(0, 10);
    throw new AppError("invalid_input", `The trained model answers from ${day} on: it knows what came before.`, {
      field: "asOf",
      remedy: "Leave asOf out, or use v3 or v3-plus for an earlier day.",
    });
  }
  return { k, asOfSec, variant, trial };
}

/** Whether a request names the instant, instead of leaving it to the data. */
export const namesAsOf = (query: RawQuery) => query.asOf !== undefined && query.asOf !== "";

/** The rules behind a list: a trained model ranks anew what the published ones scored. */
export function ruleVariantOf(variant: Variant): RuleVariant {
  return variant === "ranker" ? DEFAULT_VARIANT : variant;
}

/** The as-of instant alone, for pages whose other parameters mean something else. */
export const asOfQuery = z.object({ asOf: asOfSchema });

export function parseAsOf(query: RawQuery, snapshot: Snapshot): number {
  return parseQuery(asOfQuery, query).asOf ?? defaultAsOfSec(snapshot);
}
