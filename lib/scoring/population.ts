import { type History, historyBefore } from "@/lib/domain/interactions";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { Segment } from "@/lib/domain/segment";
import { DAY_SEC, type Snapshot } from "@/lib/domain/snapshot";
import { itemStatsOf } from "./item-stats";
import type { Demand, GroupDemand } from "./popularity";
import { exposureOf, type RepurchaseRates, repurchaseRatesOf } from "./repurchase-rates";
import { type SegmentFacts, segmentFactsOf, segmentOf } from "./segment-of";
import { type SnapshotIndex, usersOf } from "./snapshot-index";

/** What all customers together say at one instant; computed once per (snapshot, as-of, rules). */
export interface Population {
  readonly asOfSec: number;
  /** By customer index. */
  readonly segment: readonly Segment[];
  readonly facts: readonly SegmentFacts[];
  readonly demand: Demand;
  readonly rates: RepurchaseRates;
}

/** Statistics of a snapshot from its lines strictly before `asOfSec`. */
export function populationOf(
  snapshot: Snapshot,
  context: { index: SnapshotIndex; asOfSec: number; rules: ScoringRules },
): Population {
  const { index, asOfSec, rules } = context;
  // Cut anew each time it is asked for: a hundred thousand histories at once are a hundred megabytes of views.
  const historyOf = (user: number) => historyBefore(snapshot.lines, user, asOfSec);
  const facts = snapshot.customers.customerId.map((_, customer) =>
    segmentFactsOf(Array.from(usersOf(index, customer), historyOf)),
  );
  const segment = facts.map((fact) => segmentOf(fact, rules));
  const windowFromSec = asOfSec - rules.popularity.windowDays * DAY_SEC;
  return {
    asOfSec,
    segment,
    facts,
    demand: demandOf(snapshot, { index, historyOf, segment, windowFromSec }),
    rates: ratesOf(snapshot, { historyOf, asOfSec }),
  };
}

function demandOf(
  snapshot: Snapshot,
  context: {
    index: SnapshotIndex;
    historyOf: (user: number) => History;
    segment: readonly Segment[];
    windowFromSec: number;
  },
): Demand {
  const { index, historyOf, segment, windowFromSec } = context;
  const { itemCount } = snapshot.lines;
  const groups = {
    ofSegment: new Map<Segment, { customers: number; buyers: Int32Array }>(),
    ofRegion: new Map<number, { customers: number; buyers: Int32Array }>(),
    ofAll: { customers: 0, buyers: new Int32Array(itemCount) } as { customers: number; buyers: Int32Array },
  };
  const group = <Key>(map: Map<Key, { customers: number; buyers: Int32Array }>, key: Key) => {
    let found = map.get(key);
    if (found === undefined) {
      found = { customers: 0, buyers: new Int32Array(itemCount) };
      map.set(key, found);
    }
    return found;
  };
  /** Last customer + 1 that was counted for an item: a customer counts once whatever it bought. */
  const counted = new Uint32Array(itemCount);
  for (let customer = 0; customer < segment.length; customer++) {
    let groupsOfCustomer: (GroupDemand & { customers: number })[] | null = null;
    for (const user of usersOf(index, customer)) {
      const { item, timeSec } = historyOf(user);
      for (let line = item.length - 1; line >= 0 && timeSec[line] >= windowFromSec; line--) {
        if (groupsOfCustomer === null) {
          const region = snapshot.customers.region[customer];
          groupsOfCustomer = [groups.ofAll, group(groups.ofSegment, segment[customer])];
          if (region >= 0) groupsOfCustomer.push(group(groups.ofRegion, region));
          for (const one of groupsOfCustomer) one.customers++;
        }
        if (counted[item[line]] === customer + 1) continue;
        counted[item[line]] = customer + 1;
        for (const one of groupsOfCustomer) one.buyers[item[line]]++;
      }
    }
  }
  return groups;
}

function ratesOf(
  { lines }: Snapshot,
  { historyOf, asOfSec }: { historyOf: (user: number) => History; asOfSec: number },
): RepurchaseRates {
  // A product a line at most: pages that are never written to take no memory, where an array that grows is copied.
  const most = lines.item.length;
  const item = new Int32Array(most);
  const repeats = new Float64Array(most);
  const days = new Float64Array(most);
  let pairs = 0;
  for (let user = 0; user < lines.userCount; user++) {
    const history = historyOf(user);
    const stats = itemStatsOf(history);
    for (let slot = 0; slot < stats.length; slot++) {
      const exposure = exposureOf(stats, slot, { history, asOfSec });
      item[pairs] = stats.item[slot];
      repeats[pairs] = exposure.repeats;
      days[pairs] = exposure.days;
      pairs++;
    }
  }
  const used = <Column extends Int32Array | Float64Array>(column: Column) => column.subarray(0, pairs) as Column;
  const rates = repurchaseRatesOf({ item: used(item), repeats: used(repeats), days: used(days) }, lines.itemCount);
  // Given back at once: the collector is in no hurry with memory outside of its heap.
  for (const { buffer } of [item, repeats, days]) buffer.transfer(0);
  return rates;
}
