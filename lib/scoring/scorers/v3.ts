import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { Segment } from "@/lib/domain/segment";
import { scoreV3, scoreV3Plus } from "../score-v3";
import type { Scorer } from "../scorer";
import { segmentFactsOf, segmentOf } from "../segment-of";

export interface V3State {
  readonly variant: "v3" | "v3-plus";
  readonly rules: ScoringRules;
  /** Segment of each user's customer at the cutoff; a user not in it is judged by its own history. */
  readonly segments: readonly Segment[];
  /** Product group of each item, -1 = none. */
  readonly group: Int32Array;
}

/** The first system's rules, by the very functions that serve. Only items bought before are candidates. */
export function createV3Scorer(state: V3State): Scorer {
  const groupOf = (item: number) => state.group[item];
  return {
    name: state.variant,
    scoreUser({ user, history, asOfSec, out }) {
      const segment = state.segments[user] ?? segmentOf(segmentFactsOf([history]), state.rules);
      const context = { segment, asOfSec, rules: state.rules };
      const scored = state.variant === "v3" ? scoreV3(history, context) : scoreV3Plus(history, { ...context, groupOf });
      out.fill(Number.NEGATIVE_INFINITY);
      for (let at = 0; at < scored.items.length; at++) out[scored.items[at]] = scored.scores[at];
    },
  };
}
