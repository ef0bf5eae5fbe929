import fc from "fast-check";
import { expect, it } from "vitest";
import { rowDot, timesVector } from "./row-products";

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
