import type { Scorer } from "../scorer";
import { countVector } from "../user-vectors";

/**
 * Orders of the user with the item. With a `tieBreak` (each < 1, higher = better) equal counts are ordered by it, and
 * it fills the list behind what the user knows; without one only items bought before are candidates.
 */
export function createPersonalFrequencyScorer(name: string, tieBreak: Float64Array | null): Scorer {
  return {
    name,
    scoreUser({ history, out, asOfSec }) {
      if (tieBreak === null) out.fill(Number.NEGATIVE_INFINITY);
      else out.set(tieBreak);
      const { index, value } = countVector(history, asOfSec);
      for (let at = 0; at < index.length; at++) out[index[at]] = value[at] + (tieBreak?.[index[at]] ?? 0);
    },
  };
}
