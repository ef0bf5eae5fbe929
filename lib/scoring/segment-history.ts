import type { ScoringRules } from "@/lib/domain/scoring-rules";
import { SEGMENTS, type Segment } from "@/lib/domain/segment";
import { DAY_SEC, type Snapshot } from "@/lib/domain/snapshot";
import { segmentOf } from "./segment-of";
import { type SnapshotIndex, usersOf } from "./snapshot-index";

/** Days looked back on for who is active and what was bought. */
export const ACTIVE_DAYS = 365;

/** One customer at one instant. */
export interface SegmentState {
  readonly segment: Segment;
  /** Ordered within `ACTIVE_DAYS` before the instant. */
  readonly isActive: boolean;
  /** EUR net bought within `ACTIVE_DAYS` before the instant; unpriced lines leave it out. */
  readonly value: number;
}

const NEW_CUSTOMER: SegmentState = { segment: "NEW", isActive: false, value: 0 };

/**
 * States of one customer at ascending instants, each from the lines strictly before it: the same rule as the segment of today, so that
 * a state of the past is what the program would have said then.
 */
export function segmentStates(
  snapshot: Snapshot,
  customer: number,
  { index, cutoffs, rules }: { index: SnapshotIndex; cutoffs: readonly number[]; rules: ScoringRules },
): SegmentState[] {
  const lines = linesOf(snapshot, usersOf(index, customer));
  const { item, order, timeSec, quantity, price } = snapshot.lines;
  const orders = new Set<number>();
  /** Per product: the first order seen with it, or -1 once a second one was. */
  const firstOrder = new Map<number, number>();
  let repeatedProducts = 0;
  let at = 0;
  return cutoffs.map((cutoffSec) => {
    for (; at < lines.length && timeSec[lines[at]] < cutoffSec; at++) {
      const line = lines[at];
      orders.add(order[line]);
      const first = firstOrder.get(item[line]);
      if (first === undefined) firstOrder.set(item[line], order[line]);
      else if (first !== -1 && first !== order[line]) {
        firstOrder.set(item[line], -1);
        repeatedProducts++;
      }
    }
    if (at === 0) return NEW_CUSTOMER;
    let value = 0;
    let back = at - 1;
    for (; back >= 0 && timeSec[lines[back]] >= cutoffSec - ACTIVE_DAYS * DAY_SEC; back--) {
      value += quantity[lines[back]] * price[lines[back]];
    }
    const facts = { orders: orders.size, distinctProducts: firstOrder.size, repeatedProducts };
    return { segment: segmentOf(facts, rules), isActive: back < at - 1, value };
  });
}

/** Positions of all lines of some users, oldest first. */
function linesOf({ lines }: Snapshot, users: Uint32Array): number[] {
  const positions: number[] = [];
  for (const user of users) {
    for (let line = lines.userOffset[user]; line < lines.userOffset[user + 1]; line++) positions.push(line);
  }
  return users.length > 1 ? positions.sort((a, b) => lines.timeSec[a] - lines.timeSec[b] || a - b) : positions;
}

/** How many went from each segment (row) to each (column), in the order of `SEGMENTS`. */
export function segmentMovement(pairs: Iterable<readonly [from: Segment, to: Segment]>): number[][] {
  const counts = SEGMENTS.map(() => SEGMENTS.map(() => 0));
  for (const [from, to] of pairs) counts[SEGMENTS.indexOf(from)][SEGMENTS.indexOf(to)]++;
  return counts;
}

/** The first days (UTC) of the last `months` months before an instant, oldest first, and the instant itself. */
export function monthCutoffs(asOfSec: number, months: number): number[] {
  const end = new Date(asOfSec * 1000);
  const [year, month] = [end.getUTCFullYear(), end.getUTCMonth()];
  const starts = Array.from({ length: months }, (_, back) => Date.UTC(year, month - back, 1) / 1000);
  return [...new Set([...starts.reverse(), asOfSec])];
}

/** Instants before the first order say nothing but that nobody had ordered. */
export function sinceFirstOrder(cutoffs: readonly number[], { lines, dataFromSec }: Snapshot): number[] {
  const hasLines = lines.timeSec.length > 0;
  return cutoffs.filter((cutoffSec, at) => at === cutoffs.length - 1 || (hasLines && cutoffSec > dataFromSec));
}
