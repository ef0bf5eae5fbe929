import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repurchaseProbability, repurchaseRatesOf } from "./repurchase-rates";

const pairs = {
  item: [0, 0, 0, 1, 1, 1],
  repeats: [0, 2, 10, 0, 0, 1],
  days: [100, 100, 100, 100, 100, 100],
};

describe("repurchaseRatesOf", () => {
  it("puts each item between its own rate and the global one", () => {
    const { ofItem, global } = repurchaseRatesOf(pairs, 3);
    expect(global).toBeCloseTo(13 / 600, 12);
    expect(ofItem[0]).toBeGreaterThan(global);
    expect(ofItem[0]).toBeLessThanOrEqual(12 / 300);
    expect(ofItem[1]).toBeLessThan(global);
    expect(ofItem[1]).toBeGreaterThanOrEqual(1 / 300);
    // An item nobody bought has nothing of its own.
    expect(ofItem[2]).toBeCloseTo(global, 12);
  });

  it("gives a probability above 0 even where nobody ever bought twice, and none at all", () => {
    for (const rates of [
      repurchaseRatesOf({ item: [0], repeats: [0], days: [50] }, 1),
      repurchaseRatesOf({ item: [], repeats: [], days: [] }, 1),
    ]) {
      const value = repurchaseProbability({ repeats: 0, days: 50 }, { rates, item: 0 });
      expect(value > 0 && value < 1).toBe(true);
    }
  });
});

describe("repurchaseProbability", () => {
  it("is the closed form of the Poisson-gamma predictive law", () => {
    const rates = { ofItem: Float64Array.of(0.02), global: 0.01, shape: 2 };
    // Gamma(2 + 3, 2 / 0.02 + 60): no purchase in 30 days with (160 / 190)^5.
    expect(repurchaseProbability({ repeats: 3, days: 60 }, { rates, item: 0 })).toBeCloseTo(1 - (160 / 190) ** 5, 14);
    expect(repurchaseProbability({ repeats: 3, days: 60 }, { rates, item: 7 })).toBeCloseTo(1 - (260 / 290) ** 5, 14);
  });

  it("lies between 0 and 1, grows with repeats and shrinks with silent days", () => {
    const rates = repurchaseRatesOf(pairs, 2);
    const value = fc.double({ min: 0, max: 1000, noNaN: true });
    fc.assert(
      fc.property(value, value, (repeats, days) => {
        const at = (exposure: { repeats: number; days: number }) => repurchaseProbability(exposure, { rates, item: 0 });
        const probability = at({ repeats, days });
        expect(probability > 0 && probability <= 1).toBe(true);
        expect(at({ repeats: repeats + 1, days })).toBeGreaterThanOrEqual(probability);
        expect(at({ repeats, days: days + 10 })).toBeLessThanOrEqual(probability);
      }),
    );
  });
});
