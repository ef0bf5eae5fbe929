import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { Segment } from "@/lib/domain/segment";
import { optionalText } from "./parse-query";

/** Weights that a person tries on one list. Nothing is kept: they live in the address. */
export interface TrialWeights {
  readonly frequency: number;
  readonly recency: number;
  /** Constant of the exponential, days. */
  readonly recencyDays: number;
}

const decimal = ({ min, max }: { min: number; max: number }) =>
  optionalText(20).transform((value, context): number | null => {
    if (value === undefined) return null;
    const number = /^\d{1,6}(\.\d{1,6})?$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    context.addIssue({ code: "custom", message: `must be a number from ${min} to ${max}` });
    return z.NEVER;
  });

/** Parameters of a trial; those left out are as in force. */
export const trialParameters = {
  frequency: decimal({ min: 0, max: 1 }),
  recency: decimal({ min: 0, max: 1 }),
  recencyDays: decimal({ min: 1, max: 3650 }),
};

export type TrialParameters = { readonly [Name in keyof typeof trialParameters]: number | null };

export const isTrial = ({ frequency, recency, recencyDays }: TrialParameters): boolean =>
  frequency !== null || recency !== null || recencyDays !== null;

/** What weighs a customer of the segment now; one without orders is weighed like a LIGHT one. */
export function weightsInForce(rules: ScoringRules, segment: Segment): TrialWeights {
  const { frequency, recency } = rules.weights[segment === "NEW" ? "LIGHT" : segment];
  return { frequency, recency, recencyDays: rules.recencyDays };
}

/** The weights tried for a customer of the segment. Throws AppError `invalid_input` when they sum to more than 1. */
export function trialWeights(rules: ScoringRules, segment: Segment, trial: TrialParameters): TrialWeights {
  const inForce = weightsInForce(rules, segment);
  const frequency = trial.frequency ?? inForce.frequency;
  const recency = trial.recency ?? inForce.recency;
  if (frequency + recency > 1 + 1e-9) {
    throw new AppError("invalid_input", "The weights of frequency and recency sum to more than 1.", {
      field: trial.frequency === null ? "recency" : "frequency",
      remedy: "Lower one of them.",
    });
  }
  return { frequency, recency, recencyDays: trial.recencyDays ?? inForce.recencyDays };
}

/** The rules with the segment's weights replaced: for one list, never kept. */
export function rulesOfTrial(rules: ScoringRules, segment: Segment, weights: TrialWeights): ScoringRules {
  const { frequency, recency, recencyDays } = weights;
  const name = segment === "NEW" ? "LIGHT" : segment;
  return { ...rules, recencyDays, weights: { ...rules.weights, [name]: { frequency, recency } } };
}
