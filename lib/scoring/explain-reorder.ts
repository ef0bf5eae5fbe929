import type { OrderId } from "@/lib/domain/ids";
import type { Evidence, Recommendation } from "@/lib/domain/recommendation";
import type { AgreementScores } from "./agreement-scores";
import { rhythmOfSlot } from "./agreement-scores";
import { rhythmReason } from "./reasons-of";
import { exposureOf, type RepurchaseRates, repurchaseProbability } from "./repurchase-rates";
import { breakdownOf } from "./score-items";
import { roundUpToPack, usualQuantity } from "./suggested-quantity";

export interface ExplainContext {
  readonly rates: RepurchaseRates;
  /** Id of a dense order index of the history. */
  readonly orderIdOf: (order: number) => OrderId;
}

/** The complete recommendation of a product bought before. */
export function explainReorder(
  scored: AgreementScores,
  place: { slot: number; rank: number },
  context: ExplainContext,
): Recommendation {
  const { input, past, stats, components, weights, scores, verdict } = scored;
  const { slot, rank } = place;
  const item = stats.item[slot];
  const rhythm = rhythmOfSlot(scored, slot);
  return {
    productId: input.items.productId[item],
    list: "reorder",
    rank,
    score: scores[slot],
    components: verdict === null ? breakdownOf(slot, components, weights) : verdict.breakdownOf(slot),
    reasons: [rhythmReason(rhythm)],
    evidence: evidenceOf(scored, slot, context.orderIdOf),
    rhythm,
    suggestedQuantity: roundUpToPack(usualQuantity(stats, slot, past), input.items.packingStandard[item]),
    lastPrice: stats.lastPrice[slot] > 0 ? stats.lastPrice[slot] : null,
    probability: probabilityOf(scored, slot, context.rates),
  };
}

/** The model's calibrated figure where one ranked; else the Poisson-gamma estimate from the product's own rhythm. */
function probabilityOf(scored: AgreementScores, slot: number, rates: RepurchaseRates): Recommendation["probability"] {
  const { input, past, stats, verdict } = scored;
  const calibrated = verdict?.probabilityOf(slot) ?? null;
  if (calibrated !== null) return { value: calibrated, basis: "calibrated" };
  const exposure = exposureOf(stats, slot, { history: past, asOfSec: input.asOfSec });
  return { value: repurchaseProbability(exposure, { rates, item: stats.item[slot] }), basis: "hazard" };
}

/** Purchases of the product in `slot`, newest first. */
function evidenceOf({ stats, past }: AgreementScores, slot: number, orderIdOf: (order: number) => OrderId): Evidence[] {
  const evidence: Evidence[] = [];
  for (let at = stats.lineOffset[slot + 1] - 1; at >= stats.lineOffset[slot]; at--) {
    const line = stats.lineOf[at];
    evidence.push({
      orderId: orderIdOf(past.order[line]),
      orderedAtSec: past.timeSec[line],
      quantity: past.quantity[line],
      unitPrice: past.price[line] > 0 ? past.price[line] : null,
    });
  }
  return evidence;
}
