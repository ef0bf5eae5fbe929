import { describe, expect, it } from "vitest";
import { Random } from "@/lib/numeric/random";
import { drawFromKernels, fitKernels, logDensity, normalShareBelow } from "./kernel-density";

const OBSERVATIONS = [[], [0], [1, 1, 1], [0.2, 0.21, 0.9], [0.5]];

describe("a density of kernels", () => {
  it.each(OBSERVATIONS.map((observed) => [observed]))("over %j has mass one on the unit interval", (observed) => {
    const density = fitKernels(observed);
    const cells = 2000;
    let mass = 0;
    for (let cell = 0; cell < cells; cell++) mass += Math.exp(logDensity(density, (cell + 0.5) / cells)) / cells;
    expect(mass).toBeCloseTo(1, 4);
  });

  it("is drawn from as it is dense", () => {
    const density = fitKernels([0.2, 0.22, 0.25]);
    const random = new Random(3);
    let low = 0;
    for (let i = 0; i < 4000; i++) if (drawFromKernels(density, random) < 0.4) low++;
    let mass = 0;
    for (let cell = 0; cell < 400; cell++) mass += Math.exp(logDensity(density, (cell + 0.5) / 1000)) / 1000;
    expect(low / 4000).toBeCloseTo(mass, 1);
    expect(logDensity(density, 0.22)).toBeGreaterThan(logDensity(density, 0.9));
  });
});

describe("normalShareBelow", () => {
  it("agrees with the tables", () => {
    expect(normalShareBelow(0)).toBeCloseTo(0.5, 6);
    expect(normalShareBelow(1.96)).toBeCloseTo(0.9750021, 6);
    expect(normalShareBelow(-1)).toBeCloseTo(0.1586553, 6);
  });
});
