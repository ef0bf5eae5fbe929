import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "@/lib/numeric/random";
import type { ModelParams } from "../model";
import { MODELS } from "../models";
import { TUNABLE_MODELS, tunableModel } from "./model-spaces";
import { drawSettings, float, fromUnit, int, logFloat, logInt, type ParamSpace, toUnit } from "./param-space";
import { proposeByTpe } from "./propose-by-tpe";

function expectInside(space: ParamSpace, params: ModelParams): void {
  expect(Object.keys(params)).toEqual(Object.keys(space));
  for (const [name, spec] of Object.entries(space)) {
    const value = params[name];
    if (spec.kind === "categorical") {
      expect(spec.values).toContain(value);
      continue;
    }
    expect(value).toBeGreaterThanOrEqual(spec.low);
    expect(value).toBeLessThanOrEqual(spec.high);
    if (spec.kind === "int") expect(Number.isInteger(value)).toBe(true);
  }
}

describe.each(TUNABLE_MODELS)("the space of %s", (name) => {
  const { definition, space, standIns } = tunableModel(name);

  it("names settings that the model has, and holds its defaults", () => {
    for (const [setting, spec] of Object.entries(space)) {
      expect(Object.keys(definition.params)).toContain(setting);
      const value = definition.params[setting];
      if (spec.kind === "categorical") expect(spec.values).toContain(value);
      else expect(fromUnit(spec, toUnit(spec, value as number))).toBeCloseTo(value as number, 9);
    }
  });

  it("searches no setting that has a stand-in", () => {
    for (const setting of Object.keys(standIns)) {
      expect(Object.keys(definition.params)).toContain(setting);
      expect(Object.keys(space)).not.toContain(setting);
    }
  });

  it("is never left by a random draw or a proposal of TPE", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 40 }), (seed, count) => {
        const random = new Random(seed);
        const tried = Array.from({ length: count }, (_, i) => drawSettings(space, random.fork(i)));
        for (const params of tried) expectInside(space, params);
        expectInside(space, proposeByTpe(space, tried, random.fork("tpe")));
      }),
      { numRuns: 8 },
    );
  });
});

describe("tunableModel", () => {
  it("knows every model that has settings", () => {
    const withSettings = MODELS.filter((model) => Object.keys(model.params).length > 0);
    expect([...TUNABLE_MODELS].sort()).toEqual(withSettings.map((model) => model.name).sort());
  });

  it("says plainly that a model is unknown or has no settings", () => {
    expect(() => tunableModel("magic")).toThrow(/no model named "magic"/);
    expect(() => tunableModel("v3")).toThrow("The model v3 has no settings to tune.");
  });
});

describe("the unit scale", () => {
  it("gives every value of a range back, and stays within the bounds at any place", () => {
    const ranges = fc.record({ low: fc.integer({ min: 1, max: 1000 }), span: fc.integer({ min: 0, max: 1000 }) });
    fc.assert(
      fc.property(ranges, fc.double({ min: 0, max: 1, noNaN: true }), ({ low, span }, unit) => {
        for (const kind of [int, logInt, float, logFloat]) {
          const spec = kind(low, low + span);
          if (spec.kind === "categorical") continue;
          const value = fromUnit(spec, unit);
          expect(value).toBeGreaterThanOrEqual(spec.low);
          expect(value).toBeLessThanOrEqual(spec.high);
          expect(fromUnit(spec, toUnit(spec, value))).toBeCloseTo(value, 8);
        }
      }),
    );
  });

  it("draws whole numbers evenly and logarithmic ones evenly over orders of magnitude", () => {
    const random = new Random(1);
    const counts = new Map<number, number>();
    let small = 0;
    for (let i = 0; i < 3000; i++) {
      const drawn = drawSettings({ whole: int(1, 3), log: logFloat(0.01, 100) }, random.fork(i));
      counts.set(drawn.whole as number, (counts.get(drawn.whole as number) ?? 0) + 1);
      if ((drawn.log as number) < 1) small++;
    }
    for (const value of [1, 2, 3]) expect(Math.abs((counts.get(value) ?? 0) - 1000)).toBeLessThan(100);
    expect(Math.abs(small - 1500)).toBeLessThan(100);
  });
});
