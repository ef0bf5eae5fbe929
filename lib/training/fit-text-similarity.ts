import { AppError } from "@/lib/domain/app-error";
import type { Snapshot } from "@/lib/domain/snapshot";
import { Random } from "@/lib/numeric/random";
import { createTextSimilarityScorer } from "@/lib/scoring/scorers/text-similarity";
import { embedByNgrams, type TextEmbedder, type TextVectors, withoutMean } from "@/lib/scoring/text-embedder";
import { decayedVector } from "@/lib/scoring/user-vectors";
import { defineModel, type ModelDefinition } from "./model";

export const TEXT_SIMILARITY = "text-similarity";
const HALF_LIFE_DAYS = 180;

/** A vector for each product of a snapshot, made before the fit by a model of sentences. */
export interface EmbeddedProducts {
  /** Names the weights and their version; recorded with the settings of the fit. */
  readonly id: string;
  /** Paper and year. */
  readonly source: string;
  /** Row = item index: truncating a snapshot keeps the indices, and texts say nothing of what is bought when. */
  readonly vectors: TextVectors;
}

/** What a model of sentences reads of each product: it knows words, so the name alone (Ukrainian for want of another), no code. */
export function sentencesOf(items: Snapshot["items"]): string[] {
  return items.name.map((name, item) => name || items.nameUk[item]);
}

function fitOver(vectors: TextVectors, halfLifeDays: number) {
  return createTextSimilarityScorer({ vectors, vectorOf: decayedVector(halfLifeDays) });
}

/** A model over any embedder. The text is all that a catalogue has of a product: code, name, Ukrainian name. */
function defineTextSimilarity(embed: TextEmbedder): ModelDefinition {
  return defineModel({
    name: TEXT_SIMILARITY,
    source: "Deerwester et al.: Indexing by Latent Semantic Analysis, 1990; TF-IDF of character n-grams",
    params: { halfLifeDays: HALF_LIFE_DAYS },
    fit: ({ snapshot, seed, params }) =>
      fitOver(embed(textsOf(snapshot), new Random(seed).fork("text")), params.halfLifeDays),
  });
}

const textsOf = ({ items }: Snapshot) =>
  items.name.map((name, item) => `${items.code[item]} ${name} ${items.nameUk[item]}`);

export const textSimilarityModel = defineTextSimilarity(embedByNgrams);

/** What the model rests on when a model of sentences made its vectors. */
export function sourceOver(embeddings: string): string {
  return `${embeddings}; mean taken out: Mu and Viswanath: All-but-the-Top, 2018`;
}

/** The same model over vectors of sentences. Its fit throws AppError `internal` on a catalogue they were not made for. */
export function textSimilarityOver({ id, source, vectors }: EmbeddedProducts): ModelDefinition {
  return defineModel({
    name: TEXT_SIMILARITY,
    source: sourceOver(source),
    params: { halfLifeDays: HALF_LIFE_DAYS, embeddings: id },
    fit({ snapshot, params }) {
      if (vectors.rows.length !== snapshot.lines.itemCount * vectors.dimensions) {
        throw new AppError("internal", "The sentence vectors belong to another catalogue.");
      }
      return fitOver(withoutMean(vectors), params.halfLifeDays);
    },
  });
}
