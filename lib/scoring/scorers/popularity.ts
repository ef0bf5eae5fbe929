import type { Scorer } from "../scorer";

export interface PopularityState {
  /** Orders with each item, all users. */
  readonly overall: Float64Array;
  /** Orders with each item among the users of a segment; empty when only `overall` counts. */
  readonly bySegment: readonly Float64Array[];
  /** Segment index of each user; unknown users and -1 get `overall`. */
  readonly segmentOfUser: Int32Array;
}

/** Everybody gets the items most ordered, by everyone or in the own segment (ties there by everyone). */
export function createPopularityScorer(state: PopularityState): Scorer {
  return {
    name: "popularity",
    scoreUser({ user, out }) {
      const segment = user >= 0 && state.bySegment.length > 0 ? state.segmentOfUser[user] : -1;
      out.set(segment >= 0 ? state.bySegment[segment] : state.overall);
    },
  };
}
