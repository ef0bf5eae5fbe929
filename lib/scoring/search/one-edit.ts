/** A text in place, for it is one of a million terms: `text` from `from` to `to`. */
export interface TextInPlace {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Whether two texts differ by one typing error at most: a character wrong, missing, too many, or two neighbours swapped
 * (Damerau: "A technique for computer detection and correction of spelling errors", 1964). Of `typed`, what stands from
 * `typedFrom` on.
 */
export function isWithinOneEdit(typed: string, { text, from, to }: TextInPlace, typedFrom = 0): boolean {
  const typedLength = typed.length - typedFrom;
  const length = to - from;
  const longer = typedLength - length;
  if (longer > 1 || longer < -1) return false;
  let start = 0;
  const shortest = Math.min(typedLength, length);
  while (start < shortest && typed.charCodeAt(typedFrom + start) === text.charCodeAt(from + start)) start++;
  // The same rest after the error, read from the end, must reach up to it.
  let same = 0;
  while (same < shortest - start && typed.charCodeAt(typed.length - 1 - same) === text.charCodeAt(to - 1 - same)) {
    same++;
  }
  const leftOfTyped = typedLength - start - same;
  const leftOfText = length - start - same;
  if (leftOfTyped <= 1 && leftOfText <= 1) return true;
  return leftOfTyped === 2 && leftOfText === 2 && areSwapped(typed, typedFrom + start, { text, at: from + start });
}

/** Whether two texts differ by two such errors at most, no character being part of both. */
export function isWithinTwoEdits(typed: string, { text, from, to }: TextInPlace): boolean {
  const longer = typed.length - (to - from);
  if (longer > 2 || longer < -2) return false;
  let start = 0;
  const shortest = Math.min(typed.length, to - from);
  while (start < shortest && typed.charCodeAt(start) === text.charCodeAt(from + start)) start++;
  if (start === shortest) return true;
  // The first difference is the first error: whichever it is, the rest has one more at most.
  const at = from + start;
  return (
    isWithinOneEdit(typed, { text, from: at + 1, to }, start + 1) ||
    isWithinOneEdit(typed, { text, from: at, to }, start + 1) ||
    isWithinOneEdit(typed, { text, from: at + 1, to }, start) ||
    (at + 1 < to &&
      start + 1 < typed.length &&
      areSwapped(typed, start, { text, at }) &&
      isWithinOneEdit(typed, { text, from: at + 2, to }, start + 2))
  );
}

const areSwapped = (typed: string, typedAt: number, { text, at }: { text: string; at: number }) =>
  typed.charCodeAt(typedAt) === text.charCodeAt(at + 1) && typed.charCodeAt(typedAt + 1) === text.charCodeAt(at);
