import type { History } from "@/lib/domain/interactions";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { type EventScratch, purchaseEventsOf } from "./purchase-events";

/** Half-lives of the decayed purchase counts, days: a week or two up to a year. */
export const HALF_LIVES_DAYS = [14, 30, 60, 120, 365] as const;
/** Look-back windows of counts, days. */
export const OWN_WINDOWS_DAYS = [30, 60, 90, 180] as const;

/** What a user bought, one entry a distinct item in order of first purchase, as of one instant. */
export interface OwnPurchases {
  readonly count: number;
  readonly item: Int32Array;
  /** Orders with the item. */
  readonly orders: Float64Array;
  readonly firstAgeDays: Float64Array;
  readonly lastAgeDays: Float64Array;
  /** Age of the purchase before the last one; NaN with one purchase. */
  readonly previousAgeDays: Float64Array;
  /** Own order number (0-based) of the first and of the last purchase. */
  readonly firstOrder: Int32Array;
  readonly lastOrder: Int32Array;
  /** Bits 0, 1, 2: bought in the last, the last but one, the last but two order. */
  readonly recentOrders: Uint8Array;
  readonly quantity: Float64Array;
  readonly lastQuantity: Float64Array;
  readonly spent: Float64Array;
  /** 0 = never priced. */
  readonly lastPrice: Float64Array;
  /** Row per half-life. */
  readonly decayed: readonly Float64Array[];
  /** Row per window. */
  readonly inWindow: readonly Float64Array[];
  readonly totals: OwnTotals;
}

export interface OwnTotals {
  readonly orders: number;
  readonly events: number;
  readonly repeatEvents: number;
  readonly events90: number;
  readonly repeatEvents90: number;
  readonly firstAgeDays: number;
  readonly lastAgeDays: number;
  /** Ages of the orders, oldest first. */
  readonly orderAgesDays: Float64Array;
  readonly orderSizes: Float64Array;
  readonly meanLogPrice: number;
  readonly meanLogQuantity: number;
  readonly spent: number;
  readonly decayed: Float64Array;
}

export function ownPurchasesOf(history: History, asOfSec: number, scratch: EventScratch): OwnPurchases {
  const events = purchaseEventsOf(history, scratch);
  const slotOf = scratch.newest;
  let count = 0;
  for (let event = 0; event < events.count; event++)
    if (slotOf[events.item[event]] === 0) slotOf[events.item[event]] = ++count;
  const column = () => new Float64Array(count);
  const own = {
    item: new Int32Array(count),
    orders: column(),
    firstAgeDays: column(),
    lastAgeDays: column(),
    previousAgeDays: column().fill(Number.NaN),
    firstOrder: new Int32Array(count),
    lastOrder: new Int32Array(count),
    recentOrders: new Uint8Array(count),
    quantity: column(),
    lastQuantity: column(),
    spent: column(),
    lastPrice: column(),
    decayed: HALF_LIVES_DAYS.map(column),
    inWindow: OWN_WINDOWS_DAYS.map(column),
  };
  const orderAgesDays = new Float64Array(events.orders);
  const orderSizes = new Float64Array(events.orders);
  const decayedTotal = new Float64Array(HALF_LIVES_DAYS.length);
  let [repeatEvents, events90, repeatEvents90, priced, logPrice, logQuantity, spent] = [0, 0, 0, 0, 0, 0, 0];
  for (let event = 0; event < events.count; event++) {
    const slot = slotOf[events.item[event]] - 1;
    const age = (asOfSec - events.timeSec[event]) / DAY_SEC;
    const number = events.orderNumber[event];
    orderAgesDays[number] = age;
    orderSizes[number]++;
    if (own.orders[slot]++ === 0) {
      own.item[slot] = events.item[event];
      own.firstAgeDays[slot] = age;
      own.firstOrder[slot] = number;
    } else own.previousAgeDays[slot] = own.lastAgeDays[slot];
    own.lastAgeDays[slot] = age;
    own.lastOrder[slot] = number;
    const back = events.orders - 1 - number;
    if (back < 3) own.recentOrders[slot] |= 1 << back;
    own.quantity[slot] += events.quantity[event];
    own.lastQuantity[slot] = events.quantity[event];
    logQuantity += Math.log1p(events.quantity[event]);
    if (events.price[event] > 0) {
      own.lastPrice[slot] = events.price[event];
      own.spent[slot] += events.price[event] * events.quantity[event];
      spent += events.price[event] * events.quantity[event];
      logPrice += Math.log(events.price[event]);
      priced++;
    }
    for (let h = 0; h < HALF_LIVES_DAYS.length; h++) {
      const weight = 0.5 ** (age / HALF_LIVES_DAYS[h]);
      own.decayed[h][slot] += weight;
      decayedTotal[h] += weight;
    }
    for (let w = 0; w < OWN_WINDOWS_DAYS.length; w++) if (age <= OWN_WINDOWS_DAYS[w]) own.inWindow[w][slot]++;
    repeatEvents += events.isRepeat[event];
    if (age <= 90) {
      events90++;
      repeatEvents90 += events.isRepeat[event];
    }
  }
  for (let slot = 0; slot < count; slot++) slotOf[own.item[slot]] = 0;
  return {
    count,
    ...own,
    totals: {
      orders: events.orders,
      events: events.count,
      repeatEvents,
      events90,
      repeatEvents90,
      firstAgeDays: events.orders > 0 ? orderAgesDays[0] : Number.NaN,
      lastAgeDays: events.orders > 0 ? orderAgesDays[events.orders - 1] : Number.NaN,
      orderAgesDays,
      orderSizes,
      meanLogPrice: priced > 0 ? logPrice / priced : Number.NaN,
      meanLogQuantity: events.count > 0 ? logQuantity / events.count : Number.NaN,
      spent,
      decayed: decayedTotal,
    },
  };
}
