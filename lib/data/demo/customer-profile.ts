import type { Random } from "@/lib/numeric/random";
import { activityBetween, type BusinessCalendar } from "./calendar";
import { type CompanyIdentity, type CustomerKind, companyIdentity, REGIONS } from "./names";
import { PART_BRANDS } from "./part-brands";
import { VEHICLE_MODELS } from "./vehicles";

/** Days [from, to) of the calendar in which an agreement is in use. */
export interface ActivePeriod {
  readonly from: number;
  readonly to: number;
}

export interface AgreementPlan {
  readonly periods: readonly ActivePeriod[];
  /** Orders to place over the periods, on average. */
  readonly orderTarget: number;
}

export interface CustomerProfile {
  readonly identity: CompanyIdentity;
  readonly kind: CustomerKind;
  readonly region: number;
  readonly firstDay: number;
  readonly agreements: readonly AgreementPlan[];
  /** Weight of each model in what the customer drives or mends. */
  readonly modelWeights: Float64Array;
  /** Multiplier of each maker's appeal for this customer: personal loyalty. */
  readonly brandAffinity: Float64Array;
  /** Share of lines that follow no habit: breakdowns, customers of a workshop. */
  readonly exploreShare: number;
  /** Of these, the share for something bought before. */
  readonly returnShare: number;
  /** Zipf exponent over the families of a kind: high = always the same few applications. */
  readonly assortmentExponent: number;
  /** Factor on list prices. */
  readonly priceFactor: number;
  /** Buys now and then over years (true) or came for a while. */
  readonly isCore: boolean;
}

const GOLDEN = 0.6180339887498949;
// Of all customers on file, those that never ordered; of the others, the share of each level (about 430 of 1,600 are
// a core that keeps buying, of which 18% HEAVY, 20% REGULAR, 62% LIGHT; the rest came for a while).
const NEVER_ORDERED = 350 / 1950;
const HEAVY = 0.049;
const REGULAR = HEAVY + 0.055;
const CORE = REGULAR + 0.167;

/**
 * Level of the customer at a place in the register. A golden-ratio sequence spreads the levels evenly, so that the shares
 * hold at any scale. null = never ordered.
 */
function level(index: number): "heavy" | "regular" | "core-light" | "occasional" | null {
  const u = ((index + 1) * GOLDEN) % 1;
  if (u < NEVER_ORDERED) return null;
  const rest = (u - NEVER_ORDERED) / (1 - NEVER_ORDERED);
  return rest < HEAVY ? "heavy" : rest < REGULAR ? "regular" : rest < CORE ? "core-light" : "occasional";
}

/** The customer at `index`, from its own stream: `random` must be the stream of this customer alone. */
export function customerProfile(options: {
  index: number;
  random: Random;
  calendar: BusinessCalendar;
}): CustomerProfile {
  const { index, calendar } = options;
  const random = options.random.fork("profile");
  const standing = level(index);
  const isCore = standing !== null && standing !== "occasional";
  const kind = (["fleet", "workshop", "shop"] as const)[random.weighted(isCore ? [5.5, 2, 2.5] : [5, 3.5, 1.5])];
  const region = random.weighted(REGIONS.map((each) => each.share));
  const lifetime =
    standing === null
      ? []
      : isCore
        ? corePeriods(random, calendar.dayCount, standing)
        : occasionalPeriods(random, calendar.dayCount);
  const orderTarget = standing === null ? 0 : ordersOf(random, standing);
  const agreements = splitIntoAgreements({ random, lifetime, orderTarget, calendar });
  const exploreBase =
    kind === "fleet" ? random.beta(1.1, 9) : kind === "workshop" ? random.beta(4, 5) : random.beta(2, 6);
  const brandAffinity = new Float64Array(PART_BRANDS.length);
  for (let brand = 0; brand < brandAffinity.length; brand++) brandAffinity[brand] = random.logNormal(1, 1.2);
  return {
    identity: companyIdentity(options.random.fork("identity"), kind, random.pick(REGIONS[region].cities)),
    kind,
    region,
    firstDay: lifetime.length > 0 ? lifetime[0].from : random.int(calendar.dayCount),
    agreements,
    modelWeights: fleetOf(random, kind),
    brandAffinity,
    exploreShare: Math.min(0.92, isCore ? exploreBase : exploreBase + 0.2),
    returnShare: random.chance(0.28) ? random.beta(14, 2) : random.beta(3, 4),
    assortmentExponent: random.between(1, kind === "fleet" ? 2.2 : 1.7),
    priceFactor: random.between(0.82, 1) * (standing === "heavy" ? 0.93 : 1),
    isCore,
  };
}

