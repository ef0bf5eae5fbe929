import { countHits } from "./precision";

/** Hits in the first k / number of relevant items (> 0). */
export function recall(hits: Uint8Array, k: number, relevant: number): number {
  return countHits(hits, k) / relevant;
}
