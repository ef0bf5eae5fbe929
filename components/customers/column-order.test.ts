import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { movedColumn, toggledColumn } from "./column-order";

const anyColumns = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1 });
const anyStep = fc.constantFrom(-1 as const, 1 as const);

describe("the order of columns", () => {
  it("is changed one place at a time, and back by the other step", () => {
    expect(movedColumn(["a", "b", "c"], "b", -1)).toEqual(["b", "a", "c"]);
    expect(movedColumn(["a", "b", "c"], "b", 1)).toEqual(["a", "c", "b"]);
    expect(movedColumn(["a", "b"], "a", -1)).toEqual(["a", "b"]);
    expect(movedColumn(["a", "b"], "z", 1)).toEqual(["a", "b"]);
    fc.assert(
      fc.property(anyColumns, anyStep, fc.nat(), (columns, step, at) => {
        const key = columns[at % columns.length];
        const moved = movedColumn(columns, key, step);
        expect([...moved].sort()).toEqual([...columns].sort());
        const isAtEnd = key === (step === 1 ? columns.at(-1) : columns[0]);
        expect(movedColumn(moved, key, step === 1 ? -1 : 1)).toEqual(
          isAtEnd ? movedColumn(columns, key, step === 1 ? -1 : 1) : columns,
        );
      }),
    );
  });

  it("keeps one column at least, and takes a new one at its end", () => {
    expect(toggledColumn(["a", "b"], "a")).toEqual(["b"]);
    expect(toggledColumn(["b"], "b")).toEqual(["b"]);
    expect(toggledColumn(["b"], "a")).toEqual(["b", "a"]);
  });
});
