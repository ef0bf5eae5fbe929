import { describe, expect, it } from "vitest";
import type { Rhythm } from "@/lib/domain/recommendation";
import { prepareProductRhythm } from "./prepare-product-rhythm";

const at = (date: string) => Date.parse(`${date}T00:00:00Z`);
const rhythm = (lastAt: string, intervalDays: number | null): Rhythm => ({
  orders: 2,
  firstAtSec: at(lastAt) / 1000,
  lastAtSec: at(lastAt) / 1000,
  daysSinceLast: 1,
  intervalDays,
  daysOverdue: null,
  state: "due",
  monthsActive: 1,
  monthsSpan: 12,
});
const product = (productId: string, dates: string[], intervalDays: number | null) => ({
  productId,
  label: productId,
  rhythm: rhythm(dates[0], intervalDays),
  evidence: dates.map((date) => ({ orderedAt: `${date}T00:00:00.000Z`, quantity: 1 })),
});
const ask = (products: ReturnType<typeof product>[]) =>
  prepareProductRhythm({ products, asOf: "2026-06-01T00:00:00.000Z", months: 24, limit: 12 });

describe("prepareProductRhythm", () => {
  it("expects the next purchase one interval after the last", () => {
    const { strips } = ask([product("a", ["2026-05-20", "2026-04-20"], 30)]);
    expect(strips[0].expectedAtMs).toBe(at("2026-06-19"));
    expect(strips[0].purchases.map(({ atMs }) => atMs)).toEqual([at("2026-04-20"), at("2026-05-20")]);
  });

  it("draws no expectation without an interval or beyond 90 days", () => {
    const { strips } = ask([product("a", ["2026-05-20"], null), product("b", ["2026-05-20"], 400)]);
    expect(strips.map((strip) => strip.expectedAtMs)).toEqual([null, null]);
  });

  it("keeps every mark and the as-of date inside the range, with at most eight ticks", () => {
    const { strips, fromMs, toMs, asOfMs, tickMs } = ask([product("a", ["2026-05-20", "2024-07-01"], 80)]);
    for (const { purchases, expectedAtMs } of strips) {
      for (const { atMs } of purchases) expect(atMs > fromMs && atMs < toMs).toBe(true);
      expect(expectedAtMs !== null && expectedAtMs < toMs).toBe(true);
    }
    expect(asOfMs > fromMs && asOfMs < toMs).toBe(true);
    expect(tickMs.length).toBeLessThanOrEqual(8);
    expect(tickMs.every((tick) => tick >= fromMs && tick <= toMs)).toBe(true);
  });

  it("has no strip for products that were never bought", () => {
    expect(ask([{ ...product("a", ["2026-05-20"], 30), rhythm: null as unknown as Rhythm }]).strips).toEqual([]);
  });
});
