/**
 * What services answer: plain data, ready to serialise, no domain machinery. Instants are ISO-8601 UTC strings,
 * money is EUR net, absence is null. Components may import these types (and only types) from services.
 */
import type { AuditKind } from "@/lib/domain/audit";
import type { NeverReason, OutcomeKind } from "@/lib/domain/outcome";
import type { ListName, Reason, Rhythm, ScoreComponent, Variant } from "@/lib/domain/recommendation";
import type { BaseWeights, ScoringRules, WeightedSegment } from "@/lib/domain/scoring-rules";
import type { Segment } from "@/lib/domain/segment";
import type { ChangeCause } from "@/lib/scoring/list-changes";
import type { TrialWeights } from "./trial-weights";

/** "Data to ... · model ...": stands on every page and in every export. */
export interface DataStamp {
  /** Newest order line in the snapshot; null when it is empty. */
  dataTo: string | null;
  snapshotId: string;
  sourceKind: "demo" | "import" | "mssql";
  model: string;
  asOf: string;
  /**
   * Where SQL Server is the source, how this agreement's orders were read: `live` = at this moment; `stand_in` = the
   * server did not answer, so the snapshot's stand in. Absent where everything is the snapshot's.
   */
  history?: "live" | "stand_in";
}

export interface Page<Row> {
  rows: Row[];
  total: number;
  /** 1-based. */
  page: number;
  pageSize: number;
}

export interface CustomerRow {
  customerId: string;
  name: string;
  taxId: string | null;
  region: string | null;
  ownerName: string | null;
  segment: Segment;
  agreements: number;
  orders: number;
  lastOrderAt: string | null;
  /** Products due or overdue now over all agreements. */
  dueCount: number;
  overdueCount: number;
  /** Sum over due and overdue products of probability x usual quantity x last price. */
  expectedValue: number;
}

/** Columns of the customer list that `sort` may name; a leading `-` sorts descending (`-expectedValue`, the default). */
export type CustomerSortKey = keyof Omit<CustomerRow, "customerId">;

/** Columns of the customer list that one may choose, in their usual order; the name always stands first. */
export const CUSTOMER_COLUMNS = [
  "segment",
  "region",
  "ownerName",
  "agreements",
  "orders",
  "lastOrderAt",
  "dueCount",
  "overdueCount",
  "expectedValue",
] as const;
export type CustomerColumn = (typeof CUSTOMER_COLUMNS)[number];

/** What the customer list was made with, after parsing: "" or null = no filter. */
export interface CustomerListOptions {
  q: string;
  segment: Segment | null;
  /** Name of a region; `none` = customers without one. */
  region: string | null;
  /** Id of an owner, or `unassigned`. */
  owner: string | null;
  due: "due" | "overdue" | null;
  sort: { key: CustomerSortKey; descending: boolean };
  /** As chosen, in that order; null = the usual ones. */
  columns: CustomerColumn[] | null;
}

/** What the caller may filter customers by, with counts under the other filters. */
export interface CustomerFacets {
  segments: { value: Segment; count: number }[];
  regions: { value: string; count: number }[];
  owners: { value: string; label: string; count: number }[];
}

export interface CustomerListView {
  options: CustomerListOptions;
  list: Page<CustomerRow>;
  facets: CustomerFacets;
  stamp: DataStamp;
}

/** What a call can be about: parts due now, overdue ones, ones due since yesterday, ones no longer bought. */
export const QUEUE_REASONS = ["overdue", "due", "new", "lapsed"] as const;
export type QueueReason = (typeof QUEUE_REASONS)[number];

/** What the call queue was made with, after parsing; null = no filter. */
export interface QueueOptions extends Pick<CustomerListOptions, "segment" | "region" | "owner"> {
  reason: QueueReason | null;
  /** EUR; 0 = any. */
  minValueEur: number;
}

/** One line of the Today queue. Under the filter `lapsed` its value holds what lapsed too, and `top` is that. */
export interface QueueRow extends CustomerRow {
  /** Products bought regularly until two or three intervals ago. */
  lapsedCount: number;
  /** Largest overdue in days among due products; null when none is overdue. */
  mostOverdueDays: number | null;
  /** Parts due now that were not a day before. */
  newlyDue: number;
  /** The best products to open the call with, at most three. */
  top: {
    agreementId: string;
    productId: string;
    code: string;
    name: string;
    nameUk: string | null;
    reason: Reason;
    outcome: OutcomeView | null;
    outcomeVersion: number;
  }[];
  note: NoteView;
}

/** A customer put off to a date: out of the queue until then. */
export interface LaterCustomer {
  customerId: string;
  name: string;
  dueCount: number;
  expectedValue: number;
  note: NoteView;
}

/** A product put off to a date. */
export interface SnoozedProduct {
  customerId: string;
  customerName: string;
  agreementId: string;
  productId: string;
  code: string;
  name: string;
  nameUk: string | null;
  outcome: OutcomeView;
}

