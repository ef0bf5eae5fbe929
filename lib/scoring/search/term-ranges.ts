import { type SearchIndex, termCount } from "./search-index";

export interface TermRange {
  readonly from: number;
  readonly to: number;
}

/** Terms that begin with the key: a run of the sorted terms. */
export function termsStartingWith(index: SearchIndex, key: string): TermRange {
  const { arena, termFrom } = index;
  const compare = (term: number) => {
    const from = termFrom[term];
    const end = termFrom[term + 1] - 1;
    for (let at = 0; at < key.length; at++) {
      if (from + at >= end) return -1;
      const difference = arena.charCodeAt(from + at) - key.charCodeAt(at);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  return runOf(termCount(index), compare);
}

/** Places in `byEnding` of the terms that end with the key. */
export function termsEndingWith(index: SearchIndex, key: string): TermRange {
  const { arena, termFrom, byEnding } = index;
  const compare = (place: number) => {
    const from = termFrom[byEnding[place]];
    const last = termFrom[byEnding[place] + 1] - 2;
    for (let at = 0; at < key.length; at++) {
      if (last - at < from) return -1;
      const difference = arena.charCodeAt(last - at) - key.charCodeAt(key.length - 1 - at);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  return runOf(termCount(index), compare);
}

/** The run of places that compare as equal, of `count` in ascending order. */
function runOf(count: number, compare: (place: number) => number): TermRange {
  const firstWith = (isPast: (order: number) => boolean) => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isPast(compare(middle))) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return { from: firstWith((order) => order >= 0), to: firstWith((order) => order > 0) };
}
