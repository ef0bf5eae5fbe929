/** 1 / place (from 1) of the first hit among the first k; 0 without one. Its mean over users is the MRR. */
export function reciprocalRank(hits: Uint8Array, k: number): number {
  const end = Math.min(k, hits.length);
  for (let place = 0; place < end; place++) if (hits[place] === 1) return 1 / (place + 1);
  return 0;
}
