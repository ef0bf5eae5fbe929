import { describe, expect, it } from "vitest";
import { invertSymmetric } from "./invert-symmetric";
import { Random } from "./random";

describe("invertSymmetric", () => {
  it("inverts a matrix worked out by hand", () => {
    const inverse = invertSymmetric(Float64Array.from([4, 2, 2, 3]), 2);
    const expected = [3 / 8, -2 / 8, -2 / 8, 4 / 8];
    expected.forEach((value, at) => {
      expect(inverse[at]).toBeCloseTo(value, 12);
    });
  });

  it.each([1, 3, 4, 5, 33, 70])("gives the identity when multiplied back, at size %i", (n) => {
    const random = new Random(7);
    const x = Float64Array.from({ length: n * n }, () => random.normal());
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        for (let k = 0; k < n; k++) a[i * n + j] += x[i * n + k] * x[j * n + k];
      }
      a[i * n + i] += 1;
    }
    const inverse = invertSymmetric(a, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += a[i * n + k] * inverse[k * n + j];
        expect(sum).toBeCloseTo(i === j ? 1 : 0, 7);
      }
    }
  });

  it("says so when the matrix is not positive definite", () => {
    expect(() => invertSymmetric(Float64Array.from([1, 2, 2, 1]), 2)).toThrow(RangeError);
  });
});
