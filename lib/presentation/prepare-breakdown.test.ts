import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prepareBreakdown, roundToSum } from "./prepare-breakdown";

const contributions = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });

describe("roundToSum", () => {
  it("shows parts that add up to the shown sum", () => {
    fc.assert(
      fc.property(contributions, fc.integer({ min: 0, max: 4 }), (values, decimals) => {
        const unit = 10 ** decimals;
        const shownUnits = roundToSum(values, decimals).reduce((sum, value) => sum + Math.round(value * unit), 0);
        expect(shownUnits).toBe(Math.round(values.reduce((sum, value) => sum + value, 0) * unit) + 0);
      }),
    );
  });

  it("moves no part by a whole unit or more", () => {
    fc.assert(
      fc.property(contributions, (values) => {
        roundToSum(values, 3).forEach((shown, at) => {
          expect(Math.abs(shown - values[at])).toBeLessThan(0.001 + 1e-12);
        });
      }),
    );
  });
});

describe("prepareBreakdown", () => {
  it("draws each bar from the end of the one before, within the width", () => {
    const { bars, zeroPercent, isExact } = prepareBreakdown({
      components: [
        { key: "frequency", raw: 0.5, weight: 0.6, contribution: 0.25 },
        { key: "recency", raw: 1, weight: 0.25, contribution: 0.25 },
      ],
      score: 0.5,
      decimals: 3,
    });
    expect(bars.map((bar) => [bar.startPercent, bar.lengthPercent])).toEqual([
      [0, 50],
      [50, 50],
    ]);
    expect(zeroPercent).toBe(0);
    expect(isExact).toBe(true);
  });

  it("moves zero to the right when a part is negative", () => {
    const { bars, zeroPercent } = prepareBreakdown({
      components: [
        { key: "a", raw: 1, weight: 1, contribution: -1 },
        { key: "b", raw: 3, weight: 1, contribution: 3 },
      ],
      score: 2,
      decimals: 1,
    });
    expect(zeroPercent).toBeCloseTo(100 / 3);
    expect(bars[0]).toMatchObject({ startPercent: 0 });
    expect(bars[1].lengthPercent).toBeCloseTo(100);
  });

  it("leaves out components without weight and says when the parts miss the score", () => {
    const { bars, isExact } = prepareBreakdown({
      components: [
        { key: "frequency", raw: 0.5, weight: 0.5, contribution: 0.25 },
        { key: "dueness", raw: 0.7, weight: 0, contribution: 0 },
      ],
      score: 0.3,
      decimals: 3,
    });
    expect(bars.map((bar) => bar.key)).toEqual(["frequency"]);
    expect(isExact).toBe(false);
  });
});
