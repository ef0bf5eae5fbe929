import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import { DEFAULT_SCORING_RULES, type ScoringRules } from "@/lib/domain/scoring-rules";

const share = z.number().min(0).max(1);
const days = z.number().positive().max(36_500);
const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9;

const baseWeights = z
  .strictObject({ frequency: share, recency: share })
  .refine((w) => w.frequency + w.recency <= 1 + 1e-9, "frequency and recency may sum to 1 at most");

const rulesSchema: z.ZodType<ScoringRules> = z.strictObject({
  segments: z
    .strictObject({ heavyOrders: z.int().min(2), regularOrders: z.int().min(1), consistentShare: share })
    .refine((s) => s.regularOrders < s.heavyOrders, "regularOrders must be below heavyOrders"),
  recencyDays: days,
  weights: z.strictObject({
    HEAVY: baseWeights,
    REGULAR_CONSISTENT: baseWeights,
    REGULAR_EXPLORATORY: baseWeights,
    LIGHT: baseWeights,
  }),
  otherShares: z
    .strictObject({ dueness: share, monetary: share, breadth: share })
    .refine((o) => near(o.dueness + o.monetary + o.breadth, 1), "dueness, monetary and breadth must sum to 1"),
  popularity: z.strictObject({
    windowDays: days,
    weights: z
      .strictObject({ segment: share, region: share, all: share })
      .refine((w) => near(w.segment + w.region + w.all, 1), "segment, region and all must sum to 1"),
    minGroupCustomers: z.int().min(1),
  }),
  rhythm: z.strictObject({
    dueToleranceShare: share,
    dueToleranceDays: z.number().min(0).max(365),
    lapsedAfterIntervals: z.number().positive().max(100),
    lapsedAfterDays: z.number().min(0).max(3650),
    overdueAtMostDays: days,
    months: z.int().min(1).max(120),
  }),
});

const FILE = "scoring.json";
const REMEDY = `Correct ${FILE} in the data directory, or remove it to use the published rules.`;

/** The rules with the parts that `overrides` names replaced. Throws AppError `invalid_input` with the key that is wrong. */
export function parseScoringRules(overrides: unknown): ScoringRules {
  if (!isPlainObject(overrides)) {
    throw new AppError("invalid_input", `${FILE}: expected a JSON object.`, { field: FILE, remedy: REMEDY });
  }
  const result = rulesSchema.safeParse(merge(DEFAULT_SCORING_RULES, overrides));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const key = [...issue.path, ...(issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [])].join(".");
  const what = issue.code === "unrecognized_keys" ? "unknown setting" : issue.message;
  throw new AppError("invalid_input", `${FILE}: ${key}: ${what}.`, { field: key, remedy: REMEDY });
}

/** Rules in force: the published ones, or with what `scoring.json` in the data directory overrides. */
export function loadScoringRules(dataDir: string): ScoringRules {
  const file = join(dataDir, FILE);
  if (!existsSync(file)) return DEFAULT_SCORING_RULES;
  let overrides: unknown;
  try {
    overrides = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new AppError("invalid_input", `${FILE}: not readable as JSON.`, { field: FILE, remedy: REMEDY, cause });
  }
  return parseScoringRules(overrides);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function merge(base: unknown, overrides: unknown): unknown {
  if (!isPlainObject(base) || !isPlainObject(overrides)) return overrides;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(overrides)) {
    // defineProperty, so that a key "__proto__" is reported as unknown instead of changing the prototype.
    Object.defineProperty(merged, key, {
      value: Object.hasOwn(base, key) ? merge(base[key], value) : value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return merged;
}
