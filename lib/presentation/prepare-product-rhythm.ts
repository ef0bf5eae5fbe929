import type { Rhythm } from "@/lib/domain/recommendation";

const DAY_MS = 86_400_000;

export interface RhythmProduct {
  readonly productId: string;
  readonly label: string;
  readonly rhythm: Rhythm | null;
  readonly evidence: readonly { readonly orderedAt: string; readonly quantity: number }[];
}

export interface RhythmStrip {
  readonly productId: string;
  readonly label: string;
  /** One mark a purchase, oldest first, within the range. */
  readonly purchases: readonly { readonly atMs: number; readonly quantity: number }[];
  /** When the next purchase is expected by the median interval; null without an interval. */
  readonly expectedAtMs: number | null;
  readonly intervalDays: number | null;
  readonly lastAtMs: number;
  readonly state: Rhythm["state"];
}

export interface ProductRhythm {
  readonly strips: readonly RhythmStrip[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly asOfMs: number;
  /** First days of months or years inside the range, for the axis: at most eight. */
  readonly tickMs: readonly number[];
}

/**
 * A strip of purchase instants per product with the expected next one; products not bought in the range have none. The range ends 15 days after the as-of
 * date at least, and no later than 90 days after it: an expectation further out is drawn at no place at all.
 */
export function prepareProductRhythm({
  products,
  asOf,
  months,
  limit,
}: {
  products: readonly RhythmProduct[];
  asOf: string;
  months: number;
  limit: number;
}): ProductRhythm {
  const asOfMs = Date.parse(asOf);
  const latestMs = asOfMs + 90 * DAY_MS;
  const earliestMs = monthsBefore(asOfMs, months);
  const strips = products
    .filter((product) => product.rhythm !== null && product.evidence.length > 0)
    .map((product) => strip(product, { earliestMs, latestMs }))
    .filter((one) => one.purchases.length > 0)
    .slice(0, limit);
  const marks = strips.flatMap(({ purchases }) => purchases.map(({ atMs }) => atMs));
  const expected = strips.flatMap(({ expectedAtMs }) => (expectedAtMs === null ? [] : [expectedAtMs]));
  const fromMs = Math.min(asOfMs - 60 * DAY_MS, ...marks, ...expected) - 5 * DAY_MS;
  const toMs = Math.max(asOfMs + 15 * DAY_MS, ...expected.map((atMs) => atMs + 5 * DAY_MS));
  return { strips, fromMs, toMs, asOfMs, tickMs: monthTicks(fromMs, toMs) };
}

function strip(product: RhythmProduct, range: { earliestMs: number; latestMs: number }): RhythmStrip {
  const rhythm = product.rhythm as Rhythm;
  const lastAtMs = rhythm.lastAtSec * 1000;
  const expectedAtMs = rhythm.intervalDays === null ? null : lastAtMs + rhythm.intervalDays * DAY_MS;
  const isShown = expectedAtMs !== null && expectedAtMs >= range.earliestMs && expectedAtMs <= range.latestMs;
  return {
    productId: product.productId,
    label: product.label,
    purchases: product.evidence
      .map(({ orderedAt, quantity }) => ({ atMs: Date.parse(orderedAt), quantity }))
      .filter(({ atMs }) => atMs >= range.earliestMs)
      .sort((a, b) => a.atMs - b.atMs),
    expectedAtMs: isShown ? expectedAtMs : null,
    intervalDays: rhythm.intervalDays,
    lastAtMs,
    state: rhythm.state,
  };
}

function monthsBefore(atMs: number, months: number): number {
  const at = new Date(atMs);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - months, at.getUTCDate());
}

/** Step in months that keeps the axis at eight marks or fewer. */
function monthTicks(fromMs: number, toMs: number): number[] {
  const from = new Date(fromMs);
  for (const step of [1, 2, 3, 6, 12, 24, 60]) {
    const ticks: number[] = [];
    const firstMonth = Math.ceil((from.getUTCMonth() + 1) / step) * step;
    for (let month = firstMonth; ; month += step) {
      const atMs = Date.UTC(from.getUTCFullYear(), month, 1);
      if (atMs > toMs) break;
      ticks.push(atMs);
    }
    if (ticks.length <= 8) return ticks;
  }
  return [];
}
