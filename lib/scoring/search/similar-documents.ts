import { KIND_BITS, type SearchIndex } from "./search-index";
import { wordKeys } from "./search-keys";
import { termsStartingWith } from "./term-ranges";

export interface SimilarDocument {
  readonly document: number;
  /** Weighted share of words in common, 0 to 1. */
  readonly similarity: number;
}

/** A word that more documents hold says nothing about any of them. */
const COMMON_SHARE = 0.2;
/** So many of the best by common words are compared whole. */
const COMPARED = 200;
const SHORTEST_WORD = 2;

/**
 * Documents whose texts share the most telling words with a text: words weigh log(documents / documents with the word)
 * (Sparck Jones, 1972), and the similarity is the weight in common over the weight of both (weighted Jaccard). The more
 * similar first, then the heavier, then by position.
 */
export function similarDocuments(
  index: SearchIndex,
  text: string,
  options: {
    textOf: (document: number) => string;
    limit: number;
    atLeast: number;
    allows: (document: number) => boolean;
  },
): SimilarDocument[] {
  const { textOf, limit, atLeast, allows } = options;
  const weightOf = (word: string) => {
    const term = termsStartingWith(index, word).from;
    const isWhole =
      term < index.termFrom.length - 1 && index.termFrom[term + 1] - 1 - index.termFrom[term] === word.length;
    const holders = isWhole ? index.postingFrom[term + 1] - index.postingFrom[term] : 0;
    return { term, holders, weight: holders === 0 ? 0 : Math.log(index.documents / holders) };
  };
  const tellingWords = (of: string) => new Set(wordKeys(of).filter((word) => word.length >= SHORTEST_WORD));
  const words = tellingWords(text);
  const common = new Map<number, number>();
  for (const word of words) {
    const { term, holders, weight } = weightOf(word);
    if (holders < 2 || holders > Math.max(50, COMMON_SHARE * index.documents)) continue;
    for (let at = index.postingFrom[term]; at < index.postingFrom[term + 1]; at++) {
      const document = index.postings[at] >>> KIND_BITS;
      common.set(document, (common.get(document) ?? 0) + weight);
    }
  }
  const sum = (of: Iterable<string>) => {
    let total = 0;
    for (const word of of) total += weightOf(word).weight;
    return total;
  };
  return [...common]
    .filter(([document]) => allows(document))
    .sort((a, b) => b[1] - a[1] || index.weight[b[0]] - index.weight[a[0]] || a[0] - b[0])
    .slice(0, COMPARED)
    .map(([document]) => {
      const others = tellingWords(textOf(document));
      const shared = sum([...others].filter((word) => words.has(word)));
      const both = sum(new Set([...words, ...others]));
      return { document, similarity: both > 0 ? shared / both : 0 };
    })
    .filter(({ similarity }) => similarity >= atLeast)
    .sort(
      (a, b) =>
        b.similarity - a.similarity || index.weight[b.document] - index.weight[a.document] || a.document - b.document,
    )
    .slice(0, limit);
}
