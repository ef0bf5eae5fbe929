import fc from "fast-check";
import { expect, it } from "vitest";
import { rowDot, rowDots, timesVector } from "./row-products";

const sizes = fc.integer({ min: 0, max: 13 });
const filled = (length: number, seed: number) => Float64Array.from({ length }, (_, at) => ((at * 7 + seed) % 11) - 5);

it("multiplies rows of any length as written out", () => {
  fc.assert(
    fc.property(sizes, fc.nat(9), (size, seed) => {
      const matrix = filled(size * size, seed);
      const vector = filled(size, seed + 1);
      const expected = Float64Array.from({ length: size }, (_, row) =>
        vector.reduce((sum, value, column) => sum + matrix[row * size + column] * value, 0),
      );
      const out = new Float64Array(size).fill(Number.NaN);
      timesVector(matrix, vector, out);
      expect([...out].map((value) => value + 0)).toEqual([...expected].map((value) => value + 0));
      for (let row = 0; row < size; row++) expect(rowDot(matrix, row * size, vector)).toBe(expected[row] + 0);
    }),
  );
});

it("sums chosen rows to the bit as one after the other", () => {
  fc.assert(
    fc.property(sizes, fc.array(fc.nat(6), { maxLength: 9 }), fc.nat(9), (width, rows, seed) => {
      const matrix = filled(7 * width, seed).map((value) => value / 3);
      const vector = filled(width, seed + 1).map((value) => value / 7);
      const expected = rows.map((row) => vector.reduce((sum, v, column) => sum + v * matrix[row * width + column], 0));
      expect([...rowDots(matrix, Int32Array.from(rows), vector)]).toEqual(expected);
    }),
  );
});
