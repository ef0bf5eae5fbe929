import { DAY_SEC } from "@/lib/domain/snapshot";
import { topK } from "@/lib/numeric/top-k";
import type { PopulationShape } from "./item-demand";
import type { OwnPurchases } from "./own-purchases";

/** Half-life of a purchase in a user's profile, days. */
const PROFILE_HALF_LIFE_DAYS = 180;
/** An item bought by more users than this tells little: the buyers beyond it are not visited. */
const MAX_BUYERS_VISITED = 4000;
export const NEIGHBOURS = 300;
/** Look-back of what neighbours bought, days. */
export const NEIGHBOUR_WINDOWS_DAYS = [14, 30, 90] as const;

/** Users as weighted item vectors, in both directions. */
export interface UserVectors {
  readonly userCount: number;
  /** By user: items and weight (unit length a user). */
  readonly userOffset: Uint32Array;
  readonly item: Int32Array;
  readonly weight: Float32Array;
  /** By user: places in `NeighbourScores.recent` that the user's similarity is added to. */
  readonly recentOffset: Uint32Array;
  readonly recent: Uint32Array;
  /** Age of each user's newest purchase, days; Infinity without one. */
  readonly newestAgeDays: Float32Array;
  /** By item: users and weights, ascending by user. */
  readonly itemOffset: Uint32Array;
  readonly user: Int32Array;
  readonly userWeight: Float32Array;
  /** Inverse user frequency of each item. */
  readonly rarity: Float32Array;
}

export function buildUserVectors({ itemCount, cutoffSec, events }: PopulationShape): UserVectors {
  const userCount = events.length;
  const buyers = new Float64Array(itemCount);
  const userOffset = new Uint32Array(userCount + 1);
  for (let user = 0; user < userCount; user++) {
    let distinct = 0;
    const own = events[user];
    for (let e = 0; e < own.count; e++) {
      if (own.isRepeat[e] === 1) continue;
      distinct++;
      buyers[own.item[e]]++;
    }
    userOffset[user + 1] = userOffset[user] + distinct;
  }
  const rarity = Float32Array.from(buyers, (count) => Math.log((userCount + 1) / (count + 1)) + 0.1);
  const size = userOffset[userCount];
  const item = new Int32Array(size);
  const weight = new Float32Array(size);
  const lastAgeDays = new Float32Array(size);
  const firstAgeDays = new Float32Array(size);
  const newestAgeDays = new Float32Array(userCount).fill(Number.POSITIVE_INFINITY);
  const slotOf = new Int32Array(itemCount).fill(-1);
  for (let user = 0; user < userCount; user++) {
    const own = events[user];
    let next = userOffset[user];
    for (let e = 0; e < own.count; e++) {
      const bought = own.item[e];
      const age = (cutoffSec - own.timeSec[e]) / DAY_SEC;
      if (own.isRepeat[e] === 0) {
        slotOf[bought] = next;
        firstAgeDays[next] = age;
        item[next++] = bought;
      }
      newestAgeDays[user] = age;
      weight[slotOf[bought]] += 0.5 ** (age / PROFILE_HALF_LIFE_DAYS);
      lastAgeDays[slotOf[bought]] = age;
    }
    normalise(weight, { from: userOffset[user], to: next, item, rarity });
  }
  const recentOffset = new Uint32Array(userCount + 1);
  const recent: number[] = [];
  for (let user = 0; user < userCount; user++) {
    for (let at = userOffset[user]; at < userOffset[user + 1]; at++) {
      const bits = recentBits(firstAgeDays[at], lastAgeDays[at], newestAgeDays[user]);
      for (let sum = 0; sum < RECENT_SUMS; sum++)
        if (((bits >> sum) & 1) === 1) recent.push(sum * itemCount + item[at]);
    }
    recentOffset[user + 1] = recent.length;
  }
  const itemOffset = new Uint32Array(itemCount + 1);
  for (const i of item) itemOffset[i + 1]++;
  for (let i = 0; i < itemCount; i++) itemOffset[i + 1] += itemOffset[i];
  const next = itemOffset.slice(0, itemCount);
  const users = new Int32Array(size);
  const userWeight = new Float32Array(size);
  for (let user = 0; user < userCount; user++) {
    for (let at = userOffset[user]; at < userOffset[user + 1]; at++) {
      const place = next[item[at]]++;
      users[place] = user;
      userWeight[place] = weight[at];
    }
  }
  return {
    userCount,
    userOffset,
    item,
    weight,
    recentOffset,
    recent: Uint32Array.from(recent),
    newestAgeDays,
    itemOffset,
    user: users,
    userWeight,
    rarity,
  };
}

