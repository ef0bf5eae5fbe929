import type { Random } from "@/lib/numeric/random";
import { activityBetween, type BusinessCalendar, dayAtActivity, secondOfBusinessDay } from "./calendar";
import { type Catalogue, familiesOf, UNIVERSAL_MODEL } from "./catalogue";
import type { AgreementPlan, CustomerProfile } from "./customer-profile";
import { PART_TYPES, SEASONS } from "./part-types";

const DAY_SEC = 86_400;
const SINGLE_PRODUCT_SHARE = 0.7;
// 0.7 + 0.3 * 3.47 = 1.74 products an order.
const MEAN_OF_LARGER = 3.47;
/** Lines per vehicle and day: what turns a buying rate into a fleet size. */
const LINES_PER_VEHICLE_DAY = 0.0045;
const MAX_HABITS = 140;
/** Buying rate promised by the habits against the rate they shall take: waiting for the next order stretches every interval. */
const STRETCH = 1.6;
/** Zipf exponent over bulbs, oils and the like: no single one is bought by more than about a seventh of the customers. */
const UNIVERSAL_EXPONENT = 1.2;
/** How often a customer takes the maker's version known from last time. */
const KNOWN_PRODUCT_SHARE = 0.8;

export interface PurchaseLine {
  /** Product index of the catalogue. */
  readonly product: number;
  readonly quantity: number;
  /** EUR net per unit. */
  readonly price: number;
}

export interface Purchase {
  readonly timeSec: number;
  readonly lines: readonly PurchaseLine[];
}

/** A part that wears and is bought again: the rhythm behind repeat purchases. Times in days of the calendar. */
interface Habit {
  product: number;
  family: number;
  intervalDays: number;
  nextDay: number;
  quantity: number;
}

/**
 * All orders of one agreement, oldest first. Orders come in working time at the agreement's rate; each takes what is due
 * by then (wear intervals of the fleet, bent by season) and, for the explore share, what broke.
 */
export function purchasesOf(options: {
  profile: CustomerProfile;
  plan: AgreementPlan;
  catalogue: Catalogue;
  calendar: BusinessCalendar;
  /** The stream of this agreement alone. */
  random: Random;
}): Purchase[] {
  const { profile, plan, catalogue, calendar } = options;
  const times = orderTimes(plan, calendar, options.random.fork("times"));
  if (times.length === 0) return [];
  const random = options.random.fork("baskets");
  const buyer = new Buyer({
    profile,
    catalogue,
    calendar,
    random,
    linesPerDay: (times.length * 1.74) / activeDays(plan),
    firstDay: dayOf(times[0], calendar),
  });
  return times.map((timeSec) => ({ timeSec, lines: buyer.order(dayOf(timeSec, calendar)) }));
}

const dayOf = (timeSec: number, calendar: BusinessCalendar) => Math.floor((timeSec - calendar.startSec) / DAY_SEC);
const activeDays = (plan: AgreementPlan) =>
  Math.max(
    20,
    plan.periods.reduce((sum, period) => sum + period.to - period.from, 0),
  );

/** A renewal process in working time, somewhat burstier than at random; about `orderTarget` instants, sorted. */
function orderTimes(plan: AgreementPlan, calendar: BusinessCalendar, random: Random): number[] {
  const activity = plan.periods.map((period) => activityBetween(calendar, period.from, period.to));
  const total = activity.reduce((sum, each) => sum + each, 0);
  const gap = total / Math.max(1, plan.orderTarget);
  const times: number[] = [];
  let period = 0;
  let before = 0;
  for (let position = gap * random.uniform(); position < total; position += random.gamma(0.8, gap / 0.8)) {
    while (position >= before + activity[period]) before += activity[period++];
    const day = dayAtActivity(calendar, calendar.cumulative[plan.periods[period].from] + position - before);
    times.push(calendar.startSec + day * DAY_SEC + secondOfBusinessDay(random));
  }
  return times.sort((a, b) => a - b);
}

