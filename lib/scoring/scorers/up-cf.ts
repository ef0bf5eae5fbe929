import type { History } from "@/lib/domain/interactions";
import type { SparseMatrix } from "@/lib/numeric/sparse";
import { type SparseVector, sparseVector } from "@/lib/numeric/sparse";
import { basketsOf } from "../baskets-of";
import { blendNeighbours } from "../neighbours";
import type { Scorer } from "../scorer";
import { binaryVector } from "../user-vectors";

/** UWPop@r: the share of a user's last r baskets that hold the item (r = null: of all). */
export function recentShareVector(history: History, recentBaskets: number | null): SparseVector {
  const baskets = basketsOf(history);
  const recent = recentBaskets === null ? baskets : baskets.slice(-recentBaskets);
  const sums = new Map<number, number>();
  for (const basket of recent)
    for (const item of basket.items) sums.set(item, (sums.get(item) ?? 0) + 1 / recent.length);
  return sparseVector(sums);
}

/** The paper blends all users; raised to the locality, those beyond the nearest thousands add next to nothing. */
const MAX_NEIGHBOURS = 5000;

export interface UpCfState {
  readonly recentBaskets: number | null;
  /** Asymmetry of the cosine: |A and B| / (|A|^alpha * |B|^(1 - alpha)). */
  readonly alpha: number;
  /** Locality: similarities are raised to it. */
  readonly locality: number;
  /** Nearest users that are blended; absent = as good as all. */
  readonly neighbours?: number;
  /** 1 where the user ever bought the item, by user and by item. */
  readonly owned: SparseMatrix;
  readonly ownedByItem: SparseMatrix;
  /** UWPop@r of every user. */
  readonly shares: SparseMatrix;
}

/**
 * UP-CF@r (Faggioli, Polato, Aiolli: "Recency Aware Collaborative Filtering for Next Basket Recommendation",
 * UMAP 2020): user-wise popularity of all users, blended by asymmetric cosine similarity; the user itself is its
 * own nearest neighbour with similarity 1.
 */
export function createUpCfScorer(state: UpCfState): Scorer {
  const { owned } = state;
  const dots = new Float64Array(owned.rows);
  /** |B|^(1 - alpha) of each user. */
  const scales = Float64Array.from(
    { length: owned.rows },
    (_, user) => (owned.offset[user + 1] - owned.offset[user]) ** (1 - state.alpha),
  );
  const powered = power(state.locality);
  return {
    name: "up-cf",
    scoreUser({ user, history, asOfSec, out }) {
      out.fill(0);
      const own = binaryVector(history, asOfSec);
      if (own.index.length === 0) return;
      const scale = own.index.length ** state.alpha;
      blendNeighbours({
        own,
        user,
        vectors: state.shares,
        byItem: state.ownedByItem,
        dots,
        count: Math.min(owned.rows, state.neighbours ?? MAX_NEIGHBOURS),
        closeness: (other, dot) => dot / (scale * scales[other]),
        weightOf: powered,
        out,
      });
      const self = recentShareVector(history, state.recentBaskets);
      const similarity = own.index.length / (scale * own.index.length ** (1 - state.alpha));
      for (let at = 0; at < self.index.length; at++) out[self.index[at]] += powered(similarity) * self.value[at];
    },
  };
}

/** x -> x^exponent; whole exponents by multiplication, several times as fast as the general power. */
function power(exponent: number): (base: number) => number {
  if (!Number.isInteger(exponent) || exponent < 1 || exponent > 16) return (base) => base ** exponent;
  return (base) => {
    let product = base;
    for (let factor = 1; factor < exponent; factor++) product *= base;
    return product;
  };
}
