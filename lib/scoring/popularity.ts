import type { ScoreComponent } from "@/lib/domain/recommendation";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { Segment } from "@/lib/domain/segment";
import type { PopularityLevel } from "./reasons-of";

/** Buyers of each item among a group's customers who bought anything within the window. */
export interface GroupDemand {
  readonly customers: number;
  /** Per item. */
  readonly buyers: Int32Array;
}

/** Demand by group. A group without a buying customer is absent. */
export interface Demand {
  readonly ofSegment: ReadonlyMap<Segment, GroupDemand>;
  /** By region index. */
  readonly ofRegion: ReadonlyMap<number, GroupDemand>;
  readonly ofAll: GroupDemand;
}

/** A level that speaks for a customer: its demand, and the weight left to it. */
export interface WeightedLevel {
  readonly level: PopularityLevel;
  readonly demand: GroupDemand;
  readonly weight: number;
}

/**
 * The levels for a customer, closest first. A level without enough buying customers is left out and its weight goes to
 * the next wider one, so the weights always sum to those configured; "all" speaks whatever its size.
 */
export function levelsFor(
  demand: Demand,
  customer: { segment: Segment; region: number },
  rules: ScoringRules,
): WeightedLevel[] {
  const { weights, minGroupCustomers } = rules.popularity;
  const levels: WeightedLevel[] = [];
  let carried = 0;
  const offer = (level: PopularityLevel, group: GroupDemand | undefined, minCustomers: number) => {
    const weight = weights[level] + carried;
    const speaks = group !== undefined && group.customers >= minCustomers && weight > 0;
    carried = speaks ? 0 : weight;
    if (speaks) levels.push({ level, demand: group, weight });
  };
  offer("segment", demand.ofSegment.get(customer.segment), minGroupCustomers);
  offer("region", demand.ofRegion.get(customer.region), minGroupCustomers);
  offer("all", demand.ofAll, 1);
  return levels;
}

/** Breakdown of an item's popularity; the contributions add up, in order, to its popularity score. */
export function popularityBreakdown(levels: readonly WeightedLevel[], item: number): ScoreComponent[] {
  return levels.map(({ level, demand, weight }) => {
    const raw = demand.buyers[item] / demand.customers;
    return { key: `popularity_${level}`, raw, weight, contribution: weight * raw };
  });
}

/** Popularity score of every item: the same sums as the breakdowns, level by level. */
export function popularityScores(levels: readonly WeightedLevel[], itemCount: number): Float64Array {
  const scores = new Float64Array(itemCount);
  for (const { demand, weight } of levels) {
    for (let item = 0; item < itemCount; item++) {
      if (demand.buyers[item] > 0) scores[item] += weight * (demand.buyers[item] / demand.customers);
    }
  }
  return scores;
}
