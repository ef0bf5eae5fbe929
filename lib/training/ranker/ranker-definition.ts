import { createRankerScorer } from "@/lib/scoring/rankers/ranker-scorer";
import { personalFrequencyPopularModel } from "../fit-personal-frequency";
import { defineModel } from "../model";
import { fitRanker } from "./fit-ranker";
import { RANKER_DEFAULTS, type RankerSettings } from "./ranker-settings";

/** The ranker in the table of models. Where there is too little data to learn from, personal frequency answers under its name. */
export const rankerModel = defineModel<RankerSettings>({
  name: "ranker",
  source:
    "Gradient-boosted trees, log loss and LambdaMART (Friedman 2001; Burges 2010; Chen & Guestrin 2016; Ke et al. 2017) over candidates of several generators",
  params: RANKER_DEFAULTS,
  fit: ({ snapshot, cutoffSec, seed, params, protocol = "next-30-days" }) => {
    const fitted = fitRanker({ snapshot, cutoffSec, seed, settings: params, protocol });
    if (fitted !== null) return createRankerScorer(fitted.model, fitted.populations);
    const rule = personalFrequencyPopularModel.fit({
      snapshot,
      cutoffSec,
      seed,
      params: personalFrequencyPopularModel.params,
    });
    return { ...rule, name: "ranker", scoreUser: (input) => rule.scoreUser(input) };
  },
});
