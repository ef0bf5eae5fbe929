import type { Interactions } from "@/lib/domain/interactions";

/** Lines by item: those of item i are `line[offset[i] .. offset[i + 1])`, ascending, so those of one user stand together. */
export interface ItemLines {
  readonly offset: Uint32Array;
  readonly line: Uint32Array;
}

/** A counting sort: one pass over the lines to count, one to place. */
export function itemLinesOf({ item, itemCount }: Interactions): ItemLines {
  const offset = new Uint32Array(itemCount + 1);
  for (const one of item) offset[one + 1]++;
  for (let at = 0; at < itemCount; at++) offset[at + 1] += offset[at];
  const next = offset.slice(0, itemCount);
  const line = new Uint32Array(item.length);
  for (let at = 0; at < item.length; at++) line[next[item[at]]++] = at;
  return { offset, line };
}

/** The user of a line. */
export function userOfLine({ userOffset }: Interactions, line: number): number {
  let low = 0;
  let high = userOffset.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (userOffset[middle] <= line) low = middle;
    else high = middle;
  }
  return low;
}
