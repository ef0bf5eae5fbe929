import { DAY_SEC } from "@/lib/domain/snapshot";
import { createRepeatHazardScorer, HORIZON_DAYS, purchasesOf } from "@/lib/scoring/scorers/repeat-hazard";
import { historyOfUser } from "@/lib/scoring/user-vectors";
import { defineModel } from "./model";

export const repeatHazardModel = defineModel({
  name: "repeat-hazard",
  source: "Bhagat, Muralidharan, Lobzhanidze, Vishwanath: Buy It Again, KDD 2018 (Poisson-gamma)",
  /** Buyers whose experience the prior of all products is worth, when a product's own rate is estimated. */
  params: { priorBuyers: 10 },
  fit({ snapshot, cutoffSec, params }) {
    const { lines } = snapshot;
    const repeats = new Float64Array(lines.itemCount);
    const exposureDays = new Float64Array(lines.itemCount);
    const buyers = new Float64Array(lines.itemCount);
    const recentBuyers = new Float64Array(lines.itemCount);
    const rates: RateSample[] = [];
    let activeUsers = 0;
    for (let user = 0; user < lines.userCount; user++) {
      if (lines.userOffset[user] === lines.userOffset[user + 1]) continue;
      activeUsers++;
      for (const [item, { firstSec, orders }] of purchasesOf(historyOfUser(lines, user))) {
        const days = (cutoffSec - firstSec) / DAY_SEC;
        repeats[item] += orders - 1;
        exposureDays[item] += days;
        buyers[item]++;
        if (days <= HORIZON_DAYS) recentBuyers[item]++;
        rates.push({ repeats: orders - 1, days });
      }
    }
    const prior = gammaPrior(rates);
    const shape = new Float64Array(lines.itemCount);
    const rateDays = new Float64Array(lines.itemCount);
    const firstPurchase = new Float64Array(lines.itemCount);
    for (let item = 0; item < lines.itemCount; item++) {
      // The item's mean rate, shrunk to the mean of all, with the spread of all: same shape, own rate.
      const meanDays = buyers[item] === 0 ? 0 : exposureDays[item] / buyers[item];
      const weight = params.priorBuyers * (meanDays === 0 ? 1 : meanDays);
      const rate = (repeats[item] + weight * prior.mean) / (exposureDays[item] + weight);
      shape[item] = prior.shape;
      rateDays[item] = rate > 0 ? prior.shape / rate : Number.MAX_SAFE_INTEGER;
      firstPurchase[item] = activeUsers === 0 ? 0 : recentBuyers[item] / (activeUsers + 1);
    }
    return createRepeatHazardScorer({ shape, rateDays, firstPurchase });
  },
});

interface RateSample {
  readonly repeats: number;
  readonly days: number;
}

/**
 * Gamma prior of repeat rates over all (user, item) pairs by the method of moments: with n ~ Poisson(rate * days),
 * Var(n) = mean * days + Var(rate) * days^2, summed over pairs.
 */
export function gammaPrior(samples: readonly RateSample[]): { mean: number; shape: number } {
  let repeats = 0;
  let days = 0;
  for (const sample of samples) {
    repeats += sample.repeats;
    days += sample.days;
  }
  if (repeats === 0 || days === 0) return { mean: 0, shape: 1 };
  const mean = repeats / days;
  let excess = 0;
  let squaredDays = 0;
  for (const sample of samples) {
    const expected = mean * sample.days;
    excess += (sample.repeats - expected) ** 2 - expected;
    squaredDays += sample.days * sample.days;
  }
  const variance = excess / squaredDays;
  return { mean, shape: variance > 0 ? Math.min(1e6, (mean * mean) / variance) : 1e6 };
}
