import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { SegmentFacts } from "@/lib/scoring/segment-of";
import type { SegmentFactsView } from "./agreement-view";

/** The figures a segment rests on, beside the thresholds in force. */
export function segmentFactsView(facts: SegmentFacts, rules: ScoringRules): SegmentFactsView {
  return {
    ...facts,
    repeatShare: facts.distinctProducts > 0 ? facts.repeatedProducts / facts.distinctProducts : null,
    thresholds: { ...rules.segments },
  };
}
