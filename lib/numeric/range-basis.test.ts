import { describe, expect, it } from "vitest";
import { Random } from "./random";
import { leadingCoordinates } from "./range-basis";
import { sparseVector, stackRows, transpose } from "./sparse";

const dense = (rows: readonly (readonly number[])[]) =>
  stackRows(
    rows.map((row) =>
      sparseVector(new Map(row.map((value, at) => [at, value] as const).filter(([, value]) => value !== 0))),
    ),
    rows[0].length,
  );

describe("leadingCoordinates", () => {
  it("keeps every dot product of rows when the rank suffices", () => {
    const rows = [
      [1, 2, 0],
      [2, 4, 0],
      [0, 0, 3],
    ];
    const { rank, rows: coordinates } = leadingCoordinates(dense(rows), 2, new Random(1));
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) {
        let product = 0;
        for (let axis = 0; axis < rank; axis++) product += coordinates[a * rank + axis] * coordinates[b * rank + axis];
        expect(product).toBeCloseTo(
          rows[a].reduce((sum, value, at) => sum + value * rows[b][at], 0),
          9,
        );
      }
    }
  });

  it("keeps the largest direction when it must choose", () => {
    const { rows } = leadingCoordinates(
      dense([
        [5, 0],
        [0, 1],
      ]),
      1,
      new Random(1),
    );
    expect(Math.abs(rows[0])).toBeCloseTo(5, 6);
    expect(Math.abs(rows[1])).toBeLessThan(0.01);
  });

  it("gives nothing for a matrix without columns", () => {
    expect(leadingCoordinates(stackRows([sparseVector(new Map())], 0), 4, new Random(1)).rank).toBe(0);
  });
});

describe("transpose", () => {
  it("turns rows into columns, ascending", () => {
    const turned = transpose(
      dense([
        [1, 0, 2],
        [3, 4, 0],
      ]),
    );
    expect([...turned.offset]).toEqual([0, 2, 3, 4]);
    expect([...turned.index]).toEqual([0, 1, 1, 0]);
    expect([...turned.value]).toEqual([1, 3, 4, 2]);
  });
});
