import type { History } from "@/lib/domain/interactions";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import { daysSince } from "./days-since";
import type { ItemStats } from "./item-stats";
import { intervalDaysOf, lapseDays } from "./rhythm-of";
import type { ComponentKey } from "./weights-of";

/** Raw value in [0, 1] of each component for product `slot` of the statistics. */
export type Components = Readonly<Record<ComponentKey, (slot: number) => number>>;

export interface ComponentContext {
  readonly stats: ItemStats;
  readonly history: History;
  readonly asOfSec: number;
  readonly rules: ScoringRules;
  /** Product group of each item, -1 = none; null = unknown for all. */
  readonly groupOf: ((item: number) => number) | null;
}

/**
 * The components of a score:
 * - frequency: distinct orders with the product over the largest such count in the history;
 * - recency: exp(-days since last purchase / constant);
 * - dueness: days since the last purchase over the product's own interval, rising to 1 when it is due, falling to 0
 *   when it counts as lapsed; 0 without an interval;
 * - monetary: money spent on the product over the largest such sum; 0 where nothing is priced;
 * - breadth: distinct products bought of its group over the largest such count; 0 without a group.
 */
export function componentsOf({ stats, history, asOfSec, rules, groupOf }: ComponentContext): Components {
  const frequencyScale = stats.maxOrders;
  let maxValue: number | null = null;
  let breadthOf: Map<number, number> | null = null;
  let maxBreadth = 0;
  return {
    frequency: (slot) => stats.orders[slot] / frequencyScale,
    recency: (slot) => Math.exp(-daysSince(stats.lastSec[slot], asOfSec) / rules.recencyDays),
    dueness: (slot) => {
      const interval = intervalDaysOf(stats, slot, history);
      if (interval === null) return 0;
      const elapsed = daysSince(stats.lastSec[slot], asOfSec);
      if (elapsed <= interval) return elapsed / interval;
      return Math.max(0, 1 - (elapsed - interval) / lapseDays(interval, rules.rhythm));
    },
    monetary: (slot) => {
      maxValue ??= stats.value.reduce((max, value) => Math.max(max, value), 0);
      return maxValue > 0 ? stats.value[slot] / maxValue : 0;
    },
    breadth: (slot) => {
      if (groupOf === null) return 0;
      if (breadthOf === null) {
        breadthOf = new Map();
        for (let other = 0; other < stats.length; other++) {
          const group = groupOf(stats.item[other]);
          if (group < 0) continue;
          const count = (breadthOf.get(group) ?? 0) + 1;
          breadthOf.set(group, count);
          maxBreadth = Math.max(maxBreadth, count);
        }
      }
      return (breadthOf.get(groupOf(stats.item[slot])) ?? 0) / Math.max(1, maxBreadth);
    },
  };
}
