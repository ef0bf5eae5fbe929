/** Mean of the precision at each hit, over min(k, relevant) possible hits. Its mean over users is the MAP. */
export function averagePrecision(hits: Uint8Array, k: number, relevant: number): number {
  let found = 0;
  let sum = 0;
  const end = Math.min(k, hits.length);
  for (let place = 0; place < end; place++) {
    if (hits[place] === 0) continue;
    found++;
    sum += found / (place + 1);
  }
  return sum / Math.min(k, relevant);
}
