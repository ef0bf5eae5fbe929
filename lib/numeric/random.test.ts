import { describe, expect, it } from "vitest";
import { Random } from "./random";

function moments(draw: () => number, count = 40_000): { mean: number; variance: number } {
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < count; index++) {
    const value = draw();
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  return { mean, variance: squares / count - mean * mean };
}

describe("Random", () => {
  it("gives the same numbers for the same seed and others for another", () => {
    const draws = (seed: number | string) =>
      Array.from(
        { length: 8 },
        (
          (random) => () =>
            random.nextUint32()
        )(new Random(seed)),
      );
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
    expect(draws("7")).toEqual(draws(7));
  });

  it("follows the published recurrence of xoshiro128**", () => {
    // First outputs of the authors' C code from the state 1, 2, 3, 4.
    const random = new Random([1, 2, 3, 4]);
    expect([random.nextUint32(), random.nextUint32(), random.nextUint32()]).toEqual([11520, 0, 5927040]);
  });

  it("forks a stream that does not depend on what was drawn before", () => {
    const fresh = new Random(1).fork("fleet");
    const used = new Random(1);
    for (let index = 0; index < 100; index++) used.normal();
    expect(used.fork("fleet").nextUint32()).toBe(fresh.nextUint32());
  });

  it("keeps the streams of different labels and paths apart", () => {
    const root = new Random(1);
    const firsts = new Set<number>();
    for (let index = 0; index < 5_000; index++) firsts.add(root.fork(index).nextUint32());
    expect(firsts.size).toBeGreaterThan(4_990);
    expect(root.fork("ab").nextUint32()).not.toBe(root.fork("a").fork("b").nextUint32());
  });

  it("draws uniforms of the right mean and variance inside their bounds", () => {
    const random = new Random(2);
    const { mean, variance } = moments(() => {
      const value = random.uniform();
      expect(value >= 0 && value < 1).toBe(true);
      return value;
    }, 20_000);
    expect(mean).toBeCloseTo(0.5, 1);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  it.each([
    ["normal(3, 2)", (random: Random) => random.normal(3, 2), 3, 4],
    ["exponential(2)", (random: Random) => random.exponential(2), 2, 4],
    ["gamma(0.5, 2)", (random: Random) => random.gamma(0.5, 2), 1, 2],
    ["gamma(4, 0.5)", (random: Random) => random.gamma(4, 0.5), 2, 1],
    ["poisson(2.5)", (random: Random) => random.poisson(2.5), 2.5, 2.5],
    ["poisson(80)", (random: Random) => random.poisson(80), 80, 80],
    ["negativeBinomial(4, 2)", (random: Random) => random.negativeBinomial(4, 2), 4, 12],
    ["beta(2, 3)", (random: Random) => random.beta(2, 3), 0.4, 0.04],
  ])("%s has its mean and variance", (_name, draw, mean, variance) => {
    const random = new Random(3);
    const found = moments(() => draw(random));
    expect(Math.abs(found.mean - mean) / Math.sqrt(variance)).toBeLessThan(0.03);
    expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.08);
  });

  it("draws Zipf ranks in proportion to rank^-exponent", () => {
    for (const exponent of [0.7, 1, 1.6]) {
      const random = new Random(4);
      const counts = new Float64Array(51);
      const draws = 60_000;
      for (let index = 0; index < draws; index++) counts[random.zipf(50, exponent)]++;
      let norm = 0;
      for (let rank = 1; rank <= 50; rank++) norm += rank ** -exponent;
      for (const rank of [1, 2, 5, 20]) {
        const expected = rank ** -exponent / norm;
        expect(Math.abs(counts[rank] / draws - expected)).toBeLessThan(4 * Math.sqrt(expected / draws));
      }
    }
  });

  it("picks by weight and never an impossible index", () => {
    const random = new Random(5);
    const counts = [0, 0, 0];
    for (let index = 0; index < 10_000; index++) counts[random.weighted([1, 0, 3])]++;
    expect(counts[1]).toBe(0);
    expect(counts[2] / 10_000).toBeCloseTo(0.75, 1);
  });

  it("shuffles without losing anything", () => {
    const list = Array.from({ length: 20 }, (_, index) => index);
    const shuffled = new Random(6).shuffle([...list]);
    expect(shuffled).not.toEqual(list);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(list);
  });
});