/** Damps counts, weighs them by rarity and scales the vector to unit length. */
function normalise(
  weight: Float32Array,
  { from, to, item, rarity }: { from: number; to: number; item: Int32Array; rarity: Float32Array },
): void {
  let square = 0;
  for (let at = from; at < to; at++) {
    weight[at] = Math.sqrt(weight[at]) * rarity[item[at]];
    square += weight[at] * weight[at];
  }
  const length = Math.sqrt(square);
  if (length > 0) for (let at = from; at < to; at++) weight[at] /= length;
}

export interface NeighbourScratch {
  readonly similarity: Float64Array;
  readonly touched: Int32Array;
}

export const neighbourScratch = (userCount: number): NeighbourScratch => ({
  similarity: new Float64Array(userCount),
  touched: new Int32Array(userCount),
});

export interface Neighbours {
  readonly user: Int32Array;
  readonly similarity: Float64Array;
}

/**
 * The users nearest by cosine of the weighted vectors (user-based nearest neighbours; Faggioli, Polato, Aiolli, "Recency
 * Aware Collaborative Filtering for Next Basket Recommendation", UMAP 2020), the asking user left out.
 */
export function neighboursOf(
  vectors: UserVectors,
  { own, user, scratch }: { own: OwnPurchases; user: number; scratch: NeighbourScratch },
): Neighbours {
  const { similarity, touched } = scratch;
  const profileHalfLife = new Float32Array(own.count);
  // The 365 and 120 day sums bracket the profile's half-life; recomputing would need the events again.
  for (let slot = 0; slot < own.count; slot++)
    profileHalfLife[slot] = Math.sqrt(own.decayed[3][slot] * own.decayed[4][slot]);
  normalise(profileHalfLife, { from: 0, to: own.count, item: own.item, rarity: vectors.rarity });
  let count = 0;
  for (let slot = 0; slot < own.count; slot++) {
    const from = vectors.itemOffset[own.item[slot]];
    const to = Math.min(vectors.itemOffset[own.item[slot] + 1], from + MAX_BUYERS_VISITED);
    const w = profileHalfLife[slot];
    for (let at = from; at < to; at++) {
      const other = vectors.user[at];
      if (other === user) continue;
      if (similarity[other] === 0) touched[count++] = other;
      similarity[other] += w * vectors.userWeight[at] + 1e-12;
    }
  }
  const found = touched.slice(0, count);
  const values = Float64Array.from(found, (other) => similarity[other]);
  for (let i = 0; i < count; i++) similarity[found[i]] = 0;
  // Found in the order of the own items, so equal similarities are settled by it: a matter of the history alone.
  const kept = topK(values, NEIGHBOURS);
  return { user: Int32Array.from(kept, (i) => found[i]), similarity: Float64Array.from(kept, (i) => values[i]) };
}

/** Look-backs of the neighbours' repurchase and adoption, days. */
export const NEIGHBOUR_RATE_DAYS = [14, 30, 60] as const;

/** What neighbours active within a window did in it; each entry an item, in shares of all neighbours' similarity. */
export interface NeighbourRate {
  /** Of those who had the item before the window, and the part of it that bought it again. */
  readonly owned: Float64Array;
  readonly again: Float64Array;
  /** Of those who bought the item for the first time. */
  readonly adopted: Float64Array;
  /** Of all who were active. */
  active: number;
}