function ordersOf(random: Random, standing: "heavy" | "regular" | "core-light" | "occasional"): number {
  if (standing === "heavy") return 525 + random.gamma(1.1, 205);
  if (standing === "regular") return 108 + random.gamma(1.1, 95);
  if (standing === "core-light") return 8 + 84 * random.beta(1.2, 2);
  return Math.min(92, 1 + random.negativeBinomial(9, 0.55));
}

/** From early on until now, with a few breaks; some of the core left, and some of those came back. */
function corePeriods(random: Random, dayCount: number, standing: "heavy" | "regular" | "core-light"): ActivePeriod[] {
  const latestStart = standing === "heavy" ? 0.35 : 0.75;
  const start = random.chance(0.55) ? random.int(60) : Math.floor(random.between(0, latestStart) * dayCount);
  const end = random.chance(0.86) ? dayCount : Math.floor(start + (dayCount - start) * random.between(0.45, 1));
  const periods: ActivePeriod[] = [];
  let from = Math.min(start, dayCount - 2);
  for (let pauses = random.poisson(standing === "heavy" ? 0.3 : 0.9); pauses > 0; pauses--) {
    const pauseStart = Math.floor(random.between(from, end));
    const pauseEnd = Math.floor(pauseStart + 30 + random.exponential(80));
    if (pauseStart - from < 30 || end - pauseEnd < 60) continue;
    periods.push({ from, to: pauseStart });
    from = pauseEnd;
  }
  periods.push({ from, to: Math.max(from + 1, end) });
  return periods;
}

/** One stay of weeks to years, anywhere in the data; every fourth comes back once. */
function occasionalPeriods(random: Random, dayCount: number): ActivePeriod[] {
  const from = random.int(dayCount - 5);
  const to = Math.min(dayCount, from + 3 + Math.floor(random.logNormal(220, 1)));
  const periods = [{ from, to }];
  const back = to + Math.floor(random.between(90, 700));
  if (random.chance(0.25) && back < dayCount - 5) {
    periods.push({ from: back, to: Math.min(dayCount, back + 3 + Math.floor(random.logNormal(120, 0.9))) });
  }
  return periods;
}

/** One to four agreements with unequal shares; later ones begin within the customer's life (another currency, VAT ...). */
function splitIntoAgreements(options: {
  random: Random;
  lifetime: readonly ActivePeriod[];
  orderTarget: number;
  calendar: BusinessCalendar;
}): AgreementPlan[] {
  const { random, lifetime, orderTarget, calendar } = options;
  const chances = orderTarget > 100 ? [0.42, 0.34, 0.16, 0.08] : orderTarget > 4 ? [0.7, 0.23, 0.05, 0.02] : [0.9, 0.1];
  const count = 1 + random.weighted(chances);
  if (lifetime.length === 0) return Array.from({ length: count }, () => ({ periods: [], orderTarget: 0 }));
  const plans: AgreementPlan[] = [];
  let left = orderTarget;
  for (let number = 0; number < count; number++) {
    const share = number === count - 1 ? 1 : random.beta(5, 2.2);
    const first = lifetime[0].from;
    const last = lifetime[lifetime.length - 1].to;
    const opened =
      number === 0 || random.chance(0.4) ? first : Math.floor(random.between(first, first + 0.7 * (last - first)));
    const periods = lifetime
      .filter((period) => period.to > opened)
      .map((period) => ({ from: Math.max(opened, period.from), to: period.to }));
    const activity = periods.reduce((sum, period) => sum + activityBetween(calendar, period.from, period.to), 0);
    plans.push({
      periods: activity > 0.5 ? periods : [{ from: first, to: Math.min(calendar.dayCount, first + 7) }],
      orderTarget: left * share,
    });
    left *= 1 - share;
  }
  return plans;
}

/** Haulage firms drive one to four models (mostly of one make); workshops and shops serve many. */
function fleetOf(random: Random, kind: CustomerKind): Float64Array {
  const weights = new Float64Array(VEHICLE_MODELS.length);
  const shares = VEHICLE_MODELS.map((model) => model.share);
  const favourite = VEHICLE_MODELS[random.weighted(shares)].make;
  const count = kind === "fleet" ? 1 + random.poisson(1.6) : 4 + random.poisson(5);
  for (let drawn = 0; drawn < count; drawn++) {
    const model = random.weighted(
      shares.map((share, at) => (VEHICLE_MODELS[at].make === favourite ? 4 * share : share)),
    );
    weights[model] += random.gamma(1.5);
  }
  return weights;
}
