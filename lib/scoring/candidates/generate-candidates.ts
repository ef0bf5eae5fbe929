import { topK } from "@/lib/numeric/top-k";
import type { Population } from "@/lib/scoring/features/population";
import { DENSE_SCORES, type UserState } from "@/lib/scoring/features/user-state";

export interface CandidateRules {
  /** Items taken from each collaborative score. */
  readonly perScore: number;
  /** Items taken from each list of best-sellers (7, 30 and 90 days, size class, region). */
  readonly perPopularity: number;
  /** At most so many items never bought. */
  readonly maxNew: number;
}

export const DEFAULT_CANDIDATES: CandidateRules = { perScore: 120, perPopularity: 100, maxNew: 500 };

/**
 * Items worth scoring for one user, ascending: everything it bought, and the best of each generator, taken in turns of
 * rank so that a limit cuts all generators alike.
 */
export function generateCandidates(population: Population, state: UserState, rules: CandidateRules): Int32Array {
  const lists = DENSE_SCORES.map((name) => topPositive(state.dense[name], rules.perScore));
  const heads = [...population.heads.overall, population.heads.ofClass[state.sizeClass]];
  if (state.region >= 0) heads.push(population.heads.ofRegion[state.region]);
  for (const head of heads) lists.push(head.subarray(0, rules.perPopularity));
  const isChosen = new Uint8Array(population.itemCount);
  let room = rules.maxNew;
  const longest = Math.max(...lists.map((list) => list.length));
  for (let rank = 0; rank < longest && room > 0; rank++) {
    for (const list of lists) {
      if (rank >= list.length || room === 0) continue;
      const item = list[rank];
      if (state.slotOf[item] > 0 || isChosen[item] === 1) continue;
      isChosen[item] = 1;
      room--;
    }
  }
  for (const item of state.own.item) isChosen[item] = 1;
  return positionsOf(isChosen, state.own.count + rules.maxNew - room);
}

/** Where the flags are set, `count` places in all, ascending. */
function positionsOf(flags: Uint8Array, count: number): Int32Array {
  const positions = new Int32Array(count);
  let found = 0;
  for (let at = 0; at < flags.length; at++) if (flags[at] === 1) positions[found++] = at;
  return positions;
}

/** Items with a positive score, best first. */
function topPositive(scores: ArrayLike<number>, k: number): Int32Array {
  return topK(scores, k).filter((item) => scores[item] > 0);
}
