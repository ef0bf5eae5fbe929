import { createHash } from "node:crypto";
import { KEY_BYTES } from "@/lib/data/answers/answer-shard";
import type { AnswerSet } from "@/lib/data/answers/packed-answers";
import { plainData } from "@/lib/data/cache/plain-data";
import type { AgreementId, CustomerId } from "@/lib/domain/ids";
import { historyBefore } from "@/lib/domain/interactions";
import type { Recommendation } from "@/lib/domain/recommendation";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { Segment } from "@/lib/domain/segment";
import { type AgreementFigures, agreementFigures } from "@/lib/scoring/due-products";
import { type MonthOrders, monthlyOrders } from "@/lib/scoring/monthly-orders";
import { type AgreementLists, recommend } from "@/lib/scoring/recommend";
import { type SegmentFacts, segmentFactsOf, segmentOf } from "@/lib/scoring/segment-of";
import { usersOf } from "@/lib/scoring/snapshot-index";
import type { AgreementHistory } from "./agreement-history";
import type { Analytics } from "./analytics";
import type { LiveRanker } from "./live-ranker";
import { portableHistory } from "./portable-history";
import { type ParsedOptions, ruleVariantOf } from "./recommendation-options";
import { rulesOfTrial, trialWeights } from "./trial-weights";

/**
 * What the engine says about one agreement, as plain data: a pure function of the question. Nothing in it is about the
 * caller or about what people said, beyond the products they hid.
 */
export interface AgreementAnswer {
  readonly facts: SegmentFacts;
  readonly segment: Segment;
  readonly reorder: readonly Recommendation[];
  readonly discover: readonly Recommendation[];
  readonly coldStart: AgreementLists["coldStart"];
  readonly figures: AgreementFigures;
  readonly monthly: readonly MonthOrders[];
}

export interface AgreementQuestion {
  readonly customerId: CustomerId;
  readonly agreementId: AgreementId;
  /** Name of the customer's region in the ERP; null = none. */
  readonly region: string | null;
  readonly options: ParsedOptions;
  readonly rules: ScoringRules;
  /** The model that serves, whatever was asked for; null = none. */
  readonly live: LiveRanker | null;
  /** Item indices that keep out of both lists and of the figures. */
  readonly hidden: ReadonlySet<number>;
}

/**
 * Counts the changes of what the engine answers for one question, so that a new release never serves an older one's
 * lists from Redis. A test holds a fixed world's answers to it and fails when they change and this does not.
 */
export const ANSWERS_VERSION = 2;
/** Names a folder; the keys in it hold the whole. */
const SET_DIGITS = 24;

const usedModel = ({ live, options }: AgreementQuestion) => (options.variant === "ranker" ? live : null);

/**
 * The name of an answer from the snapshot: everything that the answer depends on. The snapshot's id is the hash of its
 * bytes and a model's the hash of its; item indices mean the same products in one snapshot.
 */
export function answerKey(snapshotId: string, question: AgreementQuestion): string {
  const { customerId, agreementId, region, options, rules, hidden } = question;
  const { k, asOfSec, variant, trial } = options;
  const depends = {
    snapshotId,
    customerId,
    agreementId,
    region,
    k,
    asOfSec,
    variant,
    trial,
    model: usedModel(question)?.modelId ?? null,
    rules,
    hidden: [...hidden].sort((a, b) => a - b),
  };
  return `answer${ANSWERS_VERSION}:${createHash("sha256").update(JSON.stringify(depends)).digest("base64url")}`;
}

/** The key as bytes, for a row that is packed with others. */
export const packedKey = (key: string) =>
  Buffer.from(key.slice(key.indexOf(":") + 1), "base64url").subarray(0, KEY_BYTES);

/** What questions asked of one kind have in common: agreements that are scored ahead together are packed under it. */
export function answerSetOf(
  snapshotId: string,
  { options, rules, live }: Pick<AgreementQuestion, "options" | "rules" | "live">,
): AnswerSet {
  const model = options.variant === "ranker" ? (live?.modelId ?? null) : null;
  const common = JSON.stringify([ANSWERS_VERSION, options, model, rules]);
  return { snapshotId, setKey: createHash("sha256").update(common).digest("hex").slice(0, SET_DIGITS) };
}

/** The answer, computed: by the model's thread where it has one, else here. Frozen, for it may be handed to many. */
export async function answerAgreement(
  at: Analytics,
  source: AgreementHistory,
  question: AgreementQuestion,
): Promise<AgreementAnswer> {
  const thread = usedModel(question)?.thread ?? null;
  if (thread === null) return plainData(computeAnswer(at, source, question));
  const { rules: _rules, live: _live, ...plain } = question;
  const told = await thread.answer({ asOfSec: at.asOfSec, history: portableHistory(source), question: plain });
  return plainData(told ?? computeAnswer(at, source, question));
}

/** The answer as the engine made it, for one who writes it down at once. */
export function computeAnswer(at: Analytics, source: AgreementHistory, question: AgreementQuestion): AgreementAnswer {
  const { agreementId, region, options, rules, hidden } = question;
  const { asOfSec, variant, k, trial } = options;
  const { history, items, orderIdOf } = source;
  const facts = factsFor(at, source, question);
  const segment = segmentOf(facts, rules);
  // A trial weighs the products of this list anew; who the customer is, and what its rhythm says, stays as it is.
  const weighing = trial === null ? rules : rulesOfTrial(rules, segment, trialWeights(rules, segment, trial));
  const popular = at.popular(segment, region === null ? -1 : at.snapshot.regions.indexOf(region));
  const { rates } = at.population;
  const ranker = usedModel(question);
  const model = ranker === null ? null : { runtime: ranker.runtime, user: at.index.userOf.get(agreementId) ?? -1 };
  const lists = recommend(
    { history, items, segment, asOfSec, variant: ruleVariantOf(variant), rules: weighing, hidden },
    { k, popular, rates, orderIdOf, region: region ?? "", model },
  );
  const { packingStandard } = items;
  return {
    facts,
    segment,
    reorder: lists.reorder,
    discover: lists.discover,
    coldStart: lists.coldStart,
    figures: agreementFigures(history, { asOfSec, rules, rates, packingStandard, hidden }),
    monthly: monthlyOrders([history], asOfSec),
  };
}

/** Segment facts over all agreements of the customer; a live history replaces the snapshot's of its agreement. */
function factsFor(
  at: Analytics,
  source: AgreementHistory,
  { customerId, agreementId }: Pick<AgreementQuestion, "customerId" | "agreementId">,
): SegmentFacts {
  const customerIndex = at.index.customerOf.get(customerId);
  if (!source.live) return customerIndex === undefined ? segmentFactsOf([]) : at.population.facts[customerIndex];
  const users = customerIndex === undefined ? [] : Array.from(usersOf(at.index, customerIndex));
  const others = users
    .filter((user) => at.snapshot.users.agreementId[user] !== agreementId)
    .map((user) => historyBefore(at.snapshot.lines, user, at.asOfSec));
  return segmentFactsOf([...others, source.history]);
}
