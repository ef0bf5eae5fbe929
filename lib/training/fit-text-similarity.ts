import { Random } from "@/lib/numeric/random";
import { createTextSimilarityScorer } from "@/lib/scoring/scorers/text-similarity";
import { embedByNgrams, type TextEmbedder } from "@/lib/scoring/text-embedder";
import { decayedVector } from "@/lib/scoring/user-vectors";
import { defineModel } from "./model";

/** A model over any embedder. The text is all that a catalogue has of a product: code, name, Ukrainian name. */
function defineTextSimilarity(embed: TextEmbedder) {
  return defineModel({
    name: "text-similarity",
    source: "Deerwester et al.: Indexing by Latent Semantic Analysis, 1990; TF-IDF of character n-grams",
    params: { halfLifeDays: 180 },
    fit({ snapshot, seed, params }) {
      const { items } = snapshot;
      const texts = items.name.map((name, item) => `${items.code[item]} ${name} ${items.nameUk[item]}`);
      return createTextSimilarityScorer({
        vectors: embed(texts, new Random(seed).fork("text")),
        vectorOf: decayedVector(params.halfLifeDays),
      });
    },
  });
}

export const textSimilarityModel = defineTextSimilarity(embedByNgrams);
