import type { Interactions } from "@/lib/domain/interactions";
import { basketsOf } from "./baskets-of";
import { historyOfUser } from "./user-vectors";

/** Orders with each item since `fromSec`, over the users `accept` lets through (all by default). */
export function itemOrders(
  lines: Interactions,
  fromSec: number,
  accept: (user: number) => boolean = () => true,
): Float64Array {
  const orders = new Float64Array(lines.itemCount);
  for (let user = 0; user < lines.userCount; user++) {
    if (!accept(user)) continue;
    for (const basket of basketsOf(historyOfUser(lines, user))) {
      if (basket.timeSec < fromSec) continue;
      for (const item of basket.items) orders[item]++;
    }
  }
  return orders;
}

/** Values scaled so that the largest is just under `ceiling`: a tie-breaker that never overturns a step of `ceiling`. */
export function asTieBreak(values: Float64Array, ceiling = 1): Float64Array {
  let max = 0;
  for (const value of values) max = Math.max(max, value);
  return values.map((value) => (ceiling * value) / (max + 1));
}
