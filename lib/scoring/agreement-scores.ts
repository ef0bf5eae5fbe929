import { compareIds, type ProductId } from "@/lib/domain/ids";
import type { History } from "@/lib/domain/interactions";
import type { Rhythm, ScoreComponent } from "@/lib/domain/recommendation";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { Segment } from "@/lib/domain/segment";
import { topK } from "@/lib/numeric/top-k";
import { type Components, componentsOf } from "./components";
import { type ItemStats, itemStatsOf } from "./item-stats";
import { rhythmOf } from "./rhythm-of";
import { scoreItems } from "./score-items";
import { pastOf } from "./score-v3";
import { type ComponentWeights, type RuleVariant, weightsOf } from "./weights-of";

/**
 * Products by item index. A live history may hold products that the snapshot does not know: they are appended behind
 * the `snapshotItems` of the snapshot, in any order.
 */
export interface ItemTable {
  readonly productId: readonly ProductId[];
  readonly group: ArrayLike<number>;
  readonly packingStandard: ArrayLike<number>;
  readonly snapshotItems: number;
}

/** What scoring one agreement needs. */
export interface AgreementInput {
  readonly history: History;
  readonly items: ItemTable;
  /** Of the customer, over all its agreements. */
  readonly segment: Segment;
  readonly asOfSec: number;
  readonly variant: RuleVariant;
  readonly rules: ScoringRules;
  /** Item indices that no list may show. They are scored like the rest, so no other score changes. */
  readonly hidden?: ReadonlySet<number>;
}

/** What a trained model says of the products in the statistics, in place of the rules. By slot. */
export interface ModelVerdict {
  breakdownOf(slot: number): readonly ScoreComponent[];
  /** Calibrated probability within 30 days; null without a calibration. */
  probabilityOf(slot: number): number | null;
}

/** Every product of an agreement's past, scored; explained only where asked. */
export interface AgreementScores {
  readonly input: AgreementInput;
  /** The lines before the as-of instant. */
  readonly past: History;
  readonly stats: ItemStats;
  readonly components: Components;
  readonly weights: ComponentWeights;
  /** By slot of the statistics, which are in the order of product ids. */
  readonly scores: Float64Array;
  /** Set when a model made the scores; a product outside its list has none (NaN). */
  readonly verdict: ModelVerdict | null;
}

/** Order of product ids on item indices: the indices themselves, as long as both are the snapshot's. */
function itemOrder({ productId, snapshotItems }: ItemTable) {
  return (a: number, b: number) =>
    a < snapshotItems && b < snapshotItems ? a - b : compareIds(productId[a], productId[b]);
}

export function scoreAgreement(input: AgreementInput): AgreementScores {
  const past = pastOf(input.history, input.asOfSec);
  const stats = itemStatsOf(past, itemOrder(input.items));
  const groupOf = (item: number) => input.items.group[item];
  const components = componentsOf({ ...input, stats, history: past, groupOf });
  const weights = weightsOf(input.rules, input.segment, input.variant);
  return {
    input,
    past,
    stats,
    components,
    weights,
    scores: scoreItems(stats.length, components, weights),
    verdict: null,
  };
}

/** Slots of the `k` best products that may be shown, best first, ties by product id. */
export function bestSlots({ scores, stats, input }: AgreementScores, k: number): Int32Array {
  const { hidden } = input;
  if (hidden === undefined || hidden.size === 0) return topK(scores, k);
  return topK(scores, k + hidden.size)
    .filter((slot) => !hidden.has(stats.item[slot]))
    .subarray(0, k);
}

/** Rhythm of the product in `slot`. */
export function rhythmOfSlot({ stats, past, input }: AgreementScores, slot: number): Rhythm {
  return rhythmOf(stats, slot, { history: past, asOfSec: input.asOfSec, rules: input.rules });
}
