import { productId } from "@/lib/domain/ids";
import type { Reason, Recommendation } from "@/lib/domain/recommendation";
import type { AgreementHistory } from "./agreement-history";
import type { OutcomeAnswer, RecommendationView } from "./agreement-view";
import { isoOf } from "./data-stamp";

/** Purchases carried by one row: a page of 2 x 200 rows must stay small, and nobody reads more than a dozen aloud. */
const MAX_EVIDENCE = 12;

/** EUR to the cent: 24 x 2.95 is 70.8, not 70.80000000000001. */
const toCents = (amount: number) => Math.round(amount * 100) / 100;

export function recommendationView(
  recommendation: Recommendation,
  labelOf: AgreementHistory["labelOf"],
  said: OutcomeAnswer,
): RecommendationView {
  const { evidence, suggestedQuantity, lastPrice } = recommendation;
  const { code, name, nameUk } = labelOf(recommendation.productId);
  return {
    productId: recommendation.productId,
    code,
    name,
    nameUk,
    list: recommendation.list,
    rank: recommendation.rank,
    score: recommendation.score,
    components: [...recommendation.components],
    reasons: recommendation.reasons.map((reason) => named(reason, labelOf)),
    rhythm: recommendation.rhythm,
    suggestedQuantity,
    lastPrice,
    value: suggestedQuantity === null || lastPrice === null ? null : toCents(suggestedQuantity * lastPrice),
    probability: recommendation.probability,
    evidence: evidence.slice(0, MAX_EVIDENCE).map(({ orderId, orderedAtSec, quantity, unitPrice }) => ({
      orderId,
      orderedAt: isoOf(orderedAtSec),
      quantity,
      unitPrice,
    })),
    evidenceTotal: evidence.length,
    outcome: said.outcome,
    outcomeVersion: said.version,
  };
}

/** A reason that rests on another product, with the code that a person knows it by. */
function named(reason: Reason, labelOf: AgreementHistory["labelOf"]): Reason {
  const partner = reason.values.productId;
  if (typeof partner !== "string") return reason;
  const { code, name } = labelOf(productId(partner));
  return { ...reason, values: { ...reason.values, product: code || name } };
}
