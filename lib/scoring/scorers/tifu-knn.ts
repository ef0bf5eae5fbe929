import type { History } from "@/lib/domain/interactions";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { dotSelf, type SparseMatrix, type SparseVector, sparseVector } from "@/lib/numeric/sparse";
import { type Basket, basketsOf } from "../baskets-of";
import { blendNeighbours } from "../neighbours";
import type { Scorer } from "../scorer";

export interface TifuSettings {
  /** Decay of a basket within its group, per step back. */
  readonly basketDecay: number;
  /** Decay of a group, per step back. */
  readonly groupDecay: number;
  /** Groups a history is cut into (equal numbers of baskets); ignored when `groupDays` is set. */
  readonly groups: number;
  /** Length of a calendar group counted back from the as-of instant; null = groups by number of baskets. */
  readonly groupDays: number | null;
}

/**
 * Temporal-item-frequency vector of a user (Hu et al., "Modeling Personalized Item Frequency Information for
 * Next-basket Recommendation", SIGIR 2020, eq. 1-3): the mean over groups of the decayed mean over the
 * group's baskets. With `groupDays` a group is a calendar period: empty ones count, so that silence fades a habit
 * as newer baskets do, and a period's baskets are added, so that a busy period weighs more than a quiet one.
 */
export function tifuVector(history: History, asOfSec: number, settings: TifuSettings): SparseVector {
  const baskets = basketsOf(history);
  if (baskets.length === 0) return sparseVector(new Map());
  const isCalendar = settings.groupDays !== null;
  const groups =
    settings.groupDays === null ? byCount(baskets, settings.groups) : byCalendar(baskets, asOfSec, settings.groupDays);
  const sums = new Map<number, number>();
  for (let g = 0; g < groups.length; g++) {
    const group = groups[g];
    const groupWeight = settings.groupDecay ** (groups.length - 1 - g) / groups.length;
    for (let b = 0; b < group.length; b++) {
      const weight = (groupWeight * settings.basketDecay ** (group.length - 1 - b)) / (isCalendar ? 1 : group.length);
      for (const item of group[b].items) sums.set(item, (sums.get(item) ?? 0) + weight);
    }
  }
  return sparseVector(sums);
}

/** At most `groups` groups of equal size, oldest first; what does not divide makes the oldest group smaller. */
function byCount(baskets: readonly Basket[], groups: number): Basket[][] {
  const size = Math.ceil(baskets.length / groups);
  const cut: Basket[][] = [];
  for (let end = baskets.length; end > 0; end -= size) cut.unshift(baskets.slice(Math.max(0, end - size), end));
  return cut;
}

/** Groups of `groupDays` counted back from the as-of instant, oldest first, empty ones kept. */
function byCalendar(baskets: readonly Basket[], asOfSec: number, groupDays: number): Basket[][] {
  const ageOf = (basket: Basket) => Math.floor((asOfSec - 1 - basket.timeSec) / (groupDays * DAY_SEC));
  const oldest = ageOf(baskets[0]);
  const groups: Basket[][] = Array.from({ length: oldest + 1 }, () => []);
  for (const basket of baskets) groups[oldest - ageOf(basket)].push(basket);
  return groups;
}

export interface TifuState {
  readonly name: string;
  readonly settings: TifuSettings;
  readonly neighbours: number;
  /** The paper's distance, or the angle, which lets habits of unlike volume meet. */
  readonly metric: "euclidean" | "cosine";
  /** Weight of the user's own vector; the rest is the neighbours' mean. */
  readonly alpha: number;
  /** Vectors of all users at the cutoff, by user and by item. */
  readonly vectors: SparseMatrix;
  readonly byItem: SparseMatrix;
  /** Squared length of each row of `vectors`. */
  readonly squared: Float64Array;
}

/** alpha * own vector + (1 - alpha) * mean vector of the nearest users. */
export function createTifuScorer(state: TifuState): Scorer {
  const dots = new Float64Array(state.vectors.rows);
  return {
    name: state.name,
    scoreUser({ user, history, asOfSec, out }) {
      const own = tifuVector(history, asOfSec, state.settings);
      out.fill(0);
      if (own.index.length > 0 && state.alpha < 1) {
        blendNeighbours({
          own,
          user,
          vectors: state.vectors,
          byItem: state.byItem,
          dots,
          count: state.neighbours,
          // |a| is the same for all: |a - b|^2 = |a|^2 + |b|^2 - 2 a.b, cos = a.b / (|a| |b|).
          closeness: (other, dot) =>
            state.metric === "cosine" ? dot / Math.sqrt(state.squared[other]) : 2 * dot - state.squared[other],
          weightOf: (_closeness, found) => (1 - state.alpha) / found,
          out,
        });
      }
      for (let at = 0; at < own.index.length; at++) out[own.index[at]] += state.alpha * own.value[at];
    },
  };
}

export function squaredLengths(vectors: SparseMatrix): Float64Array {
  const squared = new Float64Array(vectors.rows);
  for (let row = 0; row < vectors.rows; row++) {
    squared[row] = dotSelf({
      index: vectors.index.subarray(vectors.offset[row], vectors.offset[row + 1]),
      value: vectors.value.subarray(vectors.offset[row], vectors.offset[row + 1]),
    });
  }
  return squared;
}
