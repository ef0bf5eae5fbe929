import { DAY_SEC } from "@/lib/domain/snapshot";
import { createRepeatHazardScorer, HORIZON_DAYS, purchasesOf } from "@/lib/scoring/scorers/repeat-hazard";
import { historyOfUser } from "@/lib/scoring/user-vectors";
import { defineModel } from "./model";

/** Shape of a prior that is as good as certain: rates do not differ beyond chance. */
const MAX_SHAPE = 1e6;

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
    const moments = emptyMoments();
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
        addSample(moments, orders - 1, days);
      }
    }
    const prior = gammaPrior(moments);
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

/** Sums over all (user, item) pairs: of repeats n, days of exposure d, and their products. */
interface RateMoments {
  n: number;
  d: number;
  nn: number;
  nd: number;
  dd: number;
}

export function emptyMoments(): RateMoments {
  return { n: 0, d: 0, nn: 0, nd: 0, dd: 0 };
}

export function addSample(moments: RateMoments, repeats: number, days: number): void {
  moments.n += repeats;
  moments.d += days;
  moments.nn += repeats * repeats;
  moments.nd += repeats * days;
  moments.dd += days * days;
}

/**
 * Gamma prior of repeat rates over all (user, item) pairs by the method of moments: with n ~ Poisson(rate * days),
 * E (n - mean * days)^2 = mean * days + Var(rate) * days^2, summed over pairs.
 */
export function gammaPrior({ n, d, nn, nd, dd }: RateMoments): { mean: number; shape: number } {
  if (n === 0 || d === 0) return { mean: 0, shape: 1 };
  const mean = n / d;
  const variance = (nn - 2 * mean * nd + mean * mean * dd - n) / dd;
  return { mean, shape: variance > 0 ? Math.min(MAX_SHAPE, (mean * mean) / variance) : MAX_SHAPE };
}
