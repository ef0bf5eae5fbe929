import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWithinOneEdit, isWithinTwoEdits } from "./one-edit";

/** Damerau's distance with the table of all beginnings, no character twice edited: slow and plain. */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i || j));
  for (let i = 0; i <= a.length; i++) table[i][0] = i;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const steps = [table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (isSame ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) steps.push(table[i - 2][j - 2] + 1);
      table[i][j] = Math.min(...steps);
    }
  }
  return table[a.length][b.length];
}

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });

describe("typing errors", () => {
  it("counts up to one and up to two of them as the table does", () => {
    fc.assert(
      fc.property(word, word, (typed, text) => {
        const place = { text: `x${text}y`, from: 1, to: text.length + 1 };
        expect(isWithinOneEdit(typed, place)).toBe(distance(typed, text) <= 1);
        expect(isWithinTwoEdits(typed, place)).toBe(distance(typed, text) <= 2);
      }),
      { numRuns: 2000 },
    );
  });
});
