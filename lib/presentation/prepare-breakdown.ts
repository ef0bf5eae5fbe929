import type { ScoreComponent } from "@/lib/domain/recommendation";

export interface BreakdownBar {
  readonly key: string;
  readonly raw: number;
  readonly weight: number;
  readonly contribution: number;
  /** The contribution rounded so that the shown figures of all bars add up to the shown score. */
  readonly shown: number;
  /** Where the bar starts and how long it is, both in percent of the width of the drawing. */
  readonly startPercent: number;
  readonly lengthPercent: number;
}

export interface Breakdown {
  readonly bars: readonly BreakdownBar[];
  readonly score: number;
  readonly shownScore: number;
  /** Position of zero in percent: 0 unless a part is negative. */
  readonly zeroPercent: number;
  /** The parts, added in order, give the score to the last bit. */
  readonly isExact: boolean;
}

/**
 * A waterfall: every bar starts where the one before ended, so that the parts visibly add up to the score.
 * Parts without weight are left out: they add nothing.
 */
export function prepareBreakdown({
  components,
  score,
  decimals,
}: {
  components: readonly ScoreComponent[];
  score: number;
  decimals: number;
}): Breakdown {
  const parts = components.filter((component) => component.weight !== 0 || component.contribution !== 0);
  const ends: number[] = [];
  let sum = 0;
  for (const part of parts) {
    sum += part.contribution;
    ends.push(sum);
  }
  const low = Math.min(0, ...ends);
  const span = Math.max(0, ...ends) - low || 1;
  const shown = roundToSum(
    parts.map((part) => part.contribution),
    decimals,
  );
  return {
    bars: parts.map((part, at) => {
      const from = at === 0 ? 0 : ends[at - 1];
      return {
        key: part.key,
        raw: part.raw,
        weight: part.weight,
        contribution: part.contribution,
        shown: shown[at],
        startPercent: ((Math.min(from, ends[at]) - low) / span) * 100,
        lengthPercent: (Math.abs(part.contribution) / span) * 100,
      };
    }),
    score,
    shownScore: roundTo(score, decimals),
    zeroPercent: ((0 - low) / span) * 100,
    isExact: sum === score,
  };
}

/**
 * Rounds the values so that their sum is the rounded sum: each is rounded down, then the largest remainders get
 * the missing units (Hamilton's method of apportionment, 1792). Equal remainders: the first goes first.
 */
export function roundToSum(values: readonly number[], decimals: number): number[] {
  const unit = 10 ** decimals;
  const floors = values.map((value) => Math.floor(value * unit));
  const total = Math.round(values.reduce((sum, value) => sum + value, 0) * unit);
  const missing = total - floors.reduce((sum, value) => sum + value, 0);
  const byRemainder = values
    .map((value, at) => ({ at, remainder: value * unit - floors[at] }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder.slice(0, Math.max(0, missing))) floors[at] += 1;
  return floors.map((value) => value / unit);
}

function roundTo(value: number, decimals: number): number {
  const unit = 10 ** decimals;
  return Math.round(value * unit) / unit;
}
