import type { History, Interactions } from "@/lib/domain/interactions";
import type { Rhythm } from "@/lib/domain/recommendation";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import { itemStatsOf } from "../item-stats";
import { exposureOf, type RepurchaseRates, repurchaseProbability } from "../repurchase-rates";
import { rhythmOf } from "../rhythm-of";
import { roundUpToPack, usualQuantity } from "../suggested-quantity";
import { type ItemLines, userOfLine } from "./item-lines";

/** What one agreement's purchases of a product say, by the same rules as its own list. */
export interface ItemBuyer {
  readonly user: number;
  readonly rhythm: Rhythm;
  /** Median of past quantities in whole packages. */
  readonly suggestedQuantity: number;
  /** EUR net; null = never priced. */
  readonly lastPrice: number | null;
  /** Of a purchase within 30 days, from the own rhythm. */
  readonly probability: number;
  /** probability x quantity x price, EUR; 0 when never priced. */
  readonly expectedValue: number;
}

/** The purchases of one product by one agreement before the as-of instant, oldest first. */
export interface ItemPurchases {
  readonly user: number;
  readonly history: History;
}

/** Everybody who bought the item before `asOfSec`, ascending by user. `wants` leaves agreements out. */
export function itemPurchases(
  lines: Interactions,
  { itemLines, item, asOfSec }: { itemLines: ItemLines; item: number; asOfSec: number },
  wants: (user: number) => boolean = () => true,
): ItemPurchases[] {
  const { offset, line } = itemLines;
  const found: ItemPurchases[] = [];
  let at = offset[item];
  while (at < offset[item + 1]) {
    const user = userOfLine(lines, line[at]);
    const end = lines.userOffset[user + 1];
    const own: number[] = [];
    for (; at < offset[item + 1] && line[at] < end; at++) if (lines.timeSec[line[at]] < asOfSec) own.push(line[at]);
    if (own.length > 0 && wants(user)) found.push({ user, history: historyOf(lines, own) });
  }
  return found;
}

function historyOf(lines: Interactions, own: readonly number[]): History {
  return {
    item: Int32Array.from(own, (line) => lines.item[line]),
    order: Int32Array.from(own, (line) => lines.order[line]),
    timeSec: Int32Array.from(own, (line) => lines.timeSec[line]),
    quantity: Float64Array.from(own, (line) => lines.quantity[line]),
    price: Float64Array.from(own, (line) => lines.price[line]),
  };
}

export function itemBuyer(
  { user, history }: ItemPurchases,
  context: { item: number; asOfSec: number; rules: ScoringRules; rates: RepurchaseRates; packingStandard: number },
): ItemBuyer {
  const { item, asOfSec, rules, rates, packingStandard } = context;
  const stats = itemStatsOf(history);
  const suggestedQuantity = roundUpToPack(usualQuantity(stats, 0, history), packingStandard);
  const lastPrice = stats.lastPrice[0] > 0 ? stats.lastPrice[0] : null;
  const probability = repurchaseProbability(exposureOf(stats, 0, { history, asOfSec }), { rates, item });
  return {
    user,
    rhythm: rhythmOf(stats, 0, { history, asOfSec, rules }),
    suggestedQuantity,
    lastPrice,
    probability,
    expectedValue: lastPrice === null ? 0 : probability * suggestedQuantity * lastPrice,
  };
}
