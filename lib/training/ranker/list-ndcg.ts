import type { BinnedRows } from "./binned-rows";

/** Mean nDCG at k of the lists under the scores; relevant items that were no candidates count against it. */
export function listNdcg(
  { label, listOffset, relevant }: Pick<BinnedRows, "label" | "listOffset" | "relevant">,
  scores: Float64Array,
  k: number,
): number {
  let sum = 0;
  let lists = 0;
  const best = new Int32Array(k);
  for (let list = 0; list < relevant.length; list++) {
    if (relevant[list] === 0) continue;
    lists++;
    let held = 0;
    for (let row = listOffset[list]; row < listOffset[list + 1]; row++) {
      // Insertion into the short list of the best: ties keep the earlier row.
      let place = held;
      while (place > 0 && scores[best[place - 1]] < scores[row]) place--;
      if (place >= k) continue;
      if (held < k) held++;
      best.copyWithin(place + 1, place, held - 1);
      best[place] = row;
    }
    let gain = 0;
    for (let rank = 0; rank < held; rank++) gain += label[best[rank]] / Math.log2(rank + 2);
    let ideal = 0;
    for (let rank = 0; rank < Math.min(k, relevant[list]); rank++) ideal += 1 / Math.log2(rank + 2);
    sum += gain / ideal;
  }
  return lists === 0 ? 0 : sum / lists;
}
