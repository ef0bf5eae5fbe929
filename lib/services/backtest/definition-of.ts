import { type EmbeddedProducts, TEXT_SIMILARITY, textSimilarityOver } from "@/lib/training/fit-text-similarity";
import type { ModelDefinition } from "@/lib/training/model";
import { modelNamed } from "@/lib/training/models";

/** The model of a name; text similarity rests on sentence vectors where there are any. */
export function definitionOf(name: string, products: EmbeddedProducts | null): ModelDefinition {
  return name === TEXT_SIMILARITY && products !== null ? textSimilarityOver(products) : modelNamed(name);
}
