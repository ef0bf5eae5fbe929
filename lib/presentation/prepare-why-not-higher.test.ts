import { describe, expect, it } from "vitest";
import { prepareWhyNotHigher } from "./prepare-why-not-higher";

const ranked = (code: string, parts: [key: string, raw: number, weight: number][]) => {
  const components = parts.map(([key, raw, weight]) => ({ key, raw, weight, contribution: raw * weight }));
  return { code, name: code, components, score: components.reduce((sum, part) => sum + part.contribution, 0) };
};

describe("prepareWhyNotHigher", () => {
  it("names the component by which the product above leads most", () => {
    const above = ranked("A", [
      ["frequency", 1, 0.6],
      ["recency", 0.2, 0.25],
    ]);
    const product = ranked("B", [
      ["frequency", 0.5, 0.6],
      ["recency", 0.9, 0.25],
    ]);
    const { above: lead } = prepareWhyNotHigher(product, above);
    expect(lead?.leadsBy?.key).toBe("frequency");
    expect(lead?.leadsBy?.difference).toBeCloseTo(0.3);
    expect(lead?.isTie).toBe(false);
  });

  it("has nothing above the first product, but still says what is far from its maximum", () => {
    const { above, furthest } = prepareWhyNotHigher(
      ranked("A", [
        ["frequency", 1, 0.6],
        ["recency", 0.2, 0.25],
      ]),
      null,
    );
    expect(above).toBeNull();
    expect(furthest).toEqual({ key: "recency", reached: 0.05, possible: 0.25 });
  });

  it("says that equal scores are ordered by product id", () => {
    const { above } = prepareWhyNotHigher(ranked("B", [["frequency", 1, 1]]), ranked("A", [["frequency", 1, 1]]));
    expect(above).toMatchObject({ isTie: true, leadsBy: null });
  });

  it("claims no maximum for components that are not a weighted share", () => {
    const tree = {
      code: "T",
      name: "T",
      score: 2,
      components: [{ key: "rhythm", raw: 14, weight: 1, contribution: 2 }],
    };
    expect(prepareWhyNotHigher(tree, null).furthest).toBeNull();
  });
});
