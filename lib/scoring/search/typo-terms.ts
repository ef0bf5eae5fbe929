import { isWithinOneEdit, isWithinTwoEdits } from "./one-edit";
import type { SearchIndex } from "./search-index";
import { termsEndingWith, termsStartingWith } from "./term-ranges";

/** A term of this length or more is found with one typing error, and of the other with two. */
export const TYPO_LENGTH = 5;
export const TWO_TYPOS_LENGTH = 8;

/**
 * Terms within one typing error. An error in the latter half leaves the first half at the beginning; one in the first half
 * leaves the end in place, and two neighbours swapped across the middle leave all but one character of it.
 */
export function forEachTypo(index: SearchIndex, key: string, take: (term: number) => void): void {
  // One character may be missing from what was typed.
  if (key.length < TYPO_LENGTH - 1) return;
  const half = key.length >> 1;
  const { arena, termFrom, byEnding } = index;
  const check = (term: number) => {
    const from = termFrom[term];
    const to = termFrom[term + 1] - 1;
    if (to - from < TYPO_LENGTH || Math.abs(to - from - key.length) > 1) return;
    if (isWithinOneEdit(key, { text: arena, from, to })) take(term);
  };
  const starting = termsStartingWith(index, key.slice(0, half));
  for (let term = starting.from; term < starting.to; term++) check(term);
  const ending = termsEndingWith(index, key.slice(half + 1));
  for (let at = ending.from; at < ending.to; at++) check(byEnding[at]);
}

/**
 * Terms within two typing errors, each at least once. Of a beginning, a middle and an end, two errors leave the beginning or
 * the end as it was, or there is one in each: then the term begins with some beginning of one error and the middle behind it.
 */
export function forEachTwoTypos(index: SearchIndex, key: string, take: (term: number) => void): void {
  if (key.length < TWO_TYPOS_LENGTH) return;
  const { arena, termFrom, byEnding } = index;
  const outer = Math.ceil(key.length / 3);
  const check = (term: number) => {
    const from = termFrom[term];
    const to = termFrom[term + 1] - 1;
    if (to - from < TWO_TYPOS_LENGTH || Math.abs(to - from - key.length) > 2) return;
    if (isWithinTwoEdits(key, { text: arena, from, to })) take(term);
  };
  const checkStarting = (beginning: string) => {
    const { from, to } = termsStartingWith(index, beginning);
    for (let term = from; term < to; term++) check(term);
  };
  checkStarting(key.slice(0, outer));
  const ending = termsEndingWith(index, key.slice(key.length - outer));
  for (let at = ending.from; at < ending.to; at++) check(byEnding[at]);
  // A swap may reach from the middle into the end: the middle without its last character is as it was.
  for (const beginning of withOneError(key.slice(0, key.length - outer - 1), {
    before: outer,
    letters: index.letters,
  })) {
    checkStarting(beginning);
  }
}

/** A beginning with one error among its first characters: missing, wrong, too many, swapped. */
function withOneError(text: string, { before, letters }: { before: number; letters: readonly string[] }): Set<string> {
  const variants = new Set<string>();
  for (let at = 0; at < Math.min(before, text.length); at++) {
    const head = text.slice(0, at);
    const rest = text.slice(at + 1);
    variants.add(head + rest);
    if (rest !== "") variants.add(head + rest[0] + text[at] + rest.slice(1));
    for (const letter of letters) {
      variants.add(head + letter + rest);
      variants.add(head + letter + text[at] + rest);
    }
  }
  return variants;
}
