import type { Caller } from "@/lib/domain/caller";
import { VARIANTS } from "@/lib/domain/recommendation";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import { defaultAsOfSec } from "@/lib/domain/snapshot";
import { agreementSummary } from "./agreement-summary";
import type { AgreementView } from "./agreement-view";
import { changesSince } from "./changes-since";
import { getContext } from "./context";
import { dataStamp, isoOf } from "./data-stamp";
import { noteListShown } from "./note-list-shown";
import { RULE_VARIANTS } from "./recommendation-options";
import { recommendationView } from "./recommendation-view";
import { hiddenProducts, saidOf } from "./said-of";
import { type AgreementRequest, type ScoredAgreement, scoreOneAgreement } from "./score-one-agreement";
import { segmentFactsView } from "./segment-facts-view";
import type { ServiceContext } from "./service-context";
import { supplyOf } from "./supply-of";
import { trialWeights, weightsInForce } from "./trial-weights";

/** The agreement page: both lists, explained. Parameters: k, asOf, variant; frequency, recency, recencyDays to try weights. */
export async function recommendForAgreement(
  caller: Caller,
  request: AgreementRequest,
  context?: ServiceContext,
): Promise<AgreementView> {
  const used = context ?? (await getContext());
  const scored = await scoreOneAgreement(used, caller, request);
  const { customer, agreement, answer, options, source } = scored;
  const { k, asOfSec, variant } = options;
  const said = await saidOf(used, caller, scored);
  const trial = options.trial && trialWeights(used.rules, answer.segment, options.trial);
  // A list of another day or other weights is a question, not something to offer.
  if (trial === null && asOfSec === defaultAsOfSec(scored.current.snapshot)) {
    const products = [...answer.reorder, ...answer.discover].map(({ productId }) => productId);
    const { customerId } = customer;
    await noteListShown(used, caller, { customerId, agreementId: agreement.agreementId, products });
  }
  const listed = [...answer.reorder, ...answer.discover].map((one) => one.productId);
  const supply = await supplyOf(used, listed, source.labelOf);
  return {
    customer: { customerId: customer.customerId, name: customer.name, segment: answer.segment },
    segmentFacts: segmentFactsView(answer.facts, used.rules),
    agreement: agreementSummary(agreement, answer.figures),
    options: { k, asOf: isoOf(asOfSec), variant },
    variants: scored.liveModelId === null ? RULE_VARIANTS : VARIANTS,
    reorder: answer.reorder.map((one) => recommendationView(one, source.labelOf, said(one.productId))),
    discover: answer.discover.map((one) => recommendationView(one, source.labelOf, said(one.productId))),
    hidden: hiddenProducts(scored, said),
    coldStart: answer.coldStart,
    supply: Object.fromEntries(listed.map((id) => [id, supply(id)])),
    trial: await trialView(used.rules, scored),
    changes: await changesSince(used, caller, { scored, query: request.query }),
    monthly: [...answer.monthly],
    stamp: dataStamp(scored.current, {
      asOfSec,
      variant,
      liveModelId: scored.liveModelId,
      trial,
      origin: scored.origin,
    }),
    engineMs: scored.engineMs,
  };
}

/** The weights in force for the customer, those tried, and where each product of the tried list would stand without them. */
async function trialView(
  rules: ScoringRules,
  { answer, answerTo, options }: ScoredAgreement,
): Promise<AgreementView["trial"]> {
  const inForce = weightsInForce(rules, answer.segment);
  if (options.trial === null) return { inForce, tried: null, places: {} };
  const { reorder } = await answerTo({ options: { ...options, trial: null } });
  const place = new Map(reorder.map(({ productId, rank }) => [productId, rank]));
  return {
    inForce,
    tried: trialWeights(rules, answer.segment, options.trial),
    places: Object.fromEntries(answer.reorder.map(({ productId }) => [productId, place.get(productId) ?? null])),
  };
}
