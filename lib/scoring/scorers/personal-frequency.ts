import type { Scorer } from "../scorer";
import { countVector } from "../user-vectors";

/**
 * Orders of the user with the item; equal counts are ordered by `tieBreak` (one a product, each < 1, higher = better).
 * With `fillsList` it also orders the rest of the list, behind what the user knows; else only items bought before are
 * candidates.
 */
export function createPersonalFrequencyScorer(
  name: string,
  { tieBreak, fillsList }: { tieBreak: Float64Array; fillsList: boolean },
): Scorer {
  return {
    name,
    scoreUser({ history, out, asOfSec }) {
      if (fillsList) out.set(tieBreak);
      else out.fill(Number.NEGATIVE_INFINITY);
      const { index, value } = countVector(history, asOfSec);
      for (let at = 0; at < index.length; at++) out[index[at]] = value[at] + tieBreak[index[at]];
    },
  };
}
