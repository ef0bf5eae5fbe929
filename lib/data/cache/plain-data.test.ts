import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainData, weightOf } from "./plain-data";

describe("plainData", () => {
  it("gives exactly what JSON brings back", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = plainData(value);
        expect(plain).toEqual(JSON.parse(JSON.stringify(plain)));
        expect(JSON.stringify(plain)).toBe(JSON.stringify(value));
      }),
    );
    expect(plainData({ a: -0, b: undefined, c: [-0] })).toStrictEqual({ a: 0, c: [0] });
  });

  it("cannot be changed by one of those it is handed to", () => {
    const rows = plainData({ rows: [{ rank: 1 }] }).rows as { rank: number }[];
    expect(() => rows.push({ rank: 2 })).toThrow(TypeError);
    expect(() => {
      rows[0].rank = 2;
    }).toThrow(TypeError);
  });

  it.each([[new Map()], [new Float64Array(1)], [new Date(0)], [() => 1]])(
    "refuses %s, which is no plain data",
    (value) => {
      expect(() => plainData({ value })).toThrow(TypeError);
    },
  );
});

describe("weightOf", () => {
  it("weighs at least the characters of a text and grows with what is added", () => {
    expect(weightOf("x".repeat(1000))).toBeGreaterThanOrEqual(1000);
    expect(weightOf({ a: [1, 2, 3] })).toBeGreaterThan(weightOf({ a: [1, 2] }));
  });
});
