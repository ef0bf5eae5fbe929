import { descendingOrder } from "@/lib/numeric/descending-order";
import { itemBlock } from "./feature-block";
import { HALF_LIVES_DAYS, OWN_WINDOWS_DAYS } from "./own-purchases";

/** How often the user bought the item: counts, shares and decayed sums. */
export const ownCounts = itemBlock(
  "own-counts",
  [
    "own_orders",
    "own_order_share",
    "own_orders_since_first_share",
    ...HALF_LIVES_DAYS.flatMap((days) => [`own_decay${days}`, `own_decay${days}_share`]),
    "own_rank",
  ],
  (_, { own }) => {
    const { totals } = own;
    const order = descendingOrder(own.decayed[3]);
    const rankOf = new Float64Array(own.count);
    for (let rank = 0; rank < order.length; rank++) rankOf[order[rank]] = rank;
    return (_item, slot, row, first) => {
      let at = first;
      if (slot < 0) {
        row.fill(0, at, at + 3 + 2 * HALF_LIVES_DAYS.length);
        row[at + 3 + 2 * HALF_LIVES_DAYS.length] = Number.NaN;
        return;
      }
      row[at++] = own.orders[slot];
      row[at++] = own.orders[slot] / totals.orders;
      row[at++] = own.orders[slot] / (totals.orders - own.firstOrder[slot]);
      for (let h = 0; h < HALF_LIVES_DAYS.length; h++) {
        row[at++] = own.decayed[h][slot];
        row[at++] = own.decayed[h][slot] / totals.decayed[h];
      }
      row[at] = rankOf[slot];
    };
  },
);

export const ownWindows = itemBlock(
  "own-windows",
  [
    ...OWN_WINDOWS_DAYS.map((days) => `own_orders_${days}d`),
    "own_in_last_order",
    "own_in_last_two",
    "own_in_last_three",
  ],
  (_, { own }) =>
    (_item, slot, row, first) => {
      let at = first;
      for (let w = 0; w < OWN_WINDOWS_DAYS.length; w++) row[at++] = slot < 0 ? 0 : own.inWindow[w][slot];
      const bits = slot < 0 ? 0 : own.recentOrders[slot];
      row[at++] = bits & 1;
      row[at++] = (bits & 1) + ((bits >> 1) & 1);
      row[at] = (bits & 1) + ((bits >> 1) & 1) + ((bits >> 2) & 1);
    },
);

/** Days since the last purchase against the personal, the product's and the customer's own interval. */
export const dueNess = itemBlock(
  "due-ness",
  [
    "due_days_since_last",
    "due_days_since_first",
    "due_orders_since_last",
    "due_mean_interval",
    "due_ratio_own",
    "due_ratio_item",
    "due_ratio_rhythm",
    "due_last_gap",
    "due_hazard",
  ],
  ({ demand }, { own, medianGapDays }) =>
    (item, slot, row, at) => {
      if (slot < 0) {
        row.fill(Number.NaN, at, at + 9);
        return;
      }
      const last = own.lastAgeDays[slot];
      const first = own.firstAgeDays[slot];
      const repeats = own.orders[slot] - 1;
      const interval = repeats > 0 ? (first - last) / repeats : Number.NaN;
      const typical = demand.intervalDays[item];
      row[at] = last;
      row[at + 1] = first;
      row[at + 2] = own.totals.orders - 1 - own.lastOrder[slot];
      row[at + 3] = interval;
      row[at + 4] = last / Math.max(1, interval);
      row[at + 5] = last / Math.max(1, typical);
      row[at + 6] = last / Math.max(1, medianGapDays);
      row[at + 7] = own.previousAgeDays[slot] - last;
      // Purchases a day, shrunk to the item's repeat rate with the weight of one typical interval.
      row[at + 8] = (repeats + demand.repeatRate[item]) / (first + Math.max(1, typical));
    },
);

/** Size and rhythm of the customer. */
export const userRhythm = itemBlock(
  "user-rhythm",
  [
    "user_orders",
    "user_items",
    "user_days_since_last",
    "user_days_since_first",
    "user_median_gap",
    "user_gap_progress",
    "user_order_size",
    "user_last_order_size",
    "user_orders_30d",
    "user_orders_90d",
    "user_events_90d",
    "user_repeat_share",
    "user_repeat_share_90d",
    "user_spent",
    "user_item_rank_mean",
  ],
  ({ demand }, { own, medianGapDays }) => {
    const { totals } = own;
    const within = (days: number) => totals.orderAgesDays.reduce((sum, age) => sum + (age <= days ? 1 : 0), 0);
    let rank = 0;
    for (let slot = 0; slot < own.count; slot++) rank += demand.rank30[own.item[slot]];
    const values = [
      totals.orders,
      own.count,
      totals.lastAgeDays,
      totals.firstAgeDays,
      medianGapDays,
      totals.lastAgeDays / Math.max(1, medianGapDays),
      totals.orders > 0 ? totals.events / totals.orders : Number.NaN,
      totals.orders > 0 ? totals.orderSizes[totals.orders - 1] : Number.NaN,
      within(30),
      within(90),
      totals.events90,
      totals.events > 0 ? totals.repeatEvents / totals.events : Number.NaN,
      totals.events90 > 0 ? totals.repeatEvents90 / totals.events90 : Number.NaN,
      totals.spent,
      own.count > 0 ? rank / own.count : Number.NaN,
    ];
    return (_item, _slot, row, at) => row.set(values, at);
  },
);
