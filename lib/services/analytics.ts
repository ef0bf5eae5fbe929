import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { Segment } from "@/lib/domain/segment";
import type { Snapshot } from "@/lib/domain/snapshot";
import { type PopularItems, popularItemsOf } from "@/lib/scoring/discover-list";
import { levelsFor } from "@/lib/scoring/popularity";
import { type Population, populationOf } from "@/lib/scoring/population";
import { type Portfolio, portfolioOf } from "@/lib/scoring/portfolio";
import { type SnapshotIndex, snapshotIndexOf } from "@/lib/scoring/snapshot-index";

/** Everything computed over a whole snapshot at one instant. Each part is computed at its first use. */
export interface Analytics {
  readonly snapshot: Snapshot;
  readonly index: SnapshotIndex;
  readonly asOfSec: number;
  readonly population: Population;
  portfolio(): Portfolio;
  /** Popular items for a customer of the segment and region index (-1 = none). */
  popular(segment: Segment, region: number): PopularItems;
}

/** Hands out analytics by (snapshot, as-of), keeping a few. */
export interface AnalyticsCache {
  at(snapshot: Snapshot, asOfSec: number): Analytics;
}

/** Instants kept: the default one, which every list uses, and some that people are looking at. */
const MAX_INSTANTS = 4;
/** Popular items are kept by segment and region (27 regions make 140 pairs), the head of each list. */
const MAX_POPULAR = 512;
const POPULAR_HEAD = 2000;

/**
 * The computation is synchronous, so two requests can never run it twice: the second finds what the first left. The
 * least recently used instant goes first; analytics of another snapshot go at once, for they hold it in memory. `known` is the
 * population of one instant that another thread has computed from the same snapshot.
 */
export function createAnalyticsCache(rules: ScoringRules, known: Population | null = null): AnalyticsCache {
  let snapshotId = "";
  let index: SnapshotIndex | null = null;
  const kept = new Map<number, Analytics>();
  return {
    at(snapshot, asOfSec) {
      if (snapshot.id !== snapshotId || index === null) {
        kept.clear();
        snapshotId = snapshot.id;
        index = snapshotIndexOf(snapshot);
      }
      const found = kept.get(asOfSec) ?? analyticsOf(snapshot, { index, asOfSec, rules, known });
      kept.delete(asOfSec);
      kept.set(asOfSec, found);
      if (kept.size > MAX_INSTANTS) kept.delete(kept.keys().next().value as number);
      return found;
    },
  };
}

function analyticsOf(
  snapshot: Snapshot,
  context: { index: SnapshotIndex; asOfSec: number; rules: ScoringRules; known: Population | null },
): Analytics {
  const popular = new Map<string, PopularItems>();
  let population = context.known?.asOfSec === context.asOfSec ? context.known : null;
  let portfolio: Portfolio | null = null;
  const populationHere = () => {
    population ??= populationOf(snapshot, context);
    return population;
  };
  return {
    snapshot,
    index: context.index,
    asOfSec: context.asOfSec,
    // An answer from the cache for another day needs none of it.
    get population() {
      return populationHere();
    },
    portfolio: () => {
      portfolio ??= portfolioOf(snapshot, { ...context, population: populationHere() });
      return portfolio;
    },
    popular: (segment, region) => {
      const key = `${segment}/${region}`;
      let found = popular.get(key);
      if (found === undefined) {
        const levels = levelsFor(populationHere().demand, { segment, region }, context.rules);
        found = popularItemsOf(levels, { itemCount: snapshot.lines.itemCount, limit: POPULAR_HEAD });
        if (popular.size >= MAX_POPULAR) popular.clear();
        popular.set(key, found);
      }
      return found;
    },
  };
}
