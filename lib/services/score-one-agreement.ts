import type { AgreementRecord, CustomerRecord, SnapshotManifest } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import type { ProductId } from "@/lib/domain/ids";
import { historyBefore } from "@/lib/domain/interactions";
import type { Segment } from "@/lib/domain/segment";
import type { Snapshot } from "@/lib/domain/snapshot";
import { type AgreementFigures, agreementFigures } from "@/lib/scoring/due-products";
import type { Statement } from "@/lib/scoring/outcome-state";
import { type AgreementLists, recommend } from "@/lib/scoring/recommend";
import { type SegmentFacts, segmentFactsOf, segmentOf } from "@/lib/scoring/segment-of";
import { usersOf } from "@/lib/scoring/snapshot-index";
import { type AgreementHistory, liveHistory, snapshotHistory } from "./agreement-history";
import type { Analytics } from "./analytics";
import { findAgreement } from "./find-in-scope";
import type { Outcomes } from "./outcome-book";
import { type ParsedOptions, parseRecommendationOptions, ruleVariantOf } from "./recommendation-options";
import type { ServiceContext } from "./service-context";
import { dateOf } from "./today-date";
import type { RawQuery } from "./views";

/** An agreement in the caller's scope with its lists and figures, before it becomes a view. */
export interface ScoredAgreement {
  readonly current: { snapshot: Snapshot; manifest: SnapshotManifest };
  readonly customer: CustomerRecord;
  readonly agreement: AgreementRecord;
  readonly segment: Segment;
  readonly facts: SegmentFacts;
  readonly options: ParsedOptions;
  readonly source: AgreementHistory;
  readonly lists: AgreementLists;
  readonly figures: AgreementFigures;
  readonly outcomes: Outcomes;
  /** What keeps products out of both lists and out of the figures. */
  readonly hiding: readonly Statement[];
  /** The model that serves by default; null = the rules do. */
  readonly liveModelId: string | null;
  /** Milliseconds in the pure engine. */
  readonly engineMs: number;
}

/** The one way an agreement is scored: pages, the server action and the export all come here. */
export async function scoreOneAgreement(
  context: ServiceContext,
  caller: Caller,
  request: { customerId: string; agreementId: string; query: RawQuery },
): Promise<ScoredAgreement> {
  const { erp, snapshots, rules, nowSec } = context;
  const current = await snapshots.current();
  const live = await context.rankers.current(current.snapshot);
  const options = parseRecommendationOptions(request.query, {
    snapshot: current.snapshot,
    hasLiveModel: live !== null,
  });
  const { customer, agreement } = await findAgreement(context, caller, request);
  const at = context.analytics.at(current.snapshot, options.asOfSec);
  const wanted = { agreementId: agreement.agreementId, beforeSec: options.asOfSec };
  const source =
    context.env.source === "mssql" ? await liveHistory(at, { erp, caller, ...wanted }) : snapshotHistory(at, wanted);
  const outcomes = await context.outcomes.read();
  const hiding = outcomes.hiddenIn(
    { customerId: customer.customerId, agreementId: agreement.agreementId },
    dateOf(nowSec()),
  );
  const hidden = itemsOf(hiding, at.index.itemOf, source.items);

  const startedMs = performance.now();
  const facts = factsFor(at, { customer, agreement, source });
  const segment = segmentOf(facts, rules);
  const region = customer.region === null ? -1 : current.snapshot.regions.indexOf(customer.region);
  const { history, items, orderIdOf } = source;
  const { asOfSec, variant, k } = options;
  const { rates } = at.population;
  const popular = at.popular(segment, region);
  const model =
    live !== null && variant === "ranker"
      ? { runtime: live.runtime, user: at.index.userOf.get(agreement.agreementId) ?? -1 }
      : null;
  const lists = recommend(
    { history, items, segment, asOfSec, variant: ruleVariantOf(variant), rules, hidden },
    { k, popular, rates, orderIdOf, region: customer.region ?? "", model },
  );
  const { packingStandard } = items;
  const figures = agreementFigures(history, { asOfSec, rules, rates, packingStandard, hidden });
  const engineMs = performance.now() - startedMs;
  return {
    current,
    customer,
    agreement,
    segment,
    facts,
    options,
    source,
    lists,
    figures,
    outcomes,
    hiding,
    liveModelId: live?.modelId ?? null,
    engineMs,
  };
}

/** Item indices of the products, those included that only the live history knows. */
function itemsOf(
  statements: readonly Statement[],
  itemOf: ReadonlyMap<ProductId, number>,
  { productId, snapshotItems }: AgreementHistory["items"],
): Set<number> {
  const items = statements.map((one) => itemOf.get(one.productId) ?? productId.indexOf(one.productId, snapshotItems));
  return new Set(items.filter((item) => item >= 0));
}

/** Segment facts over all agreements of the customer; a live history replaces the snapshot's of its agreement. */
function factsFor(
  at: Analytics,
  subject: { customer: CustomerRecord; agreement: AgreementRecord; source: AgreementHistory },
): SegmentFacts {
  const { customer, agreement, source } = subject;
  const customerIndex = at.index.customerOf.get(customer.customerId);
  if (!source.live) return customerIndex === undefined ? segmentFactsOf([]) : at.population.facts[customerIndex];
  const users = customerIndex === undefined ? [] : Array.from(usersOf(at.index, customerIndex));
  const others = users
    .filter((user) => at.snapshot.users.agreementId[user] !== agreement.agreementId)
    .map((user) => historyBefore(at.snapshot.lines, user, at.asOfSec));
  return segmentFactsOf([...others, source.history]);
}
