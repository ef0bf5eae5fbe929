import { describe, expect, it } from "vitest";
import { PART_BRANDS, partBrandIndex } from "./part-brands";
import { PART_SYSTEMS, PART_TYPES, SEASONS } from "./part-types";

describe("PART_TYPES", () => {
  it.each(PART_TYPES.map((type) => [type.en, type] as const))("%s is complete and consistent", (_name, type) => {
    expect(type.uk).not.toBe("");
    expect(type.pl).not.toBe("");
    expect(PART_SYSTEMS[type.system]).toBeDefined();
    expect(["truck", "trailer", "both", "universal"]).toContain(type.fits);
    expect(Object.keys(SEASONS)).toContain(type.season);
    for (const value of [
      type.wearDays,
      type.regularity,
      type.priceEur,
      type.weightKg,
      type.packing,
      type.repairWeight,
    ]) {
      expect(value).toBeGreaterThan(0);
    }
    expect(type.quantities.every((quantity) => Number.isInteger(quantity) && quantity > 0)).toBe(true);
    expect(type.brands.length).toBeGreaterThanOrEqual(2);
    for (const brand of type.brands) expect(PART_BRANDS[partBrandIndex(brand)].codeStyles.length).toBeGreaterThan(0);
    for (const companion of type.goesWith) expect(PART_TYPES.map((each) => each.en)).toContain(companion);
  });

  it("covers the parts that the trade lives on", () => {
    const names = PART_TYPES.map((type) => type.en).join(", ");
    for (const part of [
      "Oil filter",
      "Brake pad",
      "belt",
      "Bulb",
      "Tyre",
      "Injector",
      "Battery",
      "Antifreeze",
      "Wiper",
    ]) {
      expect(names).toContain(part);
    }
  });
});

describe("SEASONS", () => {
  it("average about 1 over the year", () => {
    for (const months of Object.values(SEASONS)) {
      expect(months.length).toBe(12);
      expect(Math.abs(months.reduce((sum, month) => sum + month, 0) / 12 - 1)).toBeLessThan(0.1);
    }
  });
});
