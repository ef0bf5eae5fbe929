import type { Objective } from "./objective";

export interface LambdarankInput {
  /** 1 = relevant. */
  readonly label: Uint8Array;
  /** Rows of list q are [listOffset[q], listOffset[q + 1]). */
  readonly listOffset: Int32Array;
  /** Pairs are counted when the better placed of the two stands above this rank. */
  readonly truncation: number;
  /** Weight of each list; null = 1. */
  readonly listWeight: Float32Array | null;
}

const SIGMOID_STEPS = 1 << 14;
const SIGMOID_LIMIT = 25;

/**
 * LambdaMART with binary relevance: pairs weighted by the change of nDCG that swapping them makes (Burges, "From RankNet
 * to LambdaRank to LambdaMART", MSR-TR-2010-82). Lists are normalised as LightGBM does (`lambdarank_norm`): the
 * change is divided by the distance of the two scores, and the sum of a list is damped to log2(1 + sum).
 */
export function lambdarankObjective({ label, listOffset, truncation, listWeight }: LambdarankInput): Objective {
  let longest = 0;
  for (let list = 0; list + 1 < listOffset.length; list++)
    longest = Math.max(longest, listOffset[list + 1] - listOffset[list]);
  const discount = Float64Array.from({ length: longest }, (_, rank) => 1 / Math.log2(rank + 2));
  const inverseIdeal = new Float64Array(Math.max(0, listOffset.length - 1));
  for (let list = 0; list + 1 < listOffset.length; list++) {
    let relevant = 0;
    for (let row = listOffset[list]; row < listOffset[list + 1]; row++) relevant += label[row];
    let ideal = 0;
    for (let rank = 0; rank < Math.min(relevant, truncation); rank++) ideal += discount[rank];
    inverseIdeal[list] = ideal > 0 ? 1 / ideal : 0;
  }
  // Each list keeps the order of the round before: scores move little from tree to tree, so it is nearly sorted already.
  const order = Int32Array.from(label.keys());
  const hitRanks = new Int32Array(longest);
  const missRanks = new Int32Array(longest);
  const sigmoid = sigmoidTable();

  return {
    name: "lambdarank",
    base: () => 0,
    derivatives(scores, grad, hess) {
      grad.fill(0);
      hess.fill(0);
      for (let list = 0; list + 1 < listOffset.length; list++) {
        if (inverseIdeal[list] === 0) continue;
        const from = listOffset[list];
        const size = listOffset[list + 1] - from;
        const ranked = order.subarray(from, from + size);
        sortByScore(ranked, scores);
        const spread = scores[ranked[0]] !== scores[ranked[size - 1]];
        let total = 0;
        // Ranks of the other label are all that a row is paired with: few where it is irrelevant itself.
        let hits = 0;
        let misses = 0;
        for (let rank = 0; rank < size; rank++) {
          if (label[ranked[rank]] === 1) hitRanks[hits++] = rank;
          else missRanks[misses++] = rank;
        }
        let hitsAbove = 0;
        for (let i = 0; i < Math.min(truncation, size - 1); i++) {
          const a = ranked[i];
          const isHit = label[a] === 1;
          const sign = isHit ? 1 : -1;
          const others = isHit ? missRanks : hitRanks;
          const count = isHit ? misses : hits;
          const scoreA = scores[a];
          let gradA = 0;
          let hessA = 0;
          for (let at = isHit ? i - hitsAbove : hitsAbove; at < count; at++) {
            const j = others[at];
            const b = ranked[j];
            const distance = sign * (scoreA - scores[b]);
            let change = (discount[i] - discount[j]) * inverseIdeal[list];
            if (spread) change /= 0.01 + Math.abs(distance);
            const p = sigmoid(-distance);
            const lambda = change * p;
            const curvature = lambda * (1 - p);
            gradA -= sign * lambda;
            grad[b] += sign * lambda;
            hessA += curvature;
            hess[b] += curvature;
            total += 2 * lambda;
          }
          grad[a] += gradA;
          hess[a] += hessA;
          if (isHit) hitsAbove++;
        }
        if (total <= 0) continue;
        const scale = (Math.log2(1 + total) / total) * (listWeight === null ? 1 : listWeight[list]);
        for (let row = from; row < from + size; row++) {
          grad[row] *= scale;
          hess[row] *= scale;
        }
      }
    },
  };
}

/** Rows by falling score, equal scores by row number; an insertion sort, since the list comes in nearly sorted. */
function sortByScore(ranked: Int32Array, scores: Float64Array): void {
  for (let i = 1; i < ranked.length; i++) {
    const row = ranked[i];
    const score = scores[row];
    let place = i;
    for (; place > 0; place--) {
      const before = ranked[place - 1];
      const held = scores[before];
      if (held > score || (held === score && before < row)) break;
      ranked[place] = before;
    }
    ranked[place] = row;
  }
}

/** 1 / (1 + exp(-x)) read from a table: the inner loop visits tens of millions of pairs a tree. */
function sigmoidTable(): (x: number) => number {
  const scale = SIGMOID_STEPS / (2 * SIGMOID_LIMIT);
  const table = Float64Array.from(
    { length: SIGMOID_STEPS + 1 },
    (_, i) => 1 / (1 + Math.exp(SIGMOID_LIMIT - i / scale)),
  );
  return (x) => {
    if (x <= -SIGMOID_LIMIT) return table[0];
    if (x >= SIGMOID_LIMIT) return table[SIGMOID_STEPS];
    return table[Math.round((x + SIGMOID_LIMIT) * scale)];
  };
}
