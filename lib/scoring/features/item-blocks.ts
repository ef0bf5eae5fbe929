import { itemBlock } from "./feature-block";
import { DEMAND_HALF_LIVES_DAYS, DEMAND_WINDOWS_DAYS, RATE_WINDOWS_DAYS } from "./item-demand";

const EVER = DEMAND_WINDOWS_DAYS.length;
const [D7, D14, D30, D60, D90] = DEMAND_WINDOWS_DAYS.map((_, index) => index);

/** How many buy the item: over everybody, the customer's size class and its region. */
export const popularity = itemBlock(
  "popularity",
  [
    ...DEMAND_WINDOWS_DAYS.map((days) => `pop_share_${days}d`),
    "pop_share_ever",
    "pop_rank_30d",
    "pop_rank_ever",
    "pop_class_60d",
    "pop_region_90d",
    "pop_class_lift",
  ],
  ({ demand, itemCount }, { sizeClass, region }) =>
    (item, _slot, row, first) => {
      let at = first;
      for (let w = 0; w <= EVER; w++) row[at++] = demand.buyers[w][item] / (demand.activeUsers[w] + 1);
      row[at++] = demand.rank30[item];
      row[at++] = demand.rankEver[item];
      const ofClass = demand.classShare60[sizeClass * itemCount + item];
      row[at++] = ofClass;
      row[at++] = region < 0 ? Number.NaN : demand.regionShare90[region * itemCount + item];
      row[at] = (ofClass + 1e-3) / (demand.buyers[D60][item] / (demand.activeUsers[D60] + 1) + 1e-3);
    },
);

/** Where demand is going: shorter windows against longer ones, first-time buyers, days without a sale. */
export const popularityTrend = itemBlock(
  "popularity-trend",
  [
    "trend_7_30",
    "trend_14_30",
    "trend_30_60",
    "trend_30_90",
    "trend_30_ever",
    "trend_new_30",
    "trend_new_7",
    "trend_active_days_14",
    "trend_active_days_60",
    "trend_days_since_sale",
    "trend_silence",
    ...DEMAND_HALF_LIVES_DAYS.map((days) => `trend_decay_${days}`),
    "trend_fast",
    "trend_slow",
  ],
  ({ demand }) => {
    const share = (w: number, item: number) => demand.buyers[w][item] / (demand.activeUsers[w] + 1);
    const against = (a: number, b: number, item: number) => (share(a, item) + 1e-3) / (share(b, item) + 1e-3);
    return (item, _slot, row, at) => {
      row[at] = against(D7, D30, item);
      row[at + 1] = against(D14, D30, item);
      row[at + 2] = against(D30, D60, item);
      row[at + 3] = against(D30, D90, item);
      row[at + 4] = against(D30, EVER, item);
      row[at + 5] = (demand.newBuyers[D30][item] + 0.5) / (demand.buyers[D30][item] + 1);
      row[at + 6] = demand.newBuyers[D7][item] / (demand.activeUsers[D7] + 1);
      row[at + 7] = demand.activeDays14[item];
      row[at + 8] = demand.activeDays60[item];
      row[at + 9] = demand.lastAgeDays[item];
      // Days without a sale against the usual distance of two days with one: large = probably out of stock.
      row[at + 10] = (demand.lastAgeDays[item] * (demand.activeDays60[item] + 1)) / 60;
      for (let h = 0; h < DEMAND_HALF_LIVES_DAYS.length; h++) row[at + 11 + h] = demand.decayed[h][item];
      row[at + 15] = (demand.decayed[0][item] + 0.01) / (demand.decayed[1][item] + 0.01);
      row[at + 16] = (demand.decayed[1][item] + 0.01) / (demand.decayed[3][item] + 0.01);
    };
  },
);

/** What kind of product it is. */
export const product = itemBlock(
  "product",
  [
    "item_age_days",
    "item_repeat_rate",
    "item_interval",
    "item_buyer_breadth",
    "item_breadth_gap",
    ...RATE_WINDOWS_DAYS.flatMap((days) => [`item_reorder_${days}`, `item_adopt_${days}`, `item_rate_${days}`]),
    "item_lift_own",
    "item_lift_projected",
  ],
  ({ demand }, { own }) => {
    const { totals } = own;
    const perEvent = totals.events / Math.max(1, demand.eventsEver);
    return (item, slot, row, first) => {
      let at = first;
      row[at++] = demand.firstAgeDays[item];
      row[at++] = demand.repeatRate[item];
      row[at++] = demand.intervalDays[item];
      row[at++] = demand.buyerBreadth[item];
      row[at++] = demand.buyerBreadth[item] - Math.log1p(own.count);
      for (let r = 0; r < RATE_WINDOWS_DAYS.length; r++) {
        row[at++] = demand.reorder[r][item];
        row[at++] = demand.adopt[r][item];
        // The share of customers in the same position who bought it in the window.
        row[at++] = slot >= 0 ? demand.reorder[r][item] : demand.adopt[r][item];
      }
      // Own purchases against what a customer of this volume would have bought of it; then at today's demand.
      const lift = ((slot >= 0 ? own.orders[slot] : 0) + 0.5) / (perEvent * demand.events[item] + 0.5);
      row[at++] = lift;
      row[at] = lift * demand.decayed[2][item];
    };
  },
);

export const seasonality = itemBlock(
  "seasonality",
  ["season_year_ago", "season_year_ago_lift"],
  ({ demand }) =>
    (item, _slot, row, at) => {
      row[at] = demand.yearAgoShare[item];
      row[at + 1] =
        (demand.yearAgoShare[item] + 1e-3) / (demand.buyers[EVER][item] / (demand.activeUsers[EVER] + 1) + 1e-3);
    },
);

export const priceQuantity = itemBlock(
  "price-quantity",
  [
    "price_log",
    "price_move",
    "price_against_user",
    "price_against_last",
    "quantity_item",
    "quantity_against_user",
    "quantity_own_last",
    "quantity_own_mean",
    "spent_share",
  ],
  ({ demand }, { own }) =>
    (item, slot, row, at) => {
      row[at] = demand.logPrice[item];
      row[at + 1] = demand.priceMove[item];
      row[at + 2] = demand.logPrice[item] - own.totals.meanLogPrice;
      row[at + 3] =
        slot >= 0 && own.lastPrice[slot] > 0
          ? demand.logPrice[item] + (demand.priceMove[item] || 0) - Math.log(own.lastPrice[slot])
          : Number.NaN;
      row[at + 4] = demand.logQuantity[item];
      row[at + 5] = demand.logQuantity[item] - own.totals.meanLogQuantity;
      row[at + 6] = slot >= 0 ? Math.log1p(own.lastQuantity[slot]) - demand.logQuantity[item] : Number.NaN;
      row[at + 7] = slot >= 0 ? own.quantity[slot] / own.orders[slot] : Number.NaN;
      row[at + 8] = slot >= 0 && own.totals.spent > 0 ? own.spent[slot] / own.totals.spent : Number.NaN;
    },
);
