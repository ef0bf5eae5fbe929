import { topK } from "@/lib/numeric/top-k";
import { KIND_BITS, POSTING_KIND, type PostingKind, type SearchIndex } from "./search-index";
import { queryKeys } from "./search-keys";
import { termsStartingWith } from "./term-ranges";
import { textAt } from "./text-table";
import { forEachTwoTypos, forEachTypo } from "./typo-terms";

/** How a document was found, best first. */
export const MATCHES = [
  "code",
  "other_code",
  "sound",
  "code_start",
  "other_code_start",
  "words",
  "word_starts",
  "code_typo",
  "word_typo",
  "part",
  "code_two_typos",
  "word_two_typos",
] as const;
export type Match = (typeof MATCHES)[number];

export interface SearchHit {
  readonly document: number;
  readonly match: Match;
}

export interface SearchOptions {
  readonly limit: number;
  /** Leaves out documents that the reader may not see. */
  readonly allows?: (document: number) => boolean;
}

/** Shorter parts from the middle of a code say too little. */
const PART_LENGTH = 3;
const MAX_QUERY_LENGTH = 100;
/** What a person has typed so far may fit half the catalogue: the first of so many postings will do. */
const MAX_POSTINGS = 150_000;
const MAX_PARTS = 2000;
/** One place in so many is kept for codes with a typing error, or longer codes would crowd them out. */
const TYPO_SHARE = 4;

const NONE = 255;
const DOCUMENT_BITS = 24;
const WEIGHT_BITS = 20;

/**
 * Documents that fit what was typed, best first: by how they fit, then by weight, then by position. A whole code comes
 * first; a code or word of five characters or more is found with one typing error too, and of eight with two where nothing
 * is as it was typed.
 */
export function search(index: SearchIndex, text: string, { limit, allows }: SearchOptions): SearchHit[] {
  const typed = text.slice(0, MAX_QUERY_LENGTH);
  const { whole, words } = queryKeys(typed);
  if (whole.length === 0 || limit < 1) return [];
  const found = findings(index);
  whole.forEach((key, form) => {
    findCodes(index, key, { found, isSound: form > 0 });
  });
  // One word is its own whole.
  if (words.length > 1) findWords(index, words, found);
  for (const key of whole) {
    if (found.count() >= limit || key.length < PART_LENGTH) break;
    findParts(index, key, found);
  }
  if (!found.hasAsTyped()) {
    for (const key of whole) {
      forEachTwoTypos(index, key, (term) =>
        eachPosting(index, term, (document, kind) => found.add(document, TWO_TYPOS[kind])),
      );
    }
  }
  return bestOf(index, found, { limit, allows, typed });
}

interface Findings {
  /** By document: the best match so far, as its place in MATCHES. */
  readonly match: Uint8Array;
  /** Found ones, each once: the first `count()`. */
  readonly documents: Uint32Array;
  count(): number;
  /** Whether some code or word is, or begins with, what was typed. */
  hasAsTyped(): boolean;
  add(document: number, match: Match): void;
}

const PLACE = Object.fromEntries(MATCHES.map((match, place) => [match, place])) as Record<Match, number>;

function findings(index: SearchIndex): Findings {
  const match = new Uint8Array(index.documents).fill(NONE);
  const documents = new Uint32Array(index.documents);
  let count = 0;
  let best = NONE;
  return {
    match,
    documents,
    count: () => count,
    hasAsTyped: () => best < PLACE.code_typo,
    add(document, how) {
      const place = PLACE[how];
      if (match[document] === NONE) documents[count++] = document;
      if (place < match[document]) match[document] = place;
      if (place < best) best = place;
    },
  };
}

const EXACT: Readonly<Record<PostingKind, Match>> = { 0: "code", 1: "other_code", 2: "words", 3: "sound" };
const START: Readonly<Record<PostingKind, Match>> = {
  0: "code_start",
  1: "other_code_start",
  2: "word_starts",
  3: "word_starts",
};
const TYPO: Readonly<Record<PostingKind, Match>> = { 0: "code_typo", 1: "code_typo", 2: "word_typo", 3: "word_typo" };
const TWO_TYPOS: Readonly<Record<PostingKind, Match>> = {
  0: "code_two_typos",
  1: "code_two_typos",
  2: "word_two_typos",
  3: "word_two_typos",
};

/** Calls `take` with each posting of a term. */
function eachPosting(
  { postingFrom, postings }: SearchIndex,
  term: number,
  take: (document: number, kind: PostingKind) => void,
): number {
  for (let at = postingFrom[term]; at < postingFrom[term + 1]; at++) {
    take(postings[at] >>> KIND_BITS, (postings[at] & (2 ** KIND_BITS - 1)) as PostingKind);
  }
  return postingFrom[term + 1] - postingFrom[term];
}

