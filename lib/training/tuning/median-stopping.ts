import { median } from "@/lib/numeric/quantile";
import { meanScore, type Trial } from "./trial";

/** Earlier trials that must have come as far before anything is stopped. */
const MIN_EARLIER = 5;

/**
 * Whether a trial is hopeless after the steps it has run: its mean is below the median of the means that the earlier
 * trials had at the same step (median stopping; Golovin et al.: Google Vizier, KDD 2017).
 */
export function isHopeless(scores: readonly number[], earlier: readonly Trial[]): boolean {
  const steps = scores.length;
  const means = earlier
    .filter((trial) => trial.state !== "failed" && trial.scores.length >= steps)
    .map((trial) => meanScore(trial.scores.slice(0, steps)));
  return means.length >= MIN_EARLIER && meanScore(scores) < (median(means) as number);
}