class Buyer {
  readonly #profile: CustomerProfile;
  readonly #catalogue: Catalogue;
  readonly #calendar: BusinessCalendar;
  readonly #random: Random;
  readonly #habits: Habit[] = [];
  /** Families in the order of purchase, with repeats, and the product last taken of each. */
  readonly #boughtFamilies: number[] = [];
  readonly #knownProduct = new Map<number, number>();
  readonly #lastDay = new Map<number, number>();
  readonly #vehicles: number;
  readonly #repairWeights: Float64Array;

  constructor(options: {
    profile: CustomerProfile;
    catalogue: Catalogue;
    calendar: BusinessCalendar;
    random: Random;
    linesPerDay: number;
    firstDay: number;
  }) {
    this.#profile = options.profile;
    this.#catalogue = options.catalogue;
    this.#calendar = options.calendar;
    this.#random = options.random;
    this.#repairWeights = new Float64Array(PART_TYPES.length);
    this.#vehicles = Math.max(1, (options.linesPerDay / LINES_PER_VEHICLE_DAY) * this.#random.logNormal(1, 0.35));
    this.#formHabits(STRETCH * options.linesPerDay * (1 - options.profile.exploreShare), options.firstDay);
  }

  /** Lines of one order, no product twice. */
  order(day: number): PurchaseLine[] {
    const size = this.#orderSize();
    const lines: PurchaseLine[] = [];
    const taken = new Set<number>();
    let leadFamily = -1;
    for (let attempt = 0; lines.length < size && attempt < size * 4; attempt++) {
      const habit = this.#random.chance(this.#profile.exploreShare) ? null : this.#dueHabit(day, taken);
      const family = habit ? habit.family : this.#repairFamily(day, leadFamily);
      const product = habit ? this.#buyHabit(habit, day) : this.#productForRepair(family, day);
      if (taken.has(product)) continue;
      taken.add(product);
      this.#boughtFamilies.push(family);
      this.#knownProduct.set(family, product);
      this.#lastDay.set(family, day);
      if (leadFamily < 0) leadFamily = family;
      lines.push({ product, quantity: this.#quantity(family, habit), price: this.#price(product, day) });
      if (!habit) this.#maybeAdopt(family, product, day);
    }
    return lines;
  }

  #orderSize(): number {
    if (this.#random.chance(SINGLE_PRODUCT_SHARE)) return 1;
    // 2 plus a geometric count, so that larger orders thin out slowly.
    const stop = 1 / (MEAN_OF_LARGER - 1);
    return Math.min(25, 2 + Math.floor(Math.log(1 - this.#random.uniform()) / Math.log(1 - stop)));
  }

  #formHabits(targetRate: number, firstDay: number): void {
    const wearWeights = PART_TYPES.map((type) => type.repairWeight / type.wearDays ** 0.8);
    let rate = 0;
    for (
      let attempt = 0;
      attempt < 3 * MAX_HABITS && rate < targetRate && this.#habits.length < MAX_HABITS;
      attempt++
    ) {
      const type = this.#random.weighted(wearWeights);
      const family = this.#familyOfType(type, 1.35);
      if (family < 0 || this.#habits.some((habit) => habit.family === family)) continue;
      const { wearDays, quantities } = PART_TYPES[type];
      const quantity = this.#random.pick(quantities);
      const vehicles = Math.max(1, this.#vehicles * this.#shareOfModel(this.#catalogue.familyModel[family]));
      let intervalDays = Math.max(6, ((wearDays * quantity) / vehicles) * this.#random.logNormal(1, 0.4));
      // The last habit fills what is left of the buying rate instead of overshooting it.
      if (rate + 1 / intervalDays > targetRate * 1.15)
        intervalDays = Math.min(420, 1 / Math.max(1e-3, targetRate - rate));
      rate += 1 / intervalDays;
      this.#habits.push({
        product: this.#chooseProduct(family, firstDay),
        family,
        intervalDays,
        quantity,
        nextDay: firstDay + intervalDays * this.#random.uniform(),
      });
    }
  }

  #shareOfModel(model: number): number {
    if (model === UNIVERSAL_MODEL) return 1;
    const weights = this.#profile.modelWeights;
    return weights[model] / weights.reduce((sum, weight) => sum + weight, 0);
  }

  /** The habit most behind its time; one not yet due is brought forward near its date, or to fill up an order. */
  #dueHabit(day: number, taken: ReadonlySet<number>): Habit | null {
    let best: Habit | null = null;
    let bestLateness = Number.NEGATIVE_INFINITY;
    const fillsUp = this.#random.chance(0.45);
    for (const habit of this.#habits) {
      const lateness = (day - habit.nextDay) / habit.intervalDays;
      const earliest = fillsUp && this.#isConsumable(habit.family) ? -0.5 : -0.15;
      if (
        lateness > earliest &&
        lateness > bestLateness &&
        !taken.has(habit.product) &&
        this.#isInSeason(habit.family, day)
      ) {
        best = habit;
        bestLateness = lateness;
      }
    }
    return best;
  }

  /** Seasonal multiplier of a kind of part on a day. */
  #demand(type: number, day: number): number {
    return SEASONS[PART_TYPES[type].season][this.#calendar.month[Math.min(day, this.#calendar.dayCount - 1)]];
  }

  /** Out of season most purchases of seasonal parts are put off. */
  #isInSeason(family: number, day: number): boolean {
    const demand = this.#demand(this.#catalogue.familyType[family], day);
    return demand >= 1 || this.#random.chance(demand);
  }

  #isConsumable(family: number): boolean {
    return PART_TYPES[this.#catalogue.familyType[family]].wearDays <= 300;
  }

  /** Buys it now and sets the next date; returns the product, which a stock-out may have replaced this once. */
  #buyHabit(habit: Habit, day: number): number {
    const type = this.#catalogue.familyType[habit.family];
    const { regularity } = PART_TYPES[type];
    const demand = this.#demand(type, day);
    // A second vehicle of the fleet often needs the same within days.
    const again = this.#isConsumable(habit.family) ? 0.08 : 0.03;
    const interval = this.#random.chance(again)
      ? this.#random.between(2, 12)
      : this.#random.gamma(2 * regularity, habit.intervalDays / (2 * regularity)) / demand;
    habit.nextDay = day + Math.max(1, interval);
    if (!this.#isOffered(habit.product, day) || this.#random.chance(0.01))
      habit.product = this.#chooseProduct(habit.family, day);
    return this.#random.chance(0.015) ? this.#chooseProduct(habit.family, day) : habit.product;
  }

  /** Something that broke: often a companion of what is on the order already, else by kind and season. */
  #repairFamily(day: number, leadFamily: number): number {
    if (leadFamily >= 0 && this.#random.chance(0.4)) {
      const companion = this.#companionOf(leadFamily);
      if (companion >= 0) return companion;
    }
    if (this.#boughtFamilies.length > 3 && this.#random.chance(this.#profile.returnShare)) {
      for (let attempt = 0; attempt < 4; attempt++) {
        const again = this.#random.pick(this.#boughtFamilies);
        // What lasts for years is not needed twice in a season.
        const rest = 0.12 * PART_TYPES[this.#catalogue.familyType[again]].wearDays;
        // Wearing parts of a habit come by their own rhythm.
        if (this.#habits.some((habit) => habit.family === again)) continue;
        const rested = this.#random.chance((day - (this.#lastDay.get(again) ?? 0)) / rest);
        if (rested && this.#isInSeason(again, day)) return again;
      }
    }
    for (let type = 0; type < PART_TYPES.length; type++) {
      this.#repairWeights[type] = PART_TYPES[type].repairWeight * this.#demand(type, day);
    }
    for (;;) {
      const family = this.#familyOfType(this.#random.weighted(this.#repairWeights), this.#profile.assortmentExponent);
      if (family >= 0) return family;
    }
  }

  #productForRepair(family: number, day: number): number {
    const known = this.#knownProduct.get(family);
    const takesKnown = known !== undefined && this.#isOffered(known, day) && this.#random.chance(KNOWN_PRODUCT_SHARE);
    return takesKnown ? known : this.#chooseProduct(family, day);
  }

  #companionOf(family: number): number {
    const companions = PART_TYPES[this.#catalogue.familyType[family]].goesWith;
    if (companions.length === 0) return -1;
    const type = TYPE_BY_NAME.get(this.#random.pick(companions)) ?? -1;
    const model = this.#catalogue.familyModel[family];
    if (type < 0 || (model === UNIVERSAL_MODEL && PART_TYPES[type].fits !== "universal")) return -1;
    const { first, count } = familiesOf(this.#catalogue, type, model);
    // Parts of one engine stand at about the same place in their lists.
    const place = family - familiesOf(this.#catalogue, this.#catalogue.familyType[family], model).first;
    return count === 0 ? -1 : first + Math.min(count - 1, Math.max(0, place + this.#random.int(3) - 1));
  }

  /** A family of the kind for a model of the fleet, -1 when the kind fits none drawn; popular ones first. */
  #familyOfType(type: number, zipfExponent: number): number {
    const universal = PART_TYPES[type].fits === "universal";
    const model = universal ? UNIVERSAL_MODEL : this.#random.weighted(this.#profile.modelWeights);
    const { first, count } = familiesOf(this.#catalogue, type, model);
    return count === 0 ? -1 : first + this.#random.zipf(count, universal ? UNIVERSAL_EXPONENT : zipfExponent) - 1;
  }

  #chooseProduct(family: number, day: number): number {
    const catalogue = this.#catalogue;
    const from = catalogue.familyOffset[family];
    const weights: number[] = [];
    let total = 0;
    for (let product = from; product < catalogue.familyOffset[family + 1]; product++) {
      const offered = this.#isOffered(product, day);
      const weight = offered
        ? catalogue.productAppeal[product] * this.#profile.brandAffinity[catalogue.productBrand[product]]
        : 0;
      weights.push(weight);
      total += weight;
    }
    return total > 0 ? from + this.#random.weighted(weights) : from;
  }

  #isOffered(product: number, day: number): boolean {
    return day >= this.#catalogue.productFromDay[product] && day < this.#catalogue.productToDay[product];
  }

  /** What broke may become a habit, in the place of one that the fleet has outgrown. */
  #maybeAdopt(family: number, product: number, day: number): void {
    if (this.#habits.length < 2 || !this.#random.chance(0.06)) return;
    if (this.#habits.some((habit) => habit.family === family)) return;
    const replaced = this.#random.pick(this.#habits);
    replaced.family = family;
    replaced.product = product;
    replaced.quantity = this.#random.pick(PART_TYPES[this.#catalogue.familyType[family]].quantities);
    replaced.nextDay = day + replaced.intervalDays;
  }

  #quantity(family: number, habit: Habit | null): number {
    const { quantities, packing } = PART_TYPES[this.#catalogue.familyType[family]];
    const bulk = this.#profile.kind === "shop" && this.#random.chance(0.12) ? 2 + this.#random.int(4) : 1;
    const usual = habit && this.#random.chance(0.8) ? habit.quantity : this.#random.pick(quantities);
    return Math.max(1, Math.ceil((usual * bulk) / packing) * packing);
  }

  #price(product: number, day: number): number {
    const inflation = 1.045 ** (day / 365);
    const price =
      this.#catalogue.productPrice[product] * inflation * this.#profile.priceFactor * this.#random.between(0.99, 1.01);
    return Math.round(price * 100) / 100;
  }
}

const TYPE_BY_NAME = new Map(PART_TYPES.map((type, index) => [type.en, index]));
