import { DEFAULT_SCORING_RULES } from "@/lib/domain/scoring-rules";
import { createV3Scorer } from "@/lib/scoring/scorers/v3";
import { segmentsOfUsers } from "@/lib/scoring/segments-of-users";
import { defineModel } from "./model";

function defineRules(name: "v3" | "v3-plus", source: string) {
  return defineModel({
    name,
    source,
    params: {},
    fit({ snapshot }) {
      const rules = DEFAULT_SCORING_RULES;
      const segments = segmentsOfUsers(snapshot, rules);
      return createV3Scorer({ variant: name, rules, segments, group: snapshot.items.group });
    },
  });
}

/** Frequency and recency by segment. */
export const v3Model = defineRules("v3", "The first system, version 3, as published");

/** All of the weight used: due-ness, monetary value and breadth beside frequency and recency. */
export const v3PlusModel = defineRules("v3-plus", "The first system's documented components, completed");
