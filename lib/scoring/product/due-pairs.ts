import { historyBefore } from "@/lib/domain/interactions";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { Snapshot } from "@/lib/domain/snapshot";
import { dueProductsOf } from "../due-products";
import type { Population } from "../population";

/** Every (agreement, product) that is due or overdue, as columns, ascending by user, then item. */
export interface DuePairs {
  readonly user: Uint32Array;
  readonly item: Uint32Array;
  readonly isOverdue: Uint8Array;
  /** EUR. */
  readonly expectedValue: Float64Array;
}

export function duePairsOf(
  snapshot: Snapshot,
  { population, rules }: { population: Population; rules: ScoringRules },
): DuePairs {
  const pairs: { user: number; item: number; isOverdue: boolean; expectedValue: number }[] = [];
  const { asOfSec, rates } = population;
  const { packingStandard } = snapshot.items;
  for (let user = 0; user < snapshot.lines.userCount; user++) {
    const past = historyBefore(snapshot.lines, user, asOfSec);
    for (const { state, due } of dueProductsOf(past, { asOfSec, rules, rates, packingStandard })) {
      pairs.push({ user, item: due.item, isOverdue: state === "overdue", expectedValue: due.expectedValue });
    }
  }
  return {
    user: Uint32Array.from(pairs, ({ user }) => user),
    item: Uint32Array.from(pairs, ({ item }) => item),
    isOverdue: Uint8Array.from(pairs, ({ isOverdue }) => Number(isOverdue)),
    expectedValue: Float64Array.from(pairs, ({ expectedValue }) => expectedValue),
  };
}
