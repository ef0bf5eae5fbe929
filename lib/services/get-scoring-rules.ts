import type { Caller } from "@/lib/domain/caller";
import { DEFAULT_SCORING_RULES, type WeightedSegment } from "@/lib/domain/scoring-rules";
import { SEGMENTS } from "@/lib/domain/segment";
import { defaultAsOfSec } from "@/lib/domain/snapshot";
import { COMPONENT_KEYS, weightsOf } from "@/lib/scoring/weights-of";
import { getContext } from "./context";
import { figuresOf } from "./customer-rows";
import { dataStamp } from "./data-stamp";
import { DEFAULT_VARIANT } from "./recommendation-options";
import type { ScoringRulesView } from "./rules-view";
import type { ServiceContext } from "./service-context";

const isWeighted = (segment: string): segment is WeightedSegment => segment !== "NEW";

/** Thresholds and weights in force, with how many of the caller's customers are in each segment. */
export async function getScoringRules(caller: Caller, context?: ServiceContext): Promise<ScoringRulesView> {
  const { erp, snapshots, rules, analytics } = context ?? (await getContext());
  const current = await snapshots.current();
  const asOfSec = defaultAsOfSec(current.snapshot);
  const at = analytics.at(current.snapshot, asOfSec);
  const records = await erp.customersInScope(caller.scope);
  const segments = records.map((record) => figuresOf(at, record).segment);
  return {
    rules,
    isDefault: JSON.stringify(rules) === JSON.stringify(DEFAULT_SCORING_RULES),
    segments: SEGMENTS.filter(isWeighted).map((segment) => ({
      segment,
      base: rules.weights[segment],
      weights: (["v3", "v3-plus"] as const).map((variant) => {
        const weights = weightsOf(rules, segment, variant);
        return { variant, components: COMPONENT_KEYS.map((key) => ({ key, weight: weights[key] })) };
      }),
      customers: segments.filter((one) => one === segment).length,
    })),
    defaultVariant: DEFAULT_VARIANT,
    stamp: dataStamp(current, { asOfSec }),
  };
}
