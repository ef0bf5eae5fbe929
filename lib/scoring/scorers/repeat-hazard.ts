import type { History } from "@/lib/domain/interactions";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { basketsOf } from "../baskets-of";
import type { Scorer } from "../scorer";

/** Days a prediction looks ahead. */
export const HORIZON_DAYS = 30;

export interface RepeatHazardState {
  /** Gamma prior of an item's repurchase rate among those who bought it: shape, and rate in days. */
  readonly shape: Float64Array;
  readonly rateDays: Float64Array;
  /** Probability that a user who never bought the item does so within the horizon. */
  readonly firstPurchase: Float64Array;
}

/**
 * Poisson-gamma model of repeat purchases (Bhagat, Muralidharan, Lobzhanidze, Vishwanath: "Buy It Again: Modeling
 * Repeat Purchase Recommendations", KDD 2018): the rate of (user, item) is the item's gamma prior
 * updated with the user's own repeats since its first purchase; the score is the posterior predictive
 * probability of at least one purchase in the next 30 days.
 */
export function createRepeatHazardScorer(state: RepeatHazardState): Scorer {
  return {
    name: "repeat-hazard",
    scoreUser({ history, asOfSec, out }) {
      out.set(state.firstPurchase);
      for (const [item, { firstSec, orders }] of purchasesOf(history)) {
        const exposureDays = (asOfSec - firstSec) / DAY_SEC;
        out[item] = purchaseProbability(state.shape[item] + orders - 1, state.rateDays[item] + exposureDays);
      }
    },
    probabilityOf: (score) => score,
  };
}

/** 1 - (rate / (rate + horizon))^shape: at least one event of a Poisson process with a gamma rate. */
export function purchaseProbability(shape: number, rateDays: number): number {
  return 1 - (rateDays / (rateDays + HORIZON_DAYS)) ** shape;
}

export interface Purchases {
  readonly firstSec: number;
  orders: number;
}

/** First purchase and number of orders of each item of a history. */
export function purchasesOf(history: History): Map<number, Purchases> {
  const purchases = new Map<number, Purchases>();
  for (const basket of basketsOf(history)) {
    for (const item of basket.items) {
      const known = purchases.get(item);
      if (known === undefined) purchases.set(item, { firstSec: basket.timeSec, orders: 1 });
      else known.orders++;
    }
  }
  return purchases;
}
