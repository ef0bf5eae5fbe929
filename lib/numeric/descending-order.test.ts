import fc from "fast-check";
import { expect, it } from "vitest";
import { descendingOrder } from "./descending-order";

const value = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
  // Alike in the upper half of their bits.
  fc.integer({ min: 0, max: 5 }).map((step) => 1 + step * Number.EPSILON),
  fc.constantFrom(0, -0, 5e-324, -5e-324, Infinity, -Infinity),
);

it("is a stable sort, greatest first", () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 300 }), (values) => {
      const sorted = values
        .map((_, at) => at)
        .sort((a, b) => (values[a] === values[b] ? a - b : values[b] - values[a]));
      expect([...descendingOrder(Float64Array.from(values))]).toEqual(sorted);
    }),
  );
});

it("sorts a view into a longer buffer", () => {
  expect([...descendingOrder(Float64Array.of(9, 1, 3, 2, 9).subarray(1, 4))]).toEqual([1, 2, 0]);
});
