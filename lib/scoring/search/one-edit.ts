/**
 * Whether two texts differ by one typing error at most: a character wrong, missing, too many, or two neighbours swapped
 * (Damerau: "A technique for computer detection and correction of spelling errors", 1964). `text` is read in place from
 * `from` to `to`, for it is one of a million terms.
 */
export function isWithinOneEdit(
  typed: string,
  { text, from, to }: { text: string; from: number; to: number },
): boolean {
  const length = to - from;
  const longer = typed.length - length;
  if (longer > 1 || longer < -1) return false;
  let start = 0;
  const shortest = Math.min(typed.length, length);
  while (start < shortest && typed.charCodeAt(start) === text.charCodeAt(from + start)) start++;
  // The same rest after the error, read from the end, must reach up to it.
  let same = 0;
  while (same < shortest - start && typed.charCodeAt(typed.length - 1 - same) === text.charCodeAt(to - 1 - same)) {
    same++;
  }
  const leftOfTyped = typed.length - start - same;
  const leftOfText = length - start - same;
  if (leftOfTyped <= 1 && leftOfText <= 1) return true;
  return (
    leftOfTyped === 2 &&
    leftOfText === 2 &&
    typed.charCodeAt(start) === text.charCodeAt(from + start + 1) &&
    typed.charCodeAt(start + 1) === text.charCodeAt(from + start)
  );
}
