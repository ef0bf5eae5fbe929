import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hitsAndMisses } from "./hits-and-misses";
import { precision } from "./metrics/precision";

const distinct = fc.uniqueArray(fc.nat(30), { maxLength: 20 });

describe("hitsAndMisses", () => {
  it("names each bought product once, and counts as hits what precision counts", () => {
    fc.assert(
      fc.property(distinct, distinct, distinct, fc.constantFrom(5, 10, 20), (items, bought, owned, k) => {
        const truth = { items: Int32Array.from(bought).sort(), value: new Float64Array(bought.length) };
        const list = Int32Array.from(items);
        const result = hitsAndMisses({ items: list, truth, owned: new Set(owned) }, k);
        expect(result.bought.map(({ item }) => item).sort((a, b) => a - b)).toEqual([...truth.items]);
        const flags = Uint8Array.from(list, (item) => (bought.includes(item) ? 1 : 0));
        expect(result.hits / k).toBe(precision(flags, k));
        expect(result.hits + result.notBought.length).toBe(Math.min(k, items.length));
        for (const { item, isRepeat } of result.bought) expect(isRepeat).toBe(owned.includes(item));
      }),
    );
  });

  it("puts hits first, then near misses by rank, then what stood nowhere by value", () => {
    const { bought, hits } = hitsAndMisses(
      {
        items: Int32Array.of(3, 9, 4, 5),
        truth: { items: Int32Array.of(1, 2, 3, 5), value: Float64Array.of(10, 20, 0, 0) },
        owned: new Set([3]),
      },
      2,
    );
    expect(bought.map(({ item, rank, isHit }) => [item, rank, isHit])).toEqual([
      [3, 1, true],
      [5, 4, false],
      [2, null, false],
      [1, null, false],
    ]);
    expect(hits).toBe(1);
  });
});
