import { expect, it } from "vitest";
import { listNdcg } from "./list-ndcg";

it("is the mean nDCG of the lists, counting relevant items that were no candidates", () => {
  const rows = {
    label: Uint8Array.of(0, 1, 1, 0, 0),
    listOffset: Int32Array.of(0, 3, 5),
    relevant: Int32Array.of(3, 1),
  };
  // First list ranked b (1), a (0), c (1): cut at 2 leaves one hit of two possible places; the second list has no hit.
  const first = 1 / (1 + 1 / Math.log2(3));
  expect(listNdcg(rows, Float64Array.of(2, 3, 1, 1, 0), 2)).toBeCloseTo(first / 2, 12);
  expect(listNdcg(rows, Float64Array.of(0, 0, 0, 0, 0), 3)).toBeCloseTo(
    (1 / Math.log2(3) + 0.5) / (1 + 1 / Math.log2(3) + 0.5) / 2,
    12,
  );
});
