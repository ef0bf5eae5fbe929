/** Hits in the first k / k: k, not the returned length, so that a short list is not flattered. */
export function precision(hits: Uint8Array, k: number): number {
  return countHits(hits, k) / k;
}

/** Number of hits among the first k places; `hits[i]` is 1 when the item at place i was bought. */
export function countHits(hits: Uint8Array, k: number): number {
  let count = 0;
  const end = Math.min(k, hits.length);
  for (let place = 0; place < end; place++) count += hits[place];
  return count;
}
