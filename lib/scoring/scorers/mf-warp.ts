import { rowDot } from "@/lib/numeric/row-products";
import type { SparseMatrix } from "@/lib/numeric/sparse";
import type { Scorer } from "../scorer";

export interface MfWarpState {
  readonly factors: number;
  /** Embeddings of user features (features x factors). */
  readonly userEmbedding: Float32Array;
  /** Features of each user of the fit: itself, its segment, its region. */
  readonly userFeatures: SparseMatrix;
  /** Vector and bias of each item: the sums over its features. */
  readonly itemVectors: Float32Array;
  readonly itemBias: Float64Array;
}

/**
 * Hybrid matrix factorisation (Kula: "Metadata Embeddings for User and Item Cold-start Recommendations", 2015): a user or item is the
 * sum of its features' embeddings, so that one without history still has those of its segment, region, group and
 * name. A user the fit has never seen gets the items' biases.
 */
export function createMfWarpScorer(state: MfWarpState): Scorer {
  const { factors, itemVectors, itemBias } = state;
  const vector = new Float64Array(factors);
  return {
    name: "mf-warp",
    scoreUser({ user, out }) {
      vector.fill(0);
      if (user >= 0 && user < state.userFeatures.rows) {
        addFeatures({ features: state.userFeatures, row: user, embedding: state.userEmbedding, factors, into: vector });
      }
      for (let item = 0; item < out.length; item++) {
        out[item] = itemBias[item] + rowDot(itemVectors, item * factors, vector);
      }
    },
  };
}

export interface AddFeaturesInput {
  readonly features: SparseMatrix;
  readonly row: number;
  readonly embedding: Float32Array;
  readonly factors: number;
  readonly into: Float64Array;
}

/** Adds the weighted embeddings of a row's features. */
export function addFeatures({ features, row, embedding, factors, into }: AddFeaturesInput): void {
  // Runs for every sampled item of a fit: no views are made here.
  for (let at = features.offset[row]; at < features.offset[row + 1]; at++) {
    const from = features.index[at] * factors;
    const weight = features.value[at];
    for (let factor = 0; factor < factors; factor++) into[factor] += weight * embedding[from + factor];
  }
}
