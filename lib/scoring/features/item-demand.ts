import { DAY_SEC } from "@/lib/domain/snapshot";
import type { PurchaseEvents } from "./purchase-events";

/** Look-back windows of demand, days. */
export const DEMAND_WINDOWS_DAYS = [7, 14, 30, 60, 90, 180] as const;
const LAST = DEMAND_WINDOWS_DAYS.length;
/** Half-lives of an item's decayed demand, days. */
export const DEMAND_HALF_LIVES_DAYS = [4, 10, 25, 60] as const;
/** Look-backs of repurchase and adoption rates, days. */
export const RATE_WINDOWS_DAYS = [14, 30, 90] as const;
/** Users are put into so many classes of equal size by the number of products they know. */
export const SIZE_CLASSES = 5;

export interface PopulationShape {
  readonly itemCount: number;
  readonly cutoffSec: number;
  /** One entry a user. */
  readonly events: readonly PurchaseEvents[];
}

export interface ItemDemandInput extends PopulationShape {
  readonly userRegion: Int32Array;
  readonly regionCount: number;
}

/** How each item sells, one entry an item; NaN = nothing to compute it from. */
export interface ItemDemand {
  /** Distinct buyers within each window, and in the last row ever. */
  readonly buyers: readonly Float32Array[];
  /** Users who bought anything within each window, and ever. */
  readonly activeUsers: Float64Array;
  /** Buyers within each window for whom it was the first purchase of the item. */
  readonly newBuyers: readonly Float32Array[];
  /** Share of rank among all items by buyers within 30 days: 0 = best, 1 = last. */
  readonly rank30: Float32Array;
  readonly rankEver: Float32Array;
  /** Purchases (distinct user, order) of each item, and of all. */
  readonly events: Float64Array;
  readonly eventsEver: number;
  readonly firstAgeDays: Float32Array;
  readonly lastAgeDays: Float32Array;
  readonly activeDays14: Float32Array;
  readonly activeDays60: Float32Array;
  /** Buyers of two or more orders / buyers, shrunk to the mean of all items. */
  readonly repeatRate: Float32Array;
  /** Purchases per half-life's worth of days, decayed: a row a half-life. */
  readonly decayed: readonly Float32Array[];
  /** A row a window: of users active in it who had the item before it, the share that bought it again in it, shrunk. */
  readonly reorder: readonly Float32Array[];
  /** A row a window: of users active in it who did not have the item before it, the share that bought it in it. */
  readonly adopt: readonly Float32Array[];
  /** Mean days between two purchases by one user, shrunk; NaN without any repeat. */
  readonly intervalDays: Float32Array;
  readonly logPrice: Float32Array;
  /** Price of the last 30 days against all time, as a difference of logarithms. */
  readonly priceMove: Float32Array;
  readonly logQuantity: Float32Array;
  /** Mean log number of products its buyers know: small = bought by small customers. */
  readonly buyerBreadth: Float32Array;
  /** Buyers one year ago, in the 30 days that start at this day of the year, over that time's active users; NaN without data. */
  readonly yearAgoShare: Float32Array;
  /** Size class of a user by products known. */
  readonly sizeClassOf: (distinctItems: number) => number;
  /** Share of the class's active users that bought the item within 60 days: `class * itemCount + item`. */
  readonly classShare60: Float32Array;
  /** Share of the region's active users of 90 days: `region * itemCount + item`, shrunk to the whole. */
  readonly regionShare90: Float32Array;
}

const PRIOR_BUYERS = 5;

