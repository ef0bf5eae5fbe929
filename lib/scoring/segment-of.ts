import type { History } from "@/lib/domain/interactions";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { Segment } from "@/lib/domain/segment";

/** The figures the segment rule looks at, over all agreements of a customer before an instant. */
export interface SegmentFacts {
  readonly orders: number;
  readonly distinctProducts: number;
  /** Distinct products bought in two or more orders. */
  readonly repeatedProducts: number;
}

/**
 * Segment of a customer by the first system's rule. The share is compared as `repeated >= share * distinct`, with the
 * product rounded to 9 decimals, so that 0.4 of 5 products is 2 and not a hair more.
 */
export function segmentOf(facts: SegmentFacts, rules: ScoringRules): Segment {
  const { heavyOrders, regularOrders, consistentShare } = rules.segments;
  if (facts.orders === 0) return "NEW";
  if (facts.orders >= heavyOrders) return "HEAVY";
  if (facts.orders < regularOrders) return "LIGHT";
  const needed = Math.round(consistentShare * facts.distinctProducts * 1e9) / 1e9;
  return facts.repeatedProducts >= needed ? "REGULAR_CONSISTENT" : "REGULAR_EXPLORATORY";
}

/**
 * Facts from the histories of a customer's agreements (each already cut before the as-of instant). Order indices are
 * those of one snapshot: an index in two histories is one order.
 */
export function segmentFactsOf(histories: readonly History[]): SegmentFacts {
  const orders = new Set<number>();
  /** Per product: the first order seen with it, or -1 once a second one was. */
  const firstOrder = new Map<number, number>();
  let repeatedProducts = 0;
  for (const { item, order } of histories) {
    for (let line = 0; line < item.length; line++) {
      orders.add(order[line]);
      const first = firstOrder.get(item[line]);
      if (first === undefined) firstOrder.set(item[line], order[line]);
      else if (first !== -1 && first !== order[line]) {
        firstOrder.set(item[line], -1);
        repeatedProducts++;
      }
    }
  }
  return { orders: orders.size, distinctProducts: firstOrder.size, repeatedProducts };
}
