import type { Caller } from "@/lib/domain/caller";
import type { CustomerId } from "@/lib/domain/ids";
import { type History, historyBefore } from "@/lib/domain/interactions";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { median } from "@/lib/numeric/quantile";
import { scoreAgreement } from "@/lib/scoring/agreement-scores";
import { monthlyOrders } from "@/lib/scoring/monthly-orders";
import { rankScored } from "@/lib/scoring/rankers/rank-scored";
import type { RankerRuntime } from "@/lib/scoring/rankers/score-candidates";
import { rollUp } from "@/lib/scoring/roll-up";
import { segmentFactsOf } from "@/lib/scoring/segment-of";
import { usersOf } from "@/lib/scoring/snapshot-index";
import { snapshotHistory } from "./agreement-history";
import { agreementSummary } from "./agreement-summary";
import type { Analytics } from "./analytics";
import { analyticsNow } from "./analytics-now";
import { getContext } from "./context";
import { customerRow } from "./customer-rows";
import { dataStamp } from "./data-stamp";
import { findCustomer } from "./find-in-scope";
import { noteView } from "./note-view";
import type { Outcomes } from "./outcome-book";
import { outcomeView } from "./outcome-view";
import { type ParsedOptions, parseRecommendationOptions, ruleVariantOf } from "./recommendation-options";
import { recommendationView } from "./recommendation-view";
import { segmentFactsView } from "./segment-facts-view";
import type { ServiceContext } from "./service-context";
import { dateOf } from "./today-date";
import type { CustomerView, RawQuery } from "./views";

/** One customer over all its agreements. Parameters: k (length of the roll-up), asOf, variant. */
export async function getCustomer(
  caller: Caller,
  { customerId, query }: { customerId: string; query: RawQuery },
  context?: ServiceContext,
): Promise<CustomerView> {
  const used = context ?? (await getContext());
  const current = await used.snapshots.current();
  const live = await used.rankers.current(current.snapshot);
  const options = parseRecommendationOptions(query, { snapshot: current.snapshot, hasLiveModel: live !== null });
  const record = await findCustomer(used, caller, customerId);
  const agreements = await used.erp.agreementsOfCustomer(caller.scope, record.customerId);
  const at = await analyticsNow(used, current.snapshot, options.asOfSec);
  const outcomes = await used.outcomes.read();
  const index = at.index.customerOf.get(record.customerId);
  const users = index === undefined ? [] : Array.from(usersOf(at.index, index));
  const histories = users.map((user) => historyBefore(at.snapshot.lines, user, at.asOfSec));
  const facts = index === undefined ? segmentFactsOf([]) : at.population.facts[index];
  const row = customerRow(at, record);
  return {
    customer: {
      ...row,
      // Those that never ordered are on the page too.
      agreements: agreements.length,
      phone: record.phone,
      email: record.email,
      isBlocked: record.isBlocked,
    },
    segmentFacts: segmentFactsView(facts, used.rules),
    agreements: agreements.map((agreement) => {
      const user = at.index.userOf.get(agreement.agreementId);
      return agreementSummary(agreement, user === undefined ? null : at.portfolio().agreements[user]);
    }),
    rollUp: rolledUp(at, {
      users,
      segment: row.segment,
      options,
      context: used,
      caller,
      outcomes,
      customerId: record.customerId,
      runtime: options.variant === "ranker" ? (live?.runtime ?? null) : null,
    }),
    monthly: monthlyOrders(histories, options.asOfSec),
    orderIntervalDays: orderIntervalDays(histories),
    note: noteView(outcomes.noteOf(record.customerId), caller),
    // The roll-up over agreements is always by the weights in force.
    stamp: dataStamp(current, { ...options, trial: null, liveModelId: live?.modelId }),
  };
}

function rolledUp(
  at: Analytics,
  input: {
    users: number[];
    segment: CustomerView["customer"]["segment"];
    options: ParsedOptions;
    context: ServiceContext;
    caller: Caller;
    outcomes: Outcomes;
    customerId: CustomerId;
    /** Of the trained model that ranks; null = the rules do. */
    runtime: RankerRuntime | null;
  },
): CustomerView["rollUp"] {
  const { users, segment, options, context, caller, outcomes, customerId, runtime } = input;
  const { rules } = context;
  const today = dateOf(context.nowSec());
  const { asOfSec, variant, k } = options;
  const agreementIds = users.map((user) => at.snapshot.users.agreementId[user]);
  const sources = agreementIds.map((agreementId) => snapshotHistory(at, { agreementId, beforeSec: asOfSec }));
  const scored = sources.map(({ history, items }, place) => {
    const hiding = outcomes.hiddenIn({ customerId, agreementId: agreementIds[place] }, today);
    const hidden = new Set(
      hiding.map(({ productId }) => at.index.itemOf.get(productId)).filter((item) => item !== undefined),
    );
    const byRules = scoreAgreement({
      history,
      items,
      segment,
      asOfSec,
      variant: ruleVariantOf(variant),
      rules,
      hidden,
    });
    return runtime === null ? byRules : rankScored(byRules, { runtime, user: users[place], k }).scored;
  });
  const { rates } = at.population;
  return rollUp(scored, k, (agreement) => ({ rates, orderIdOf: sources[agreement].orderIdOf })).map(
    ({ agreement, recommendation }) => {
      const agreementId = agreementIds[agreement];
      const state = outcomes.ofAgreement({ customerId, agreementId }).get(recommendation.productId);
      const said = { outcome: outcomeView(state, { caller }), version: state?.version ?? 0 };
      return { ...recommendationView(recommendation, sources[agreement].labelOf, said), agreementId };
    },
  );
}

/** Median days between successive orders of a customer (by their first lines); null with fewer than two. */
function orderIntervalDays(histories: readonly History[]): number | null {
  const firstSec = new Map<number, number>();
  for (const { order, timeSec } of histories) {
    order.forEach((one, line) => {
      if (!firstSec.has(one)) firstSec.set(one, timeSec[line]);
    });
  }
  const times = Float64Array.from(firstSec.values()).sort();
  return median(times.subarray(1).map((time, at) => (time - times[at]) / DAY_SEC));
}
