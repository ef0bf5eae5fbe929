import { describe, expect, it } from "vitest";
import { median, quantileSorted } from "./quantile";

describe("quantileSorted", () => {
  it("is linear between neighbours", () => {
    expect(quantileSorted([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantileSorted([1, 2, 3, 4], 0)).toBe(1);
    expect(quantileSorted([1, 2, 3, 4], 1)).toBe(4);
    expect(quantileSorted([10, 20], 0.25)).toBe(12.5);
  });
});

describe("median", () => {
  it("needs no order and changes nothing", () => {
    const values = [9, 1, 5];
    expect(median(values)).toBe(5);
    expect(values).toEqual([9, 1, 5]);
  });

  it("of nothing is null", () => {
    expect(median([])).toBeNull();
  });
});
