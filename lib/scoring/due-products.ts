import type { History } from "@/lib/domain/interactions";
import type { Reason } from "@/lib/domain/recommendation";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import { daysSince } from "./days-since";
import { type ItemStats, itemStatsOf } from "./item-stats";
import { exposureOf, type RepurchaseRates, repurchaseProbability } from "./repurchase-rates";
import { intervalDaysOf, lapseDays, rhythmState } from "./rhythm-of";
import { roundUpToPack, usualQuantity } from "./suggested-quantity";

/** A product due, overdue or lapsed of late under one agreement. */
export interface DueProduct {
  readonly item: number;
  readonly reason: Reason;
  /** Probability within 30 days x suggested quantity x last price, EUR; 0 when never priced. */
  readonly expectedValue: number;
}

/** Figures of one agreement as of an instant. */
export interface AgreementFigures {
  readonly orders: number;
  readonly products: number;
  /** null = no order before the instant. */
  readonly lastSec: number | null;
  /** Products due or overdue; `overdueCount` of them overdue. */
  readonly dueCount: number;
  readonly overdueCount: number;
  readonly mostOverdueDays: number | null;
  /** Sum over due and overdue products. */
  readonly expectedValue: number;
  /** The due and overdue products of the highest expected value, best first, ties by product id. */
  readonly top: readonly DueProduct[];
  /** Products that were bought regularly until two or three intervals ago. */
  readonly lapsed: LapsedFigures;
}

/** What somebody stopped buying of late: not among the due products, so that nothing counts twice. */
export interface LapsedFigures {
  readonly count: number;
  readonly expectedValue: number;
  /** Those of the highest expected value, best first, ties by product id. */
  readonly top: readonly DueProduct[];
}

interface FigureContext {
  readonly asOfSec: number;
  readonly rules: ScoringRules;
  readonly rates: RepurchaseRates;
  readonly packingStandard: ArrayLike<number>;
  /** Item indices that do not count as due. */
  readonly hidden?: ReadonlySet<number>;
}

export const NO_LAPSED: LapsedFigures = { count: 0, expectedValue: 0, top: [] };

/** How many products a customer's line in the queue shows. */
export const TOP_DUE = 3;

/** Fewer orders of a product are no habit that one could have given up. */
const REGULAR_ORDERS = 3;

/** Figures from a history cut before `asOfSec`. */
export function agreementFigures(past: History, context: FigureContext): AgreementFigures {
  const stats = itemStatsOf(past);
  const due: DueProduct[] = [];
  const lapsed: DueProduct[] = [];
  let overdueCount = 0;
  let mostOverdueDays: number | null = null;
  let expectedValue = 0;
  for (const product of standingAmong(past, stats, context)) {
    if (product.state === "lapsed") {
      lapsed.push(product.due);
      continue;
    }
    due.push(product.due);
    expectedValue += product.due.expectedValue;
    if (product.state === "overdue") {
      overdueCount++;
      mostOverdueDays = Math.max(mostOverdueDays ?? 0, product.daysOverdue);
    }
  }
  return {
    orders: stats.orderCount,
    products: stats.length,
    lastSec: past.timeSec.length > 0 ? past.timeSec[past.timeSec.length - 1] : null,
    dueCount: due.length,
    overdueCount,
    mostOverdueDays,
    expectedValue,
    top: topOf(due),
    lapsed: lapsedFigures(lapsed),
  };
}

function lapsedFigures(products: readonly DueProduct[]): LapsedFigures {
  // Most agreements have none: they share one object.
  if (products.length === 0) return NO_LAPSED;
  const expectedValue = products.reduce((sum, product) => sum + product.expectedValue, 0);
  return { count: products.length, expectedValue, top: topOf(products) };
}

const topOf = (products: readonly DueProduct[]) =>
  products.toSorted((a, b) => b.expectedValue - a.expectedValue || a.item - b.item).slice(0, TOP_DUE);

interface StandingProduct {
  readonly state: "due" | "overdue" | "lapsed";
  readonly daysOverdue: number;
  readonly due: DueProduct;
}

type DueWithState = StandingProduct & { readonly state: "due" | "overdue" };

const isDue = (product: StandingProduct): product is DueWithState => product.state !== "lapsed";

/** Every product due or overdue in a history cut before `asOfSec`, by item. */
export function dueProductsOf(past: History, context: FigureContext): DueWithState[] {
  return standingAmong(past, itemStatsOf(past), context).filter(isDue);
}

function standingAmong(past: History, stats: ItemStats, context: FigureContext): StandingProduct[] {
  const found: StandingProduct[] = [];
  for (let slot = 0; slot < stats.length; slot++) {
    if (stats.orders[slot] < 2 || context.hidden?.has(stats.item[slot])) continue;
    const product = standingProduct(past, { stats, slot }, context);
    if (product !== null) found.push(product);
  }
  return found;
}

function standingProduct(
  past: History,
  { stats, slot }: { stats: ItemStats; slot: number },
  context: FigureContext,
): StandingProduct | null {
  const { asOfSec, rules, rates, packingStandard } = context;
  const daysSinceLast = daysSince(stats.lastSec[slot], asOfSec);
  const intervalDays = intervalDaysOf(stats, slot, past);
  const { state, daysOverdue } = rhythmState(daysSinceLast, intervalDays, rules.rhythm);
  if (state === "once" || state === "upcoming" || intervalDays === null || daysOverdue === null) return null;
  if (state === "lapsed" && !isGivenUpLately({ orders: stats.orders[slot], intervalDays, daysOverdue }, rules.rhythm)) {
    return null;
  }
  const item = stats.item[slot];
  const price = stats.lastPrice[slot];
  let expectedValue = 0;
  if (price > 0) {
    const probability = repurchaseProbability(exposureOf(stats, slot, { history: past, asOfSec }), { rates, item });
    expectedValue = probability * roundUpToPack(usualQuantity(stats, slot, past), packingStandard[item]) * price;
  }
  const values = { orders: stats.orders[slot], intervalDays, daysSinceLast, daysOverdue };
  return { state, daysOverdue, due: { item, reason: { key: state, values } satisfies Reason, expectedValue } };
}

/** Whether it was a habit and stopped two to three intervals ago. What takes half a year to be missed is no habit. */
function isGivenUpLately(
  { orders, intervalDays, daysOverdue }: { orders: number; intervalDays: number; daysOverdue: number },
  rules: ScoringRules["rhythm"],
): boolean {
  if (orders < REGULAR_ORDERS || intervalDays * rules.lapsedAfterIntervals > rules.overdueAtMostDays) return false;
  return daysOverdue - lapseDays(intervalDays, rules) <= Math.max(intervalDays, rules.lapsedAfterDays);
}