export function buildItemDemand(input: ItemDemandInput): ItemDemand {
  const { itemCount, cutoffSec, events, userRegion, regionCount } = input;
  const column = (fill = 0) => new Float32Array(itemCount).fill(fill);
  const buyers = Array.from({ length: LAST + 1 }, () => column());
  const newBuyers = Array.from({ length: LAST }, () => column());
  const activeUsers = new Float64Array(LAST + 1);
  const firstAgeDays = column(Number.NaN);
  const lastAgeDays = column(Number.NaN);
  const lastSeen = Array.from({ length: LAST + 1 }, () => new Int32Array(itemCount).fill(-1));
  const repeatBuyers = column();
  const repeatMark = new Int32Array(itemCount).fill(-1);
  const owned = RATE_WINDOWS_DAYS.map(() => column());
  const again = RATE_WINDOWS_DAYS.map(() => column());
  const decayed = DEMAND_HALF_LIVES_DAYS.map(() => column());
  const [intervalSum, intervalCount] = [new Float64Array(itemCount), new Float64Array(itemCount)];
  const [priceSum, priceCount] = [new Float64Array(itemCount), new Float64Array(itemCount)];
  const [recentPriceSum, recentPriceCount] = [new Float64Array(itemCount), new Float64Array(itemCount)];
  const [quantitySum, eventCount] = [new Float64Array(itemCount), new Float64Array(itemCount)];
  const breadthSum = new Float64Array(itemCount);
  const yearAgo = column();
  let yearAgoUsers = 0;
  const days14 = new Uint16Array(itemCount);
  const dayMask = new Map<number, Uint8Array>();
  const lastTime = new Int32Array(itemCount);
  const firstAge = new Float64Array(itemCount);
  const yearSeen = new Int32Array(itemCount).fill(-1);
  let dataFromSec = cutoffSec;

  const breadth = Float64Array.from(events, ({ isRepeat, count }) => {
    let repeats = 0;
    for (let e = 0; e < count; e++) repeats += isRepeat[e];
    return count - repeats;
  });
  const sizeClassOf = sizeClasses(breadth);
  const classShare60 = new Float32Array(SIZE_CLASSES * itemCount);
  const classActive = new Float64Array(SIZE_CLASSES);
  const regionShare90 = new Float32Array(Math.max(1, regionCount) * itemCount);
  const regionActive = new Float64Array(Math.max(1, regionCount));

  for (const [user, own] of events.entries()) {
    if (own.count === 0) continue;
    dataFromSec = Math.min(dataFromSec, own.timeSec[0]);
    const newestAge = (cutoffSec - own.timeSec[own.count - 1]) / DAY_SEC;
    for (let w = 0; w < LAST; w++) if (newestAge <= DEMAND_WINDOWS_DAYS[w]) activeUsers[w]++;
    activeUsers[LAST]++;
    const size = sizeClassOf(breadth[user]);
    if (newestAge <= 60) classActive[size]++;
    const region = userRegion[user];
    if (region >= 0 && newestAge <= 90) regionActive[region]++;
    let inYearAgo = false;
    for (let e = 0; e < own.count; e++) {
      const item = own.item[e];
      const age = (cutoffSec - own.timeSec[e]) / DAY_SEC;
      for (let w = 0; w <= LAST; w++) {
        if (w < LAST && age > DEMAND_WINDOWS_DAYS[w]) continue;
        if (lastSeen[w][item] === user) continue;
        lastSeen[w][item] = user;
        buyers[w][item]++;
        if (w < LAST && own.isRepeat[e] === 0) newBuyers[w][item]++;
        if (w === LAST) {
          breadthSum[item] += Math.log1p(breadth[user]);
          firstAge[item] = age;
        }
        if (DEMAND_WINDOWS_DAYS[w] === 60) classShare60[size * itemCount + item]++;
        if (DEMAND_WINDOWS_DAYS[w] === 90 && region >= 0) regionShare90[region * itemCount + item]++;
        // First event of this window: had the user bought the item before the window began?
        const rate = RATE_WINDOWS_DAYS.indexOf(DEMAND_WINDOWS_DAYS[w] as (typeof RATE_WINDOWS_DAYS)[number]);
        if (rate >= 0 && own.isRepeat[e] === 1 && firstAge[item] > RATE_WINDOWS_DAYS[rate]) again[rate][item]++;
      }
      for (let h = 0; h < DEMAND_HALF_LIVES_DAYS.length; h++)
        decayed[h][item] += 0.5 ** (age / DEMAND_HALF_LIVES_DAYS[h]) / DEMAND_HALF_LIVES_DAYS[h];
      if (own.isRepeat[e] === 1) {
        intervalSum[item] += (own.timeSec[e] - lastTime[item]) / DAY_SEC;
        intervalCount[item]++;
        if (repeatMark[item] !== user) {
          repeatMark[item] = user;
          repeatBuyers[item]++;
        }
      } else {
        for (let r = 0; r < RATE_WINDOWS_DAYS.length; r++)
          if (age > RATE_WINDOWS_DAYS[r] && newestAge <= RATE_WINDOWS_DAYS[r]) owned[r][item]++;
      }
      lastTime[item] = own.timeSec[e];
      if (!(firstAgeDays[item] >= age)) firstAgeDays[item] = age;
      if (!(lastAgeDays[item] <= age)) lastAgeDays[item] = age;
      if (age <= 60) markDay(dayMask, { day: Math.floor(age), item, itemCount });
      if (own.price[e] > 0) {
        const logPrice = Math.log(own.price[e]);
        priceSum[item] += logPrice;
        priceCount[item]++;
        if (age <= 30) {
          recentPriceSum[item] += logPrice;
          recentPriceCount[item]++;
        }
      }
      quantitySum[item] += Math.log1p(own.quantity[e]);
      eventCount[item]++;
      if (age <= 365 && age > 335) {
        inYearAgo = true;
        if (yearSeen[item] !== user) {
          yearSeen[item] = user;
          yearAgo[item]++;
        }
      }
    }
    if (inYearAgo) yearAgoUsers++;
  }

  const activeDays60 = column();
  for (const [day, mask] of dayMask) {
    for (let item = 0; item < itemCount; item++) {
      activeDays60[item] += mask[item];
      if (day < 14) days14[item] += mask[item];
    }
  }
  const globalRepeat = ratio(sum(repeatBuyers), sum(buyers[LAST]));
  const globalInterval = ratio(sum(intervalSum), sum(intervalCount));
  const shrunk = (hits: ArrayLike<number>, tries: ArrayLike<number>, mean: number) =>
    column().map((_, item) => (hits[item] + PRIOR_BUYERS * mean) / (tries[item] + PRIOR_BUYERS));
  const hasYearAgo = yearAgoUsers > 0 && (cutoffSec - dataFromSec) / DAY_SEC >= 365;
  const window30 = DEMAND_WINDOWS_DAYS.indexOf(30);
  const mean = (total: ArrayLike<number>, count: ArrayLike<number>) =>
    column().map((_, item) => (count[item] > 0 ? total[item] / count[item] : Number.NaN));
  const logPrice = mean(priceSum, priceCount);
  const recentLogPrice = mean(recentPriceSum, recentPriceCount);
  for (let at = 0; at < classShare60.length; at++) classShare60[at] /= classActive[Math.floor(at / itemCount)] + 1;
  const window90 = DEMAND_WINDOWS_DAYS.indexOf(90);
  for (let at = 0; at < regionShare90.length; at++) {
    const overall = ratio(buyers[window90][at % itemCount], activeUsers[window90]);
    regionShare90[at] = (regionShare90[at] + 10 * overall) / (regionActive[Math.floor(at / itemCount)] + 10);
  }
  return {
    buyers,
    activeUsers,
    newBuyers,
    events: eventCount,
    eventsEver: sum(eventCount),
    rank30: rankShare(buyers[window30], buyers[LAST]),
    rankEver: rankShare(buyers[LAST], buyers[window30]),
    firstAgeDays,
    lastAgeDays,
    activeDays14: Float32Array.from(days14),
    activeDays60,
    repeatRate: shrunk(repeatBuyers, buyers[LAST], globalRepeat),
    decayed,
    reorder: RATE_WINDOWS_DAYS.map((_, r) => shrunk(again[r], owned[r], ratio(sum(again[r]), sum(owned[r])))),
    adopt: RATE_WINDOWS_DAYS.map((days, r) => {
      const w = DEMAND_WINDOWS_DAYS.indexOf(days);
      return column().map((_, item) => newBuyers[w][item] / Math.max(1, activeUsers[w] - owned[r][item]));
    }),
    intervalDays: column().map(
      (_, item) => (intervalSum[item] + PRIOR_BUYERS * globalInterval) / (intervalCount[item] + PRIOR_BUYERS),
    ),
    logPrice,
    priceMove: column().map((_, item) => recentLogPrice[item] - logPrice[item]),
    logQuantity: mean(quantitySum, eventCount),
    buyerBreadth: mean(breadthSum, buyers[LAST]),
    yearAgoShare: column().map((_, item) => (hasYearAgo ? yearAgo[item] / yearAgoUsers : Number.NaN)),
    sizeClassOf,
    classShare60,
    regionShare90,
  };
}

function markDay(
  days: Map<number, Uint8Array>,
  { day, item, itemCount }: { day: number; item: number; itemCount: number },
): void {
  let mask = days.get(day);
  if (mask === undefined) {
    mask = new Uint8Array(itemCount);
    days.set(day, mask);
  }
  mask[item] = 1;
}

/** Position of each item by the first key, then the second, then its index, as a share of the catalogue. */
function rankShare(first: Float32Array, second: Float32Array): Float32Array {
  const order = Int32Array.from(first.keys()).sort((a, b) => first[b] - first[a] || second[b] - second[a] || a - b);
  const rank = new Float32Array(first.length);
  for (let position = 0; position < order.length; position++)
    rank[order[position]] = position / Math.max(1, order.length - 1);
  return rank;
}

function sizeClasses(breadth: Float64Array): (distinctItems: number) => number {
  const known = breadth.filter((count) => count > 0).sort();
  const borders = Array.from(
    { length: SIZE_CLASSES - 1 },
    (_, c) => known[Math.floor(((c + 1) * known.length) / SIZE_CLASSES)] ?? 0,
  );
  return (distinctItems) => {
    let size = 0;
    while (size < borders.length && distinctItems >= borders[size]) size++;
    return size;
  };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
