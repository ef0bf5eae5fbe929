import type { TextTable } from "./text-table";

/** What is found by its codes and by the words of its text. */
export interface SearchDocument {
  readonly code: string;
  /** Further codes, the most telling first: an OE number, a tax id. */
  readonly otherCodes: readonly string[];
  readonly text: string;
  /** Among equally good finds the larger comes first: how many customers buy it. Whole, 0 to 2^20 - 1. */
  readonly weight: number;
}

/** In what a document holds a term. `sound`: in how a Cyrillic code or word sounds. */
export const POSTING_KIND = { code: 0, otherCode: 1, word: 2, sound: 3 } as const;
export type PostingKind = (typeof POSTING_KIND)[keyof typeof POSTING_KIND];
/** Bits of a posting that hold its kind; the document stands above them. */
export const KIND_BITS = 2;

/**
 * Distinct terms (codes without blanks and dashes, words), sorted, with the documents that hold them. All of it lies in a
 * few typed arrays and one string, so that half a million products are tens of megabytes and nothing for the garbage
 * collector to walk.
 */
export interface SearchIndex {
  readonly documents: number;
  /** The codes as written, to tell apart what only looks alike. */
  readonly codes: TextTable;
  readonly weight: Uint32Array;
  /** Term t is `arena` from termFrom[t] to termFrom[t + 1] - 1; a line end stands behind each. Ascending by code unit. */
  readonly arena: string;
  readonly termFrom: Uint32Array;
  /** Terms ascending by their text read backwards: finds endings. */
  readonly byEnding: Uint32Array;
  /** Code units that terms are written with, ascending. */
  readonly letters: readonly string[];
  /** The postings of term t are [postingFrom[t], postingFrom[t + 1]): document << KIND_BITS | kind, ascending. */
  readonly postingFrom: Uint32Array;
  readonly postings: Uint32Array;
}

export const TERM_END = "\n";
export const termCount = (index: SearchIndex): number => index.termFrom.length - 1;
