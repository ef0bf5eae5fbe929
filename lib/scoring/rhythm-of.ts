import type { History } from "@/lib/domain/interactions";
import type { Rhythm } from "@/lib/domain/recommendation";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { median } from "@/lib/numeric/quantile";
import { daysSince } from "./days-since";
import type { ItemStats } from "./item-stats";

type RhythmRules = ScoringRules["rhythm"];

/** Median days between successive order days (UTC) of product `slot`; null with fewer than two order days. */
export function intervalDaysOf(stats: ItemStats, slot: number, history: History): number | null {
  const from = stats.lineOffset[slot];
  const to = stats.lineOffset[slot + 1];
  if (to - from < 2) return null;
  const gaps: number[] = [];
  let lastDay = Math.floor(history.timeSec[stats.lineOf[from]] / DAY_SEC);
  for (let at = from + 1; at < to; at++) {
    const day = Math.floor(history.timeSec[stats.lineOf[at]] / DAY_SEC);
    if (day !== lastDay) gaps.push(day - lastDay);
    lastDay = day;
  }
  return median(gaps);
}

/** Days past its expected purchase after which a product has lapsed. */
export function lapseDays(intervalDays: number, rules: RhythmRules): number {
  return Math.min(Math.max(intervalDays * rules.lapsedAfterIntervals, rules.lapsedAfterDays), rules.overdueAtMostDays);
}

/**
 * Where a product stands in its interval: due within a tolerance of the expected day, lapsed once whole intervals
 * have passed without it, overdue between, upcoming before. `once` without an interval.
 */
export function rhythmState(
  daysSinceLast: number,
  intervalDays: number | null,
  rules: RhythmRules,
): { state: Rhythm["state"]; daysOverdue: number | null } {
  if (intervalDays === null) return { state: "once", daysOverdue: null };
  const daysOverdue = daysSinceLast - intervalDays;
  const share = intervalDays * rules.dueToleranceShare;
  const tolerance = Math.min(Math.max(share, rules.dueToleranceDays), lapseDays(intervalDays, rules));
  if (daysOverdue < -tolerance) return { state: "upcoming", daysOverdue };
  if (daysOverdue <= tolerance) return { state: "due", daysOverdue };
  return { state: daysOverdue > lapseDays(intervalDays, rules) ? "lapsed" : "overdue", daysOverdue };
}

/** Months since year 0 of an instant, UTC. */
function monthOf(timeSec: number): number {
  const date = new Date(timeSec * 1000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The whole rhythm of product `slot` as of an instant; every line of `history` lies before it. */
export function rhythmOf(
  stats: ItemStats,
  slot: number,
  context: { history: History; asOfSec: number; rules: ScoringRules },
): Rhythm {
  const { history, asOfSec, rules } = context;
  const intervalDays = intervalDaysOf(stats, slot, history);
  const daysSinceLast = daysSince(stats.lastSec[slot], asOfSec);
  // The as-of instant itself is not history: at midnight of the first, the running month has not begun.
  const thisMonth = monthOf(asOfSec - 1);
  const monthsSpan = Math.min(rules.rhythm.months, thisMonth - monthOf(stats.firstSec[slot]) + 1);
  const active = new Set<number>();
  for (let at = stats.lineOffset[slot + 1] - 1; at >= stats.lineOffset[slot]; at--) {
    const month = monthOf(history.timeSec[stats.lineOf[at]]);
    if (month <= thisMonth - monthsSpan) break;
    active.add(month);
  }
  return {
    orders: stats.orders[slot],
    firstAtSec: stats.firstSec[slot],
    lastAtSec: stats.lastSec[slot],
    daysSinceLast,
    intervalDays,
    ...rhythmState(daysSinceLast, intervalDays, rules.rhythm),
    monthsActive: active.size,
    monthsSpan,
  };
}
