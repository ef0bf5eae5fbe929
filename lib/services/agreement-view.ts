/** What an agreement's lists answer, and the rows that other screens share with them. */
import type { NeverReason, OutcomeKind } from "@/lib/domain/outcome";
import type { ListName, Reason, Rhythm, ScoreComponent, Variant } from "@/lib/domain/recommendation";
import type { Segment } from "@/lib/domain/segment";
import type { ChangeCause } from "@/lib/scoring/list-changes";
import type { TrialWeights } from "./trial-weights";
import type { DataStamp } from "./views";

export interface AgreementSummary {
  agreementId: string;
  name: string;
  number: string | null;
  currency: string | null;
  isActive: boolean;
  orders: number;
  products: number;
  lastOrderAt: string | null;
  dueCount: number;
  overdueCount: number;
  expectedValue: number;
}

/** The figures the segment rule looked at, beside the thresholds in force: both pages word the segment's reason from it. */
export interface SegmentFactsView {
  orders: number;
  distinctProducts: number;
  repeatedProducts: number;
  /** repeatedProducts / distinctProducts; null without products. */
  repeatShare: number | null;
  thresholds: { heavyOrders: number; regularOrders: number; consistentShare: number };
}

/** What was said last about a product and not taken back. */
export interface OutcomeView {
  kind: OutcomeKind;
  /** Names it when it is taken back. */
  seq: number;
  /** Name of who said it. */
  by: string;
  isOwn: boolean;
  at: string;
  /** ISO date; of `not_now` only. */
  snoozeUntil: string | null;
  /** Of `never` only. */
  reason: NeverReason | null;
  note: string | null;
  /** The real order that followed, when one did. */
  order: { orderId: string; orderedAt: string } | null;
}

/** Where a product stands after a change. `version` is what the next change is based on. */
export interface OutcomeAnswer {
  outcome: OutcomeView | null;
  version: number;
}

/** A product kept out of the lists by what somebody said. */
export interface HiddenProduct {
  productId: string;
  code: string;
  name: string;
  nameUk: string | null;
  outcome: OutcomeView;
  outcomeVersion: number;
}

export interface RecommendationView {
  productId: string;
  code: string;
  name: string;
  nameUk: string | null;
  list: ListName;
  rank: number;
  score: number;
  components: ScoreComponent[];
  reasons: Reason[];
  rhythm: Rhythm | null;
  suggestedQuantity: number | null;
  lastPrice: number | null;
  value: number | null;
  probability: { value: number; basis: "hazard" | "calibrated" } | null;
  /** Newest first, at most 12; `evidenceTotal` counts all. */
  evidence: { orderId: string; orderedAt: string; quantity: number; unitPrice: number | null }[];
  evidenceTotal: number;
  outcome: OutcomeView | null;
  /** What a change of the outcome is based on. */
  outcomeVersion: number;
}

/** A product that came to a list, or left it, and why. */
export interface ListChangeView {
  productId: string;
  code: string;
  name: string;
  nameUk: string | null;
  list: ListName;
  cause: ChangeCause;
  /** Place now, or the one it had when it left. */
  rank: number;
  /** When it was bought between the two lists. */
  boughtAt: string | null;
}

export interface ListChangesView {
  /** The instant that the earlier list was made for. */
  since: string;
  /** When the reader saw it; null = it was computed for comparison. */
  shownAt: string | null;
  /** The model behind the earlier list, when it was another one. */
  modelBefore: string | null;
  entered: ListChangeView[];
  left: ListChangeView[];
}

/** What lies in store of a product, and what can stand in for it. */
export interface SupplyView {
  /** Units over all stores; null = the source does not say. */
  stock: number | null;
  /** Best stocked first; empty where the source names none. */
  substitutes: { productId: string; code: string; name: string; nameUk: string | null; stock: number | null }[];
}

/** Where one product stands for an agreement, in its list or below it. */
export interface WhyNotView {
  product: { productId: string; code: string; name: string; nameUk: string | null };
  /** The list that it is ranked in; null = the model does not rank it for this agreement at all. */
  list: ListName | null;
  /** How many products are ranked in that list before it is cut at `k`. */
  of: number;
  k: number;
  place: RecommendationView | null;
  /** The product ranked just before it. */
  above: RecommendationView | null;
  /** The last product that is listed, when this one is below it. */
  last: RecommendationView | null;
  /** What people said that keeps it out; null = nothing does. */
  hiddenBy: OutcomeView | null;
  /** Whether anybody ever bought it; nothing is known of a product that nobody did. */
  isKnown: boolean;
  stamp: DataStamp;
}

export interface RecommendationOptions {
  k: number;
  /** ISO instant. */
  asOf: string;
  variant: Variant;
}

export interface AgreementView {
  /** What the list can be asked from; the trained model only while one is live. */
  variants: readonly Variant[];
  customer: { customerId: string; name: string; segment: Segment };
  segmentFacts: SegmentFactsView;
  agreement: AgreementSummary;
  options: RecommendationOptions;
  reorder: RecommendationView[];
  discover: RecommendationView[];
  /** Products left out of both lists: put off (soonest first), then refused. */
  hidden: HiddenProduct[];
  /** Null, or why there is no personal list: the fallback level the popularity came from. */
  coldStart: { level: "segment" | "region" | "all"; orders: number } | null;
  /** By product id, of the listed products. */
  supply: Record<string, SupplyView>;
  /** What came and what left since the list before; null where there is none to compare with. */
  changes: ListChangesView | null;
  /** Weights of the rules for this customer; with tried ones, each product's place without them (null = not listed). */
  trial: { inForce: TrialWeights; tried: TrialWeights | null; places: Record<string, number | null> };
  /** Purchases per calendar month of the whole agreement, for the chart; months without are present with zero. */
  monthly: { month: string; orders: number; value: number | null }[];
  stamp: DataStamp;
  /** Milliseconds until the lists were there: the pure engine's, or the cache's where it had them. */
  engineMs: number;
}

/** One line of an agreement's export: Reorder rows first, then Discover. */
export interface AgreementExportView {
  customer: { customerId: string; name: string; segment: Segment };
  agreement: { agreementId: string; name: string; number: string | null; currency: string | null };
  options: RecommendationOptions;
  rows: RecommendationView[];
  stamp: DataStamp;
}