/** Scores of the whole catalogue from one user's neighbours; each entry an item. */
export interface NeighbourScores {
  /** Similarity times the weight of the item in the neighbour's vector. */
  readonly all: Float64Array;
  /** All sums below, one after the other in the order of `recentBits`. */
  readonly recent: Float64Array;
  /** Share of the neighbours' similarity whose owner bought the item within each window. */
  readonly inWindow: readonly Float64Array[];
  /** One for each of `NEIGHBOUR_RATE_DAYS`. */
  readonly rates: readonly NeighbourRate[];
}

const RECENT_SUMS = NEIGHBOUR_WINDOWS_DAYS.length + 3 * NEIGHBOUR_RATE_DAYS.length;

export function neighbourScoreColumns(itemCount: number): NeighbourScores {
  const recent = new Float64Array(RECENT_SUMS * itemCount);
  const column = (sum: number) => recent.subarray(sum * itemCount, (sum + 1) * itemCount);
  return {
    all: new Float64Array(itemCount),
    recent,
    inWindow: NEIGHBOUR_WINDOWS_DAYS.map((_, w) => column(w)),
    rates: NEIGHBOUR_RATE_DAYS.map((_, r) => {
      const first = NEIGHBOUR_WINDOWS_DAYS.length + 3 * r;
      return { owned: column(first), again: column(first + 1), adopted: column(first + 2), active: 0 };
    }),
  };
}

export function neighbourScores(
  vectors: UserVectors,
  neighbours: Neighbours,
  { all, recent, rates }: NeighbourScores,
): void {
  const { userOffset, item, weight, recentOffset, recent: place, newestAgeDays } = vectors;
  all.fill(0);
  recent.fill(0);
  for (const rate of rates) rate.active = 0;
  let total = 0;
  for (let n = 0; n < neighbours.user.length; n++) total += neighbours.similarity[n];
  for (let n = 0; n < neighbours.user.length; n++) {
    const other = neighbours.user[n];
    const s = neighbours.similarity[n] / total;
    const newest = newestAgeDays[other];
    for (let r = 0; r < rates.length; r++) if (newest <= NEIGHBOUR_RATE_DAYS[r]) rates[r].active += s;
    const end = userOffset[other + 1];
    for (let at = userOffset[other]; at < end; at++) all[item[at]] += s * weight[at];
    const recentEnd = recentOffset[other + 1];
    for (let at = recentOffset[other]; at < recentEnd; at++) recent[place[at]] += s;
  }
}

/**
 * One bit for each sum of `neighbourScores` that an entry adds to: bought within the window, for each of
 * `NEIGHBOUR_WINDOWS_DAYS`; then, for each of `NEIGHBOUR_RATE_DAYS` in which its user was active: had the item before it,
 * bought it again in it, bought it for the first time in it.
 */
function recentBits(firstAgeDays: number, lastAgeDays: number, newestAgeDays: number): number {
  let bits = 0;
  for (let w = 0; w < NEIGHBOUR_WINDOWS_DAYS.length; w++) if (lastAgeDays <= NEIGHBOUR_WINDOWS_DAYS[w]) bits |= 1 << w;
  for (let r = 0; r < NEIGHBOUR_RATE_DAYS.length; r++) {
    if (newestAgeDays > NEIGHBOUR_RATE_DAYS[r]) continue;
    const first = NEIGHBOUR_WINDOWS_DAYS.length + 3 * r;
    const isRecent = lastAgeDays <= NEIGHBOUR_RATE_DAYS[r];
    if (firstAgeDays > NEIGHBOUR_RATE_DAYS[r]) bits |= isRecent ? 3 << first : 1 << first;
    else if (isRecent) bits |= 4 << first;
  }
  return bits;
}
