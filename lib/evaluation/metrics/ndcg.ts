/**
 * Normalised discounted cumulative gain, binary gains, log2 discount, ideal over min(k, relevant) places
 * (Järvelin and Kekäläinen 2002).
 */
export function ndcg(hits: Uint8Array, k: number, relevant: number): number {
  let gain = 0;
  const end = Math.min(k, hits.length);
  for (let place = 0; place < end; place++) if (hits[place] === 1) gain += 1 / Math.log2(place + 2);
  return gain / idealGain(Math.min(k, relevant));
}

/** Gain of a list whose first `count` places are all hits. */
export function idealGain(count: number): number {
  let gain = 0;
  for (let place = 0; place < count; place++) gain += 1 / Math.log2(place + 2);
  return gain;
}
