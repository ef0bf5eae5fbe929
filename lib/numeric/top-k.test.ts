import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { topK } from "./top-k";

describe("topK", () => {
  it("is the head of a full sort, ties in ascending position", () => {
    const scores = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(Number.NEGATIVE_INFINITY)));
    fc.assert(
      fc.property(scores, fc.integer({ min: 0, max: 40 }), (values, k) => {
        const whole = values.map((_, at) => at).sort((a, b) => values[b] - values[a] || a - b);
        // -Infinity minus itself is NaN, so equal infinities fall through to the position above as well.
        expect([...topK(values, k)]).toEqual(whole.slice(0, k));
      }),
    );
  });

  it("is the same where few of many are wanted, however they are spread", () => {
    const score = fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 2 }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 100, maxLength: 400, size: "max" }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        (values, k, isSorted) => {
          if (isSorted) values.sort((a, b) => a - b);
          const known = values.map((_, at) => at).filter((at) => !Number.isNaN(values[at]));
          const whole = known.sort((a, b) => (values[a] === values[b] ? a - b : values[b] - values[a]));
          expect([...topK(values, k)]).toEqual(whole.slice(0, k));
        },
      ),
    );
  });

  it("leaves out positions without a score", () => {
    expect([...topK([1, Number.NaN, 2], 3)]).toEqual([2, 0]);
  });

  it("gives nothing for k of 0 or less", () => {
    expect([...topK([1, 2], 0)]).toEqual([]);
    expect([...topK([1, 2], -1)]).toEqual([]);
  });
});
