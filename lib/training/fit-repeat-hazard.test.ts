import { describe, expect, it } from "vitest";
import { Random } from "@/lib/numeric/random";
import { addSample, emptyMoments, gammaPrior } from "./fit-repeat-hazard";

describe("gammaPrior", () => {
  it("finds again the prior that purchases were drawn from", () => {
    const random = new Random(5);
    const moments = emptyMoments();
    for (let pair = 0; pair < 60_000; pair++) {
      const days = random.between(20, 300);
      addSample(moments, random.poisson(random.gamma(0.8, 0.01 / 0.8) * days), days);
    }
    const { mean, shape } = gammaPrior(moments);
    expect(mean).toBeCloseTo(0.01, 3);
    expect(shape).toBeGreaterThan(0.75);
    expect(shape).toBeLessThan(0.85);
  });

  it("is certain where rates do not differ, and says nothing without a repeat", () => {
    const moments = emptyMoments();
    addSample(moments, 1, 10);
    addSample(moments, 1, 10);
    expect(gammaPrior(moments).shape).toBe(1e6);
    expect(gammaPrior(emptyMoments())).toEqual({ mean: 0, shape: 1 });
  });
});
