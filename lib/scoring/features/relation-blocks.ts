import { descendingOrder } from "@/lib/numeric/descending-order";
import { type FeatureBlock, itemBlock } from "./feature-block";
import { foresightOf } from "./foresight";
import { RATE_WINDOWS_DAYS } from "./item-demand";
import { NEIGHBOUR_RATE_DAYS } from "./user-neighbours";
import { DENSE_SCORES } from "./user-state";

/** How near the item is to what the customer buys: by group, by words of the name, by family of codes. */
export const groupText = itemBlock(
  "group-text",
  ["group_share", "group_days_since_last", "text_affinity", "family_owned", "family_days_since_last"],
  ({ itemGroup, text }, { own, affinity }) => {
    const groups = new Map<number, { share: number; last: number }>();
    const families = new Map<number, { items: number; last: number }>();
    for (let slot = 0; slot < own.count; slot++) {
      const group = itemGroup[own.item[slot]];
      const family = text.family[own.item[slot]];
      const share = own.decayed[3][slot] / own.totals.decayed[3];
      if (group >= 0) {
        const before = groups.get(group);
        groups.set(group, {
          share: share + (before?.share ?? 0),
          last: Math.min(own.lastAgeDays[slot], before?.last ?? Number.POSITIVE_INFINITY),
        });
      }
      if (family >= 0) {
        const before = families.get(family);
        families.set(family, {
          items: 1 + (before?.items ?? 0),
          last: Math.min(own.lastAgeDays[slot], before?.last ?? Number.POSITIVE_INFINITY),
        });
      }
    }
    return (item, slot, row, at) => {
      const group = itemGroup[item];
      const family = text.family[item];
      row[at] = group < 0 ? Number.NaN : (groups.get(group)?.share ?? 0);
      row[at + 1] = groups.get(group)?.last ?? Number.NaN;
      row[at + 2] = affinity(item);
      row[at + 3] = family < 0 ? Number.NaN : (families.get(family)?.items ?? 0) - (slot >= 0 ? 1 : 0);
      row[at + 4] = families.get(family)?.last ?? Number.NaN;
    };
  },
);

/** Scores of the collaborative models and their ranks among the candidates. */
export const collaborative: FeatureBlock = {
  kind: "collaborative",
  names: DENSE_SCORES.flatMap((name) => [`cf_${name}`, `cf_${name}_rank`]),
  fill({ state, items, out, stride, column }) {
    const values = new Float64Array(items.length);
    for (let index = 0; index < DENSE_SCORES.length; index++) {
      const scores = state.dense[DENSE_SCORES[index]];
      for (let i = 0; i < items.length; i++) values[i] = scores[items[i]];
      const ranks = ranksOf(values);
      for (let i = 0; i < items.length; i++) {
        const at = i * stride + column + 2 * index;
        out[at] = values[i];
        out[at + 1] = ranks[i];
      }
    }
  },
};

/** Weight of the whole population beside the neighbours, as a share of the neighbours' similarity. */
const RATE_PRIOR = 0.05;
/** The population's rates that the neighbours' are shrunk to: the nearest window there is. */
const PRIOR_RATE = NEIGHBOUR_RATE_DAYS.map((days) => RATE_WINDOWS_DAYS.findLastIndex((window) => window <= days));

/** What customers like this one lately did with the item: bought again if they had it, adopted if not. */
export const neighbourRates = itemBlock(
  "collaborative",
  [...NEIGHBOUR_RATE_DAYS.map((days) => `cf_rate_${days}`), "cf_rate_lift", "cf_reorder_30", "cf_adopt_30"],
  ({ demand }, { neighbourRates: rates }) =>
    (item, slot, row, at) => {
      for (let r = 0; r < rates.length; r++) {
        const { owned, again, adopted, active } = rates[r];
        const reorderPrior = demand.reorder[PRIOR_RATE[r]][item];
        const adoptPrior = demand.adopt[PRIOR_RATE[r]][item];
        const reorder = (again[item] + RATE_PRIOR * reorderPrior) / (owned[item] + RATE_PRIOR);
        const adopt = (adopted[item] + RATE_PRIOR * adoptPrior) / (Math.max(0, active - owned[item]) + RATE_PRIOR);
        row[at + r] = slot >= 0 ? reorder : adopt;
        if (NEIGHBOUR_RATE_DAYS[r] !== 30) continue;
        row[at + rates.length] =
          slot >= 0 ? (reorder + 1e-3) / (reorderPrior + 1e-3) : (adopt + 1e-3) / (adoptPrior + 1e-3);
        row[at + rates.length + 1] = reorder;
        row[at + rates.length + 2] = adopt;
      }
    },
);

/** What customers with this past bought next, by regression over earlier windows. */
export const foresight: FeatureBlock = {
  kind: "collaborative",
  names: ["cf_foresight", "cf_foresight_rank", "cf_foresight_share"],
  fill({ population, state, items, out, stride, column }) {
    if (population.foresight === null) {
      for (let i = 0; i < items.length; i++) out.fill(Number.NaN, i * stride + column, i * stride + column + 3);
      return;
    }
    const scores = foresightOf(population.foresight, state.own, items);
    const ranks = ranksOf(scores);
    const best = Math.max(1e-9, ...scores);
    for (let i = 0; i < items.length; i++) {
      const at = i * stride + column;
      out[at] = scores[i];
      out[at + 1] = ranks[i];
      out[at + 2] = scores[i] / best;
    }
  },
};

/** How many of the values are greater than each: its rank, shared by equal values. */
function ranksOf(values: Float64Array): Int32Array {
  const order = descendingOrder(values);
  const ranks = new Int32Array(values.length);
  for (let place = 1, rank = 0; place < order.length; place++) {
    if (values[order[place]] < values[order[place - 1]]) rank = place;
    ranks[order[place]] = rank;
  }
  return ranks;
}
