import { describe, expect, it } from "vitest";
import { bootstrapMeans, columnOf, drawCustomers, foldMeans, percentileInterval } from "./bootstrap";
import { addToBins, emptyBins, expectedCalibrationError } from "./calibration";

const folds = [
  { customer: Int32Array.of(0, 1), values: Float64Array.of(1, 2, 3, Number.NaN) },
  { customer: Int32Array.of(1), values: Float64Array.of(5, 6) },
];

describe("foldMeans", () => {
  it("averages users, then folds, and skips gaps", () => {
    expect([...foldMeans(folds, 2)]).toEqual([(2 + 5) / 2, (2 + 6) / 2]);
  });
});

describe("bootstrapMeans", () => {
  const drawn = drawCustomers({ customers: 50, draws: 400, seed: 3 });
  const table = {
    customer: Int32Array.from({ length: 50 }, (_, i) => i),
    values: Float64Array.from({ length: 50 }, (_, i) => i % 10),
  };

  it("gives the same draws for the same seed", () => {
    expect(drawCustomers({ customers: 50, draws: 400, seed: 3 })).toEqual(drawn);
    expect(drawCustomers({ customers: 50, draws: 400, seed: 4 })).not.toEqual(drawn);
  });

  it("puts the mean inside the interval, near what theory says of its width", () => {
    const { mean, low, high } = percentileInterval(4.5, columnOf(bootstrapMeans([table], 1, drawn), 1, 0));
    const width = (2 * 1.96 * Math.sqrt(8.25)) / Math.sqrt(50);
    expect(mean).toBe(4.5);
    expect((high as number) - (low as number)).toBeGreaterThan(0.75 * width);
    expect((high as number) - (low as number)).toBeLessThan(1.25 * width);
  });

  it("finds no difference, with no doubt, between a model and itself", () => {
    const one = columnOf(bootstrapMeans([table], 1, drawn), 1, 0);
    const two = columnOf(bootstrapMeans([table], 1, drawn), 1, 0);
    expect(
      percentileInterval(
        0,
        one.map((value, draw) => value - two[draw]),
      ),
    ).toEqual({ mean: 0, low: 0, high: 0 });
  });

  it("answers a gap, not zero, where there is no value", () => {
    expect(percentileInterval(Number.NaN, new Float64Array(4))).toEqual({ mean: null, low: null, high: null });
  });
});

describe("expectedCalibrationError", () => {
  it("weighs the gap of each bin by its share of the pairs", () => {
    const bins = emptyBins();
    addToBins(bins, 0.15, false);
    addToBins(bins, 0.15, true);
    addToBins(bins, 1, true);
    expect(expectedCalibrationError(bins)).toBeCloseTo((2 / 3) * (0.5 - 0.15), 12);
    expect(expectedCalibrationError(emptyBins())).toBeNull();
  });
});
