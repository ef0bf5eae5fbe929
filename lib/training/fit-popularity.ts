import { DEFAULT_SCORING_RULES } from "@/lib/domain/scoring-rules";
import { SEGMENTS } from "@/lib/domain/segment";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { asTieBreak, itemOrders } from "@/lib/scoring/item-popularity";
import { createPopularityScorer } from "@/lib/scoring/scorers/popularity";
import { segmentsOfUsers } from "@/lib/scoring/segments-of-users";
import { defineModel } from "./model";

/** Orders with the item in the last `windowDays` (null = ever), counted over everyone or over the own segment. */
export const popularityModel = defineModel({
  name: "popularity",
  source: "Most popular items of the last 30 days: the usual non-personal baseline (e.g. Ji et al. 2020)",
  params: { windowDays: 30 as number | null, scope: "all" as "all" | "segment" },
  fit({ snapshot, cutoffSec, params }) {
    const { lines } = snapshot;
    const fromSec = params.windowDays === null ? Number.NEGATIVE_INFINITY : cutoffSec - params.windowDays * DAY_SEC;
    const overall = itemOrders(lines, fromSec);
    if (params.scope === "all") {
      return createPopularityScorer({ overall, bySegment: [], segmentOfUser: new Int32Array(0) });
    }
    const segments = segmentsOfUsers(snapshot, DEFAULT_SCORING_RULES);
    const tieBreak = asTieBreak(overall);
    const bySegment = SEGMENTS.map((segment) =>
      itemOrders(lines, fromSec, (user) => segments[user] === segment).map((count, item) => count + tieBreak[item]),
    );
    const segmentOfUser = Int32Array.from(segments, (segment) => (segment === "NEW" ? -1 : SEGMENTS.indexOf(segment)));
    return createPopularityScorer({ overall, bySegment, segmentOfUser });
  },
});
