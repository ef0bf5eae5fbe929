import type { Random } from "@/lib/numeric/random";
import { leadingCoordinates } from "@/lib/numeric/range-basis";
import { type SparseMatrix, sparseVector, stackRows } from "@/lib/numeric/sparse";

/** One vector of unit length a text (zero for a text that says nothing), row-major. */
export interface TextVectors {
  readonly dimensions: number;
  readonly rows: Float64Array;
}

/**
 * The port of text similarity: anything that turns product texts into vectors, all at once. The default below needs
 * no weights and knows no language. A sentence model with local weights answers later than at once: its vectors are
 * made before the fit and handed in (see `textSimilarityOver`).
 */
export type TextEmbedder = (texts: readonly string[], random: Random) => TextVectors;

const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 4;
/** Grams kept: those of most texts among those shared by two. Bounds the matrix on catalogues of any size. */
const MAX_GRAMS = 20_000;
const DIMENSIONS = 64;

/** Latent semantic analysis of character n-grams: TF-IDF and truncated SVD (Deerwester et al. 1990). */
export const embedByNgrams: TextEmbedder = (texts, random) => {
  const { rank, rows } = leadingCoordinates(ngramMatrix(texts), DIMENSIONS, random);
  scaleToUnit({ dimensions: rank, rows });
  return { dimensions: rank, rows };
};

/**
 * The vectors without what all of them have in common: the mean is taken out and rows are of unit length again (Mu and
 * Viswanath: All-but-the-Top, 2018). Sentence models put every text of one catalogue into a narrow cone, where the mean
 * drowns what tells products apart. A text that says nothing keeps its zeros.
 */
export function withoutMean({ dimensions, rows }: TextVectors): TextVectors {
  const mean = new Float64Array(dimensions);
  const texts: number[] = [];
  for (let at = 0; at < rows.length; at += dimensions) {
    const row = rows.subarray(at, at + dimensions);
    if (!row.some((value) => value !== 0)) continue;
    texts.push(at);
    for (let axis = 0; axis < dimensions; axis++) mean[axis] += row[axis];
  }
  const centred = new Float64Array(rows.length);
  for (const at of texts) {
    for (let axis = 0; axis < dimensions; axis++) centred[at + axis] = rows[at + axis] - mean[axis] / texts.length;
  }
  scaleToUnit({ dimensions, rows: centred });
  return { dimensions, rows: centred };
}

/** In place; a row of zeros stays one. */
function scaleToUnit({ dimensions, rows }: TextVectors): void {
  for (let at = 0; at < rows.length; at += dimensions) {
    let square = 0;
    for (let axis = 0; axis < dimensions; axis++) square += rows[at + axis] ** 2;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let axis = 0; axis < dimensions; axis++) rows[at + axis] *= scale;
  }
}

/** Texts x n-grams: (1 + log count) x log(texts / texts with the gram), rows of unit length. */
export function ngramMatrix(texts: readonly string[]): SparseMatrix {
  const counts = texts.map(gramsOf);
  const textsWith = new Map<string, number>();
  for (const grams of counts) for (const gram of grams.keys()) textsWith.set(gram, (textsWith.get(gram) ?? 0) + 1);
  const kept = [...textsWith]
    .filter(([, count]) => count > 1)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MAX_GRAMS);
  const columnOf = new Map(kept.map(([gram], column) => [gram, column]));
  const rows = counts.map((grams) => {
    const row = new Map<number, number>();
    let square = 0;
    for (const [gram, count] of grams) {
      const column = columnOf.get(gram);
      if (column === undefined) continue;
      const weight = (1 + Math.log(count)) * Math.log(texts.length / kept[column][1]);
      row.set(column, weight);
      square += weight * weight;
    }
    if (square > 0) for (const [column, weight] of row) row.set(column, weight / Math.sqrt(square));
    return sparseVector(row);
  });
  return stackRows(rows, kept.length);
}

/** Character n-grams of the words, word ends marked, so that "oil filter" and "filters, oil" share most of theirs. */
function gramsOf(text: string): Map<string, number> {
  const grams = new Map<string, number>();
  for (const word of text
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []) {
    const letters = [..." ", ...word, " "];
    for (let length = SHORTEST_GRAM; length <= LONGEST_GRAM; length++) {
      for (let from = 0; from + length <= letters.length; from++) {
        const gram = letters.slice(from, from + length).join("");
        grams.set(gram, (grams.get(gram) ?? 0) + 1);
      }
    }
  }
  return grams;
}
