import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "@/lib/numeric/random";
import { calibrated } from "@/lib/scoring/rankers/calibration";
import { type CalibrationSample, fitCalibration, fitIsotonic, fitPlatt } from "./fit-calibration";

function drawn(rows: number, seed: number, probabilityOf: (score: number) => number): CalibrationSample {
  const random = new Random(seed);
  const score = Float64Array.from({ length: rows }, () => random.normal());
  return {
    score,
    label: Uint8Array.from(score, (s) => (random.chance(probabilityOf(s)) ? 1 : 0)),
    weight: new Float64Array(rows).fill(1),
  };
}

const LOGISTIC = (s: number) => 1 / (1 + Math.exp(2 - 1.5 * s));

describe("calibration", () => {
  it("never falls while the score rises, whichever map was fitted", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.boolean()), { minLength: 2, maxLength: 80 }),
        (pairs) => {
          const sample = {
            score: Float64Array.from(pairs, ([s]) => s),
            label: Uint8Array.from(pairs, ([, y]) => (y ? 1 : 0)),
            weight: new Float64Array(pairs.length).fill(1),
          };
          for (const map of [fitIsotonic(sample), fitPlatt(sample)]) {
            let before = 0;
            for (let s = -10; s <= 10; s += 0.25) {
              const p = calibrated(map, s);
              expect(p).toBeGreaterThanOrEqual(before - 1e-12);
              expect(p).toBeLessThanOrEqual(1);
              before = p;
            }
          }
        },
      ),
    );
  });

  it.each([
    ["isotonic", fitIsotonic],
    ["Platt", fitPlatt],
  ] as const)("finds the law that outcomes were drawn from: %s", (_name, fitOn) => {
    const map = fitOn(drawn(40_000, 1, LOGISTIC));
    for (const s of [-1, 0, 1]) expect(Math.abs(calibrated(map, s) - LOGISTIC(s))).toBeLessThan(0.03);
  });

  it("pools the classic violators by hand", () => {
    const map = fitIsotonic({
      score: Float64Array.of(1, 2, 3, 4),
      label: Uint8Array.of(0, 1, 0, 1),
      weight: Float64Array.of(1, 1, 1, 1),
    });
    expect([...map.score]).toEqual([1, 2.5, 4]);
    expect([...map.probability]).toEqual([0, 0.5, 1]);
  });

  it("reads a weight of two as the row twice", () => {
    const twice = fitIsotonic({
      score: Float64Array.of(1, 1, 2, 3),
      label: Uint8Array.of(1, 1, 0, 1),
      weight: new Float64Array(4).fill(1),
    });
    const weighed = fitIsotonic({
      score: Float64Array.of(1, 2, 3),
      label: Uint8Array.of(1, 0, 1),
      weight: Float64Array.of(2, 1, 1),
    });
    expect(weighed).toEqual(twice);
  });

  it("claims nothing when one outcome was never seen", () => {
    const sample = drawn(100, 1, () => 0.5);
    expect(fitCalibration({ ...sample, label: sample.label.map(() => 0) })).toBeNull();
  });
});
