import { DAY_SEC } from "@/lib/domain/snapshot";
import { asTieBreak, itemOrders } from "@/lib/scoring/item-popularity";
import { createPersonalFrequencyScorer } from "@/lib/scoring/scorers/personal-frequency";
import { defineModel } from "./model";

/** Personal top frequency: what the user ordered most often; ties by product id. */
export const personalFrequencyModel = defineModel({
  name: "personal-frequency",
  source: "P-TopFreq, the baseline of next-basket recommendation (Hu et al. 2020; Li et al. 2023)",
  params: {},
  fit: () => createPersonalFrequencyScorer("personal-frequency", null),
});

/** The same, ties and the rest of the list by the orders of everyone in the last `windowDays`. */
export const personalFrequencyPopularModel = defineModel({
  name: "personal-frequency-popular",
  source: "GP-TopFreq: personal frequency filled with popular items (Li et al. 2023)",
  params: { windowDays: 30 },
  fit({ snapshot, cutoffSec, params }) {
    const recent = itemOrders(snapshot.lines, cutoffSec - params.windowDays * DAY_SEC);
    return createPersonalFrequencyScorer("personal-frequency-popular", asTieBreak(recent));
  },
});