export interface TodayView {
  options: QueueOptions;
  list: Page<QueueRow>;
  facets: CustomerFacets & {
    reasons: { value: QueueReason; count: number }[];
    /** Round amounts in EUR, and how many calls are worth as much. */
    minValues: { value: number; count: number }[];
  };
  /** Of the calls that pass the filter; `customers` are all in scope. */
  totals: { customers: number; dueCustomers: number; dueProducts: number; expectedValue: number };
  /** What the last day brought: parts that became due, at how many customers of the queue; and who ordered. */
  sinceYesterday: { products: number; customers: number; ordered: number };
  /** What is put off, the soonest date first, at most 50 of each; the totals count all. */
  later: { customers: LaterCustomer[]; customerTotal: number; products: SnoozedProduct[]; productTotal: number };
  stamp: DataStamp;
}

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

export interface CustomerView {
  customer: CustomerRow & { phone: string | null; email: string | null; isBlocked: boolean };
  /** Why the customer is in its segment: the figures the rule looked at. */
  segmentFacts: SegmentFactsView;
  agreements: AgreementSummary[];
  /** Best score per product over all agreements. */
  rollUp: (RecommendationView & { agreementId: string })[];
  /** Orders and EUR value per calendar month, oldest first; months without orders are present with zero orders. */
  monthly: { month: string; orders: number; value: number | null }[];
  /** Median days between two orders; null with fewer than two. */
  orderIntervalDays: number | null;
  note: NoteView;
  stamp: DataStamp;
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

/** A customer's note; "" and null where there is none. */
export interface NoteView {
  note: string;
  /** ISO date. */
  nextContactOn: string | null;
  by: string | null;
  isOwn: boolean;
  at: string | null;
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

export interface AuditLogView {
  filter: { actor: string | null; kind: AuditKind | null };
  actors: { subject: string; name: string | null }[];
  list: Page<{
    id: number;
    at: string;
    actor: string;
    actorName: string | null;
    kind: AuditKind;
    detail: Record<string, string | number | boolean | null>;
  }>;
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
  /** Order instants of the listed products, for the product-rhythm chart: at most the k shown. */
  stamp: DataStamp;
  /** Milliseconds until the lists were there: the pure engine's, or the cache's where it had them. */
  engineMs: number;
}

/**
 * Query parameters as a page or handler received them. Services parse them (bounds, allow-lists) and answer AppError
 * `invalid_input` naming the field; a parameter given twice is an error. Unknown parameters are ignored.
 */
export type RawQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Where a customer stands in the list that the same filter and sort give. */
export interface NeighboursView {
  list: "today" | "customers";
  previousCustomerId: string | null;
  nextCustomerId: string | null;
  /** Of the list that shows the customer; null when none does. */
  page: number | null;
  /** 1-based; null when the customer is not in the filtered list. */
  position: number | null;
  total: number;
}

/** One line of an agreement's export: Reorder rows first, then Discover. */
export interface AgreementExportView {
  customer: { customerId: string; name: string; segment: Segment };
  agreement: { agreementId: string; name: string; number: string | null; currency: string | null };
  options: RecommendationOptions;
  rows: RecommendationView[];
  stamp: DataStamp;
}

/** Thresholds and weights in force, for the page that shows them. */
export interface ScoringRulesView {
  rules: ScoringRules;
  /** Whether `scoring.json` changes anything. */
  isDefault: boolean;
  segments: {
    segment: WeightedSegment;
    base: BaseWeights;
    /** Weight of each component by variant, in the order in which they are added up; each `v3-plus` row sums to 1. */
    weights: { variant: "v3" | "v3-plus"; components: { key: string; weight: number }[] }[];
    /** Customers in the segment at the default as-of instant, within the caller's scope. */
    customers: number;
  }[];
  defaultVariant: Variant;
  stamp: DataStamp;
}

/** How this process has kept answers since it started. */
export interface CacheView {
  /** Whether Redis is set beside the process's own memory. */
  tier: "memory" | "memory+redis";
  state: "ok" | "degraded";
  /** Share of requests that computed nothing; null before the first. */
  hitRate: number | null;
  requests: number;
  /** Milliseconds over the last requests of each origin. */
  from: {
    origin: "memory" | "packed" | "redis" | "shared" | "computed";
    requests: number;
    p50Ms: number | null;
    p95Ms: number | null;
  }[];
  entries: number;
  bytes: number;
}

export interface DataStatusView {
  snapshotId: string;
  builtAt: string;
  source: { kind: "demo" | "import" | "mssql"; detail: string };
  counts: { lines: number; orders: number; agreements: number; customers: number; products: number };
  dataFrom: string | null;
  dataTo: string | null;
  excludedProductIds: string[];
  warnings: string[];
  tables: { name: string; rows: number; required: boolean }[];
  /** Null unless the data was imported. */
  rejected: {
    total: number;
    returns: number;
    byReason: { reason: string; count: number }[];
    list: Page<{ file: string; line: number; reason: string; value: string }>;
  } | null;
  cache: CacheView;
  stamp: DataStamp;
}
