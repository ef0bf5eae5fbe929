import type { History } from "@/lib/domain/interactions";
import { median } from "@/lib/numeric/quantile";
import { BASE_MODELS } from "./base-models";
import { linkScores } from "./item-links";
import { type OwnPurchases, ownPurchasesOf } from "./own-purchases";
import type { Population } from "./population";
import { type EventScratch, eventScratch } from "./purchase-events";
import { textAffinity } from "./text-profiles";
import {
  type NeighbourRate,
  type NeighbourScores,
  type NeighbourScratch,
  neighbourScoreColumns,
  neighbourScores,
  neighbourScratch,
  neighboursOf,
} from "./user-neighbours";

/** Scores of the whole catalogue by the collaborative models that are part of the features. */
export const DENSE_SCORES = [
  "neighbours",
  "neighbours14",
  "neighbours30",
  "neighbours90",
  "together",
  "next",
  "basket",
  ...BASE_MODELS,
] as const;
export type DenseScore = (typeof DENSE_SCORES)[number];

/** Everything about one user that the features of its candidates share. */
export interface UserState {
  readonly own: OwnPurchases;
  /** Slot + 1 in `own` of each item, 0 = never bought. */
  readonly slotOf: Int32Array;
  readonly dense: Readonly<Record<DenseScore, Float64Array>>;
  /** What neighbours did lately with items they had, and with items they did not. */
  readonly neighbourRates: readonly NeighbourRate[];
  readonly affinity: (item: number) => number;
  readonly region: number;
  readonly sizeClass: number;
  readonly medianGapDays: number;
}

/** Buffers of one thread; the state made from them is valid until the next one. */
export interface StateScratch {
  readonly events: EventScratch;
  readonly neighbours: NeighbourScratch;
  readonly slotOf: Int32Array;
  readonly dense: Record<DenseScore, Float64Array>;
  readonly neighbourScores: NeighbourScores;
}

export function stateScratch(population: Pick<Population, "itemCount" | "userCount">): StateScratch {
  const scores = neighbourScoreColumns(population.itemCount);
  const [neighbours14, neighbours30, neighbours90] = scores.inWindow;
  const ofNeighbours: Partial<Record<DenseScore, Float64Array>> = {
    neighbours: scores.all,
    neighbours14,
    neighbours30,
    neighbours90,
  };
  return {
    events: eventScratch(population.itemCount),
    neighbours: neighbourScratch(population.userCount),
    slotOf: new Int32Array(population.itemCount),
    dense: Object.fromEntries(
      DENSE_SCORES.map((name) => [name, ofNeighbours[name] ?? new Float64Array(population.itemCount)]),
    ) as Record<DenseScore, Float64Array>,
    neighbourScores: scores,
  };
}

export interface UserStateInput {
  readonly population: Population;
  /** Dense index, -1 = unknown to the population. */
  readonly user: number;
  readonly history: History;
  readonly asOfSec: number;
  readonly scratch: StateScratch;
}

export function userStateOf({ population, user, history, asOfSec, scratch }: UserStateInput): UserState {
  const { vectors, links, demand } = population;
  const own = ownPurchasesOf(history, asOfSec, scratch.events);
  scratch.slotOf.fill(0);
  for (let slot = 0; slot < own.count; slot++) scratch.slotOf[own.item[slot]] = slot + 1;
  const { dense } = scratch;
  const neighbours = neighboursOf(vectors, { own, user, scratch: scratch.neighbours });
  neighbourScores(vectors, neighbours, scratch.neighbourScores);
  linkScores(links.together, { own, weightOf: (slot) => Math.sqrt(own.decayed[2][slot]), out: dense.together });
  linkScores(links.next, {
    own,
    weightOf: (slot) => ((own.recentOrders[slot] & 1) === 1 ? 1 : (own.recentOrders[slot] & 2) === 2 ? 0.5 : 0),
    out: dense.next,
  });
  linkScores(links.basket, { own, weightOf: (slot) => own.decayed[1][slot], out: dense.basket });
  for (const name of BASE_MODELS) population.models[name].scoreUser({ user, history, asOfSec, out: dense[name] });
  const { orderAgesDays } = own.totals;
  const gaps: number[] = [];
  for (let order = 1; order < orderAgesDays.length; order++) gaps.push(orderAgesDays[order - 1] - orderAgesDays[order]);
  return {
    own,
    slotOf: scratch.slotOf,
    dense,
    neighbourRates: scratch.neighbourScores.rates,
    affinity: textAffinity(population.text, own),
    region: user >= 0 ? population.userRegion[user] : -1,
    sizeClass: demand.sizeClassOf(own.count),
    medianGapDays: median(gaps) ?? Number.NaN,
  };
}
