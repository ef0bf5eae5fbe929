import type { AgreementRecord, CustomerRecord, SnapshotManifest } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import type { ProductId } from "@/lib/domain/ids";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { Statement } from "@/lib/scoring/outcome-state";
import { type AgreementAnswer, type AgreementQuestion, answerAgreement } from "./agreement-answer";
import type { AgreementHistory } from "./agreement-history";
import { cachedAnswer, isSnapshotHistory } from "./cached-answer";
import { findAgreement, refuseAgreement } from "./find-in-scope";
import type { Outcomes } from "./outcome-book";
import { type HistoryOrigin, readHistory } from "./read-history";
import { namesAsOf, type ParsedOptions, parseRecommendationOptions } from "./recommendation-options";
import type { ServiceContext } from "./service-context";
import { dateOf } from "./today-date";
import type { RawQuery } from "./views";

/** An agreement in the caller's scope with its lists and figures, before it becomes a view. */
export interface ScoredAgreement {
  readonly current: { snapshot: Snapshot; manifest: SnapshotManifest };
  readonly customer: CustomerRecord;
  readonly agreement: AgreementRecord;
  readonly options: ParsedOptions;
  readonly source: AgreementHistory;
  readonly origin: HistoryOrigin;
  readonly answer: AgreementAnswer;
  /** The same agreement, asked otherwise: with other options, or with other products hidden. */
  readonly answerTo: (changes: Partial<Pick<AgreementQuestion, "options" | "hidden">>) => Promise<AgreementAnswer>;
  readonly hidden: ReadonlySet<number>;
  /** Everything that can be ranked, not cut to a list; too long to be kept. */
  readonly answerToAll: (hidden: ReadonlySet<number>) => Promise<AgreementAnswer>;
  readonly outcomes: Outcomes;
  /** What keeps products out of both lists and out of the figures. */
  readonly hiding: readonly Statement[];
  /** The model that serves by default; null = the rules do. */
  readonly liveModelId: string | null;
  /** Milliseconds until the answer was there: the pure engine's or the cache's. */
  readonly engineMs: number;
}

export interface AgreementRequest {
  readonly customerId: string;
  readonly agreementId: string;
  readonly query: RawQuery;
  /** Ends a live reading when nobody waits for it any more. */
  readonly signal?: AbortSignal;
}

/**
 * The one way an agreement is scored: pages, the server action and the export all come here. Whether the caller may see
 * it is asked, and what people said is read, for every request; only the engine's answer comes from the cache.
 */
export async function scoreOneAgreement(
  context: ServiceContext,
  caller: Caller,
  request: AgreementRequest,
): Promise<ScoredAgreement> {
  const { snapshots, rules, nowSec } = context;
  const current = await snapshots.current();
  const live = await context.rankers.current(current.snapshot);
  const asked = parseRecommendationOptions(request.query, {
    snapshot: current.snapshot,
    hasLiveModel: live !== null,
  });
  const { customer, agreement } = await findAgreement(context, caller, request);
  const at = context.analytics.at(current.snapshot, asked.asOfSec);
  const reading = await readHistory(at, {
    live: context.live,
    caller,
    agreementId: agreement.agreementId,
    asOfSec: asked.asOfSec,
    isAsOfNamed: namesAsOf(request.query),
    nowSec: nowSec(),
    excludedProductIds: current.manifest.excludedProductIds,
    signal: request.signal,
  });
  if (reading === null) return await refuseAgreement(context, caller, request);
  const { source, origin } = reading;
  // What is known of everybody stays that of the snapshot; only this agreement is looked at later.
  const options = { ...asked, asOfSec: reading.asOfSec };
  const outcomes = await context.outcomes.read();
  const hiding = outcomes.hiddenIn(
    { customerId: customer.customerId, agreementId: agreement.agreementId },
    dateOf(nowSec()),
  );

  const startedMs = performance.now();
  const question: AgreementQuestion = {
    customerId: customer.customerId,
    agreementId: agreement.agreementId,
    region: customer.region,
    options,
    rules,
    live,
    hidden: itemsOf(hiding, at.index.itemOf, source.items),
  };
  // Orders that the snapshot does not know are newer than any key can tell, and weights are tried once: both are scored for
  // each request. A live history that says what the snapshot says is answered as the snapshot's is.
  const isNewer =
    source.live && !isSnapshotHistory(at, { agreementId: agreement.agreementId, source, beforeSec: options.asOfSec });
  const answerTo: ScoredAgreement["answerTo"] = async (changes) => {
    const changed: AgreementQuestion = { ...question, ...changes };
    const { asOfSec, trial } = changed.options;
    const there = asOfSec === options.asOfSec ? at : context.analytics.at(current.snapshot, asOfSec);
    const compute = () => answerAgreement(there, source, changed);
    if (isNewer || trial !== null) return compute();
    return await cachedAnswer(context, { at: there, question: changed, compute });
  };
  const answer = await answerTo({});
  const engineMs = performance.now() - startedMs;
  return {
    current,
    customer,
    agreement,
    options,
    source,
    origin,
    answer,
    answerTo,
    hidden: question.hidden,
    answerToAll: async (hidden) =>
      answerAgreement(at, source, { ...question, options: { ...options, k: source.items.productId.length }, hidden }),
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
