import { countHits } from "./precision";

/** 1 when at least one of the first k was bought. */
export function hitRate(hits: Uint8Array, k: number): number {
  return countHits(hits, k) > 0 ? 1 : 0;
}
