import { firstAtOrAfter, type History, sliceHistory } from "@/lib/domain/interactions";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { Segment } from "@/lib/domain/segment";
import { componentsOf } from "./components";
import { itemStatsOf } from "./item-stats";
import { scoreItems } from "./score-items";
import { type RuleVariant, weightsOf } from "./weights-of";

/** Every product of a history with its score. `items` ascend; rank by score, ties by item. */
export interface ScoredItems {
  readonly items: Int32Array;
  readonly scores: Float64Array;
}

interface ScoreContext {
  /** Of the customer, over all its agreements before `asOfSec`: `segmentOf(segmentFactsOf(histories), rules)`. */
  readonly segment: Segment;
  readonly asOfSec: number;
  readonly rules: ScoringRules;
}

/** `history` up to, and without, the instant. */
export function pastOf(history: History, asOfSec: number): History {
  return sliceHistory(history, 0, firstAtOrAfter(history.timeSec, asOfSec, 0, history.timeSec.length));
}

/**
 * The first system's score of every product in a history: wf * frequency + wr * recency, by the functions that serve.
 * Lines at or after `asOfSec` are ignored.
 */
export function scoreV3(history: History, context: ScoreContext): ScoredItems {
  return scoreByRules(history, { ...context, variant: "v3", groupOf: null });
}

/** The same for `v3-plus`; `groupOf` gives a product's group, -1 = none. */
export function scoreV3Plus(
  history: History,
  context: ScoreContext & { readonly groupOf: (item: number) => number },
): ScoredItems {
  return scoreByRules(history, { ...context, variant: "v3-plus" });
}

function scoreByRules(
  history: History,
  context: ScoreContext & { variant: RuleVariant; groupOf: ((item: number) => number) | null },
): ScoredItems {
  const past = pastOf(history, context.asOfSec);
  const stats = itemStatsOf(past);
  const components = componentsOf({ ...context, stats, history: past });
  const weights = weightsOf(context.rules, context.segment, context.variant);
  return { items: stats.item, scores: scoreItems(stats.length, components, weights) };
}
