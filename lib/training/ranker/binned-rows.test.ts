import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binFinder, binOf } from "../gbdt/bin-features";
import { binRows, joinBinned, listsWithin, sliceLists } from "./binned-rows";
import type { TrainingRows } from "./training-rows";

const MAPPER = { cuts: [Float64Array.of(0.5, 1.5), new Float64Array(0)] };

function rows(values: number[], lists: number[]): TrainingRows {
  const rowCount = values.length / 2;
  const listOffset = Int32Array.of(0, ...lists.map((_, at) => lists.slice(0, at + 1).reduce((a, b) => a + b, 0)));
  return {
    rowCount,
    featureCount: 2,
    values: Float32Array.from(values),
    label: Uint8Array.from({ length: rowCount }, (_, row) => row % 2),
    isRepeat: new Uint8Array(rowCount),
    listOffset,
    relevant: Int32Array.from(lists),
  };
}

describe("rows as bins", () => {
  it("find the bin of any value among any cuts as a search step by step does", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.double({ noNaN: true }), { maxLength: 70 }), fc.double(), (values, other) => {
        const cuts = Float64Array.from(values).sort();
        const find = binFinder(cuts);
        for (const value of [other, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, ...values])
          expect(find(value)).toBe(binOf(cuts, value));
      }),
    );
  });

  it("are the same rows whether binned at once or part by part", () => {
    const first = rows([0, 5, 1, 5, 2, 5], [2, 1]);
    const second = rows([Number.NaN, 5, 1, 5], [2]);
    const joined = joinBinned([binRows(first, MAPPER), binRows(second, MAPPER)]);
    expect(joined.columns.map((column) => [...column])).toEqual([
      [1, 2, 3, 0, 2],
      [1, 1, 1, 1, 1],
    ]);
    expect([...joined.listOffset]).toEqual([0, 2, 3, 5]);
    expect([...joined.relevant]).toEqual([2, 1, 2]);
    expect(sliceLists(joined, 2, 3)).toEqual(binRows(second, MAPPER));
    expect(sliceLists(joined, 0, 2)).toEqual(binRows(first, MAPPER));
  });

  it("keep whole lists within a budget of rows, and never none", () => {
    const joined = binRows(rows([0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [2, 1, 2]), MAPPER);
    expect([0, 2, 3, 4, 99].map((budget) => listsWithin(joined, 0, budget))).toEqual([1, 1, 2, 2, 3]);
    expect(listsWithin(joined, 1, 3)).toBe(2);
  });
});
