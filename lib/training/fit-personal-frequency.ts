import { DAY_SEC } from "@/lib/domain/snapshot";
import { asTieBreak, itemOrders } from "@/lib/scoring/item-popularity";
import { createPersonalFrequencyScorer } from "@/lib/scoring/scorers/personal-frequency";
import { defineModel } from "./model";

/**
 * Personal top frequency: what the user ordered most often. Of equals the product with the later id comes first, as in
 * the prototype whose figures the README compares with: most counts are equal, so the order of ties moves precision@20 by .004.
 */
export const personalFrequencyModel = defineModel({
  name: "personal-frequency",
  source: "P-TopFreq, the baseline of next-basket recommendation (Hu et al. 2020; Li et al. 2023)",
  params: {},
  fit({ snapshot: { lines } }) {
    const tieBreak = Float64Array.from({ length: lines.itemCount }, (_, item) => item / (lines.itemCount + 1));
    return createPersonalFrequencyScorer("personal-frequency", { tieBreak, fillsList: false });
  },
});

/** The same, ties and the rest of the list by the orders of everyone in the last `windowDays`. */
export const personalFrequencyPopularModel = defineModel({
  name: "personal-frequency-popular",
  source: "GP-TopFreq: personal frequency filled with popular items (Li et al. 2023)",
  params: { windowDays: 30 },
  fit({ snapshot, cutoffSec, params }) {
    const recent = itemOrders(snapshot.lines, cutoffSec - params.windowDays * DAY_SEC);
    return createPersonalFrequencyScorer("personal-frequency-popular", {
      tieBreak: asTieBreak(recent),
      fillsList: true,
    });
  },
});
