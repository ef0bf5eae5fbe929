import type { SentenceEmbedderPort } from "@/lib/data/ports";
import type { Snapshot } from "@/lib/domain/snapshot";
import { type EmbeddedProducts, sentencesOf } from "@/lib/training/fit-text-similarity";

/** A sentence vector for every product of the catalogue, in memory that threads share. */
export async function embedProducts(
  items: Snapshot["items"],
  embedder: SentenceEmbedderPort,
): Promise<EmbeddedProducts> {
  const { dimensions, rows } = await embedder.embed(sentencesOf(items));
  const shared = new Float64Array(new SharedArrayBuffer(rows.byteLength));
  shared.set(rows);
  return { id: embedder.id, source: embedder.source, vectors: { dimensions, rows: shared } };
}
