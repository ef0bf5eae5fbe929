import { describe, expect, it } from "vitest";
import { withoutMean } from "./text-embedder";

describe("withoutMean", () => {
  it("takes out what all texts share and leaves rows of unit length, worked out by hand", () => {
    // The mean of (1, 0) and (0.6, 0.8) is (0.8, 0.4): what is left is (0.2, -0.4) and its opposite.
    const { dimensions, rows } = withoutMean({ dimensions: 2, rows: Float64Array.of(1, 0, 0, 0, 0.6, 0.8) });
    const part = 1 / Math.sqrt(5);
    expect(dimensions).toBe(2);
    [part, -2 * part, 0, 0, -part, 2 * part].forEach((value, at) => {
      expect(rows[at]).toBeCloseTo(value, 12);
    });
  });

  it("leaves texts that are all one without a direction, and nothing as nothing", () => {
    expect([...withoutMean({ dimensions: 2, rows: Float64Array.of(1, 0, 1, 0) }).rows]).toEqual([0, 0, 0, 0]);
    expect(withoutMean({ dimensions: 0, rows: new Float64Array(0) }).rows).toHaveLength(0);
  });
});
