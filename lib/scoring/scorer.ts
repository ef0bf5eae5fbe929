import type { History } from "@/lib/domain/interactions";

export interface ScoreUserInput {
  /** Dense user index in the snapshot the scorer was fitted on; -1 = a user it has never seen. */
  readonly user: number;
  /** The user's lines strictly before `asOfSec`: what is known at the moment of asking. */
  readonly history: History;
  /** The instant the list is made for; never earlier than the cutoff of the fit. */
  readonly asOfSec: number;
  /** Length = item count; every entry is overwritten. Higher is better, -Infinity = not a candidate. */
  readonly out: Float64Array;
}

/**
 * The one port of every model: a score for each product of the catalogue. Ties are broken outside, by item
 * index (the order of product ids). A scorer is immutable after its fit, uses no clock, and the same input gives
 * the same bytes. It may keep scratch buffers, so one instance serves one thread.
 */
export interface Scorer {
  readonly name: string;
  scoreUser(input: ScoreUserInput): void;
  /**
   * Non-decreasing map from a score of `scoreUser` to the probability that the user buys the item within the
   * holdout window (30 days); absent where the model makes no such claim.
   */
  probabilityOf?(score: number): number;
}
