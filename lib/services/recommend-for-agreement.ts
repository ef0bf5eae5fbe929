import type { Caller } from "@/lib/domain/caller";
import { VARIANTS } from "@/lib/domain/recommendation";
import { agreementSummary } from "./agreement-summary";
import { getContext } from "./context";
import { dataStamp, isoOf } from "./data-stamp";
import { RULE_VARIANTS } from "./recommendation-options";
import { recommendationView } from "./recommendation-view";
import { hiddenProducts, saidOf } from "./said-of";
import { scoreOneAgreement } from "./score-one-agreement";
import { segmentFactsView } from "./segment-facts-view";
import type { ServiceContext } from "./service-context";
import type { AgreementView, RawQuery } from "./views";

/** The agreement page: both lists, explained. Parameters: k, asOf, variant. */
export async function recommendForAgreement(
  caller: Caller,
  request: { customerId: string; agreementId: string; query: RawQuery },
  context?: ServiceContext,
): Promise<AgreementView> {
  const used = context ?? (await getContext());
  const scored = await scoreOneAgreement(used, caller, request);
  const { customer, agreement, answer, options, source } = scored;
  const { k, asOfSec, variant } = options;
  const said = await saidOf(used, caller, scored);
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
    monthly: [...answer.monthly],
    stamp: dataStamp(scored.current, { ...options, liveModelId: scored.liveModelId }),
    engineMs: scored.engineMs,
  };
}
