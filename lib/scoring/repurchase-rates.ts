import type { History } from "@/lib/domain/interactions";
import { daysSince } from "./days-since";
import type { ItemStats } from "./item-stats";

/**
 * Repeat purchases as a Poisson process whose rate varies between customers by a gamma law (the negative binomial
 * model of buying; Bhagat et al., "Buy It Again: Modeling Repeat Purchase Recommendations", KDD 2018), with old
 * evidence discounted so that a customer who stopped is believed to have stopped (Harvey and Fernandes, "Time Series
 * Models for Count or Qualitative Observations", 1989): a purchase or a day `age` days ago counts exp(-age / memory).
 */
export const HAZARD_MEMORY_DAYS = 365;

/** Horizon of the probability shown, days. */
export const HAZARD_HORIZON_DAYS = 30;

/** Discounted repeat purchases (all but the first) and the discounted days in which they could have happened. */
export interface Exposure {
  readonly repeats: number;
  readonly days: number;
}

/** Exposure of product `slot` in a history cut before `asOfSec`. One order is one purchase. */
export function exposureOf(stats: ItemStats, slot: number, context: { history: History; asOfSec: number }): Exposure {
  const { history, asOfSec } = context;
  const days = HAZARD_MEMORY_DAYS * (1 - Math.exp(-daysSince(stats.firstSec[slot], asOfSec) / HAZARD_MEMORY_DAYS));
  let repeats = 0;
  let lastOrder = history.order[stats.lineOf[stats.lineOffset[slot]]];
  for (let at = stats.lineOffset[slot] + 1; at < stats.lineOffset[slot + 1]; at++) {
    const line = stats.lineOf[at];
    if (history.order[line] === lastOrder) continue;
    lastOrder = history.order[line];
    repeats += Math.exp(-daysSince(history.timeSec[line], asOfSec) / HAZARD_MEMORY_DAYS);
  }
  return { repeats, days };
}

/** What the whole population says about repurchase: the prior of every personal rate. */
export interface RepurchaseRates {
  /** Repeats a day of each item, shrunk to the global rate. */
  readonly ofItem: Float64Array;
  readonly global: number;
  /** Shape of the gamma law of personal rates around their item's rate: how much a prior weighs, in purchases. */
  readonly shape: number;
}

/** Exposures of all (agreement, product) pairs, as columns of equal length. */
export interface ExposurePairs {
  readonly item: ArrayLike<number>;
  readonly repeats: ArrayLike<number>;
  readonly days: ArrayLike<number>;
}

/** Repurchase rates of a population. */
export function repurchaseRatesOf(pairs: ExposurePairs, itemCount: number): RepurchaseRates {
  const repeats = new Float64Array(itemCount);
  const days = new Float64Array(itemCount);
  let allRepeats = 0;
  let allDays = 0;
  for (let pair = 0; pair < pairs.item.length; pair++) {
    repeats[pairs.item[pair]] += pairs.repeats[pair];
    days[pairs.item[pair]] += pairs.days[pair];
    allRepeats += pairs.repeats[pair];
    allDays += pairs.days[pair];
  }
  // One repeat in all is assumed where none was seen: a rate of 0 would make every probability 0.
  const global = allDays > 0 ? Math.max(allRepeats, 1) / allDays : 1 / HAZARD_MEMORY_DAYS;
  const itemShape = gammaShape(repeats, (item) => global * days[item]);
  const ofItem = repeats.map((count, item) => (itemShape + count) / (itemShape / global + days[item]));
  const shape = gammaShape(pairs.repeats, (pair) => ofItem[pairs.item[pair]] * pairs.days[pair]);
  return { ofItem, global, shape };
}

/**
 * Shape of the gamma mixing law of counts with the given Poisson means, by moments: Var = mean + mean^2 / shape
 * (Anscombe, "Sampling Theory of the Negative Binomial and Logarithmic Series Distributions", 1950). Kept in
 * [0.05, 50], so that neither no spread nor wild spread makes a prior vanish or rule alone.
 */
function gammaShape(counts: ArrayLike<number>, meanOf: (index: number) => number): number {
  let squares = 0;
  let excess = 0;
  for (let index = 0; index < counts.length; index++) {
    const mean = meanOf(index);
    squares += mean * mean;
    excess += (counts[index] - mean) ** 2 - mean;
  }
  return excess > 0 ? Math.min(50, Math.max(0.05, squares / excess)) : 50;
}

/**
 * Probability of one purchase or more within `horizonDays`: 1 - ((b + d) / (b + d + horizon)) ^ (a + n), the
 * predictive law of a Poisson count whose rate has the posterior Gamma(a + n, b + d). An item unknown to the
 * population (index outside it) has the global rate as its prior mean.
 */
export function repurchaseProbability(
  exposure: Exposure,
  prior: { rates: RepurchaseRates; item: number },
  horizonDays: number = HAZARD_HORIZON_DAYS,
): number {
  const { rates, item } = prior;
  const rate = item < rates.ofItem.length ? rates.ofItem[item] : rates.global;
  const scale = rates.shape / rate + exposure.days;
  return 1 - (scale / (scale + horizonDays)) ** (rates.shape + exposure.repeats);
}
