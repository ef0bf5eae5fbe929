import { describe, expect, it } from "vitest";
import { stableSum, sumInOrder } from "./sum";

describe("stableSum", () => {
  it("keeps what plain addition loses", () => {
    expect(stableSum([1, 1e100, 1, -1e100])).toBe(2);
    expect(sumInOrder([1, 1e100, 1, -1e100])).toBe(0);
  });
});

describe("sumInOrder", () => {
  it("is what adding one by one gives, bit for bit", () => {
    expect(sumInOrder([0.1, 0.2, 0.3])).toBe(0.1 + 0.2 + 0.3);
    expect(sumInOrder([])).toBe(0);
  });
});