/** Terms that are what was typed, begin with it, or differ by one typing error. */
function findCodes(index: SearchIndex, key: string, { found, isSound }: { found: Findings; isSound: boolean }): void {
  const starting = termsStartingWith(index, key);
  let left = MAX_POSTINGS;
  for (let term = starting.from; term < starting.to && left > 0; term++) {
    const isExact = index.termFrom[term + 1] - 1 - index.termFrom[term] === key.length;
    const matches = isExact ? EXACT : START;
    left -= eachPosting(index, term, (document, kind) =>
      found.add(document, isExact && isSound && kind !== POSTING_KIND.word ? "sound" : matches[kind]),
    );
  }
  forEachTypo(index, key, (term) => eachPosting(index, term, (document, kind) => found.add(document, TYPO[kind])));
}

/** Documents that hold every word typed: whole, as the beginning of one, or, where no term begins so, with an error. */
function findWords(index: SearchIndex, words: readonly (readonly string[])[], found: Findings): void {
  if (words.length === 0) return;
  /** By document: how many of the words it was found with so far, and the worst of the ways. */
  const held = new Uint8Array(index.documents);
  const worst = new Uint8Array(index.documents);
  let documents: number[] = [];
  words.forEach((forms, nth) => {
    const next: number[] = [];
    let left = MAX_POSTINGS;
    const take = (how: Match) => (document: number) => {
      if (held[document] !== nth) return;
      held[document] = nth + 1;
      worst[document] = Math.max(worst[document], PLACE[how]);
      next.push(document);
    };
    for (const form of forms) {
      const { from, to } = termsStartingWith(index, form);
      if (from === to) continue;
      // The whole word, when it is one, is the first of those that begin with it.
      for (let term = from; term < to && left > 0; term++) {
        const isWhole = index.termFrom[term + 1] - 1 - index.termFrom[term] === form.length;
        left -= eachPosting(index, term, take(isWhole ? "words" : "word_starts"));
      }
    }
    if (next.length === 0) {
      for (const form of forms) {
        forEachTypo(index, form, (term) => eachPosting(index, term, take("word_typo")));
      }
    }
    if (next.length === 0) {
      for (const form of forms) {
        forEachTwoTypos(index, form, (term) => eachPosting(index, term, take("word_two_typos")));
      }
    }
    documents = next;
  });
  for (const document of documents) found.add(document, MATCHES[worst[document]]);
}

/** Terms that hold what was typed somewhere: the last digits of a code, half of a compound word. */
function findParts(index: SearchIndex, key: string, found: Findings): void {
  const { arena, termFrom } = index;
  let at = arena.indexOf(key);
  for (let count = 0; at >= 0 && count < MAX_PARTS; count++) {
    const term = termAt(termFrom, at);
    eachPosting(index, term, (document) => found.add(document, "part"));
    at = arena.indexOf(key, termFrom[term + 1]);
  }
}

/** The term that stands at a place of the arena. */
function termAt(termFrom: Uint32Array, place: number): number {
  let low = 0;
  let high = termFrom.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (termFrom[middle] <= place) low = middle;
    else high = middle;
  }
  return low;
}

function bestOf(
  index: SearchIndex,
  found: Findings,
  { limit, allows, typed }: SearchOptions & { typed: string },
): SearchHit[] {
  const { match } = found;
  const heaviest = 2 ** WEIGHT_BITS - 1;
  const documents = found.documents.subarray(0, found.count());
  /** The larger the better; nothing for what may not be shown. */
  const ranks = new Float64Array(documents.length);
  for (let at = 0; at < documents.length; at++) {
    const document = documents[at];
    ranks[at] =
      allows === undefined || allows(document)
        ? -((match[document] * 2 ** WEIGHT_BITS + heaviest - index.weight[document]) * 2 ** DOCUMENT_BITS + document)
        : Number.NaN;
  }
  const best = Array.from(topK(ranks, limit), (at) => documents[at]);
  const isTypo = (document: number) => match[document] === PLACE.code_typo;
  const room = Math.floor(limit / TYPO_SHARE);
  const shown = best.filter(isTypo).length;
  if (best.length === limit && shown < room) {
    for (let at = 0; at < documents.length; at++) if (!isTypo(documents[at])) ranks[at] = Number.NaN;
    const typos = Array.from(topK(ranks, room), (at) => documents[at]);
    const missing = typos.filter((document) => !best.includes(document)).slice(0, room - shown);
    best.splice(limit - missing.length, missing.length, ...missing);
  }
  // Codes that look alike are told apart by how they are written.
  const written = typed.trim().toLowerCase();
  const isWritten = (document: number) =>
    match[document] === PLACE.code && textAt(index.codes, document).trim().toLowerCase() === written;
  const hits = [...best.filter(isWritten), ...best.filter((document) => !isWritten(document))];
  return hits.map((document) => ({ document, match: MATCHES[match[document]] }));
}
