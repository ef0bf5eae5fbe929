/**
 * Mean self-information of the first k items, -log2 of the share of users who bought each before the cutoff
 * (Zhou et al. 2010): 0 = everybody has it. null for an empty list.
 */
export function novelty(items: Int32Array, k: number, selfInformation: Float64Array): number | null {
  const end = Math.min(k, items.length);
  if (end === 0) return null;
  let sum = 0;
  for (let place = 0; place < end; place++) sum += selfInformation[items[place]];
  return sum / end;
}

/** -log2(buyers / users) of each item; items nobody bought count as bought by one user. */
export function selfInformationOf(buyers: Int32Array, users: number): Float64Array {
  return Float64Array.from(buyers, (count) => (users === 0 ? 0 : -Math.log2(Math.max(1, count) / users)));
}
