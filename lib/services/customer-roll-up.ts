import type { CustomerRecord } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import { rollUp } from "@/lib/scoring/roll-up";
import { type AgreementQuestion, answerAgreement } from "./agreement-answer";
import { snapshotHistory, snapshotLabel } from "./agreement-history";
import type { Analytics } from "./analytics";
import { cachedAnswer } from "./cached-answer";
import type { CustomerView } from "./customer-view";
import type { LiveRanker } from "./live-ranker";
import type { Outcomes } from "./outcome-book";
import { outcomeView } from "./outcome-view";
import type { ParsedOptions } from "./recommendation-options";
import { recommendationView } from "./recommendation-view";
import type { ServiceContext } from "./service-context";
import { dateOf } from "./today-date";

export interface RollUpRequest {
  readonly context: ServiceContext;
  readonly caller: Caller;
  readonly customer: CustomerRecord;
  /** User indices of its agreements with orders. */
  readonly users: readonly number[];
  readonly options: ParsedOptions;
  readonly live: LiveRanker | null;
  readonly outcomes: Outcomes;
}

/**
 * The best of a customer's agreements in one list, by the weights in force. Each agreement's list is the one its own page
 * shows, so that what was scored for one is not scored again for the other.
 */
export async function customerRollUp(
  at: Analytics,
  { context, caller, customer, users, options, live, outcomes }: RollUpRequest,
): Promise<CustomerView["rollUp"]> {
  const { customerId, region } = customer;
  const today = dateOf(context.nowSec());
  const agreementIds = users.map((user) => at.snapshot.users.agreementId[user]);
  const answers = await Promise.all(
    agreementIds.map((agreementId) => {
      const hiding = outcomes.hiddenIn({ customerId, agreementId }, today);
      const question: AgreementQuestion = {
        customerId,
        agreementId,
        region,
        options: { ...options, trial: null },
        rules: context.rules,
        live,
        hidden: new Set(hiding.flatMap(({ productId }) => at.index.itemOf.get(productId) ?? [])),
      };
      const compute = () =>
        answerAgreement(at, snapshotHistory(at, { agreementId, beforeSec: options.asOfSec }), question);
      return cachedAnswer(context, { at, question, compute });
    }),
  );
  const lists = answers.map(({ reorder }) => reorder);
  return rollUp(lists, options.k).map(({ agreement, recommendation }) => {
    const agreementId = agreementIds[agreement];
    const state = outcomes.ofAgreement({ customerId, agreementId }).get(recommendation.productId);
    const said = { outcome: outcomeView(state, { caller }), version: state?.version ?? 0 };
    return {
      ...recommendationView(recommendation, (productId) => snapshotLabel(at, productId), said),
      agreementId,
    };
  });
}
