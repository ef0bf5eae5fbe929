import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import { fakeSnapshot } from "@/lib/testing/fakes";
import { parseRecommendationOptions } from "./recommendation-options";
import type { RawQuery } from "./views";

const snapshot = fakeSnapshot({ lines: [{ customer: "1", order: "1", day: 3.5, product: "1" }] });
const parse = (query: RawQuery, hasLiveModel = false) => parseRecommendationOptions(query, { snapshot, hasLiveModel });

function refusal(query: RawQuery, hasLiveModel = false): string | null {
  try {
    parse(query, hasLiveModel);
    return null;
  } catch (error) {
    return error instanceof AppError && error.code === "invalid_input" ? error.field : "not an AppError";
  }
}

describe("parseRecommendationOptions", () => {
  it("defaults to 20 rows of v3 as of the midnight after the newest line", () => {
    expect(parse({})).toEqual({ k: 20, variant: "v3", asOfSec: Date.UTC(2024, 0, 5) / 1000, trial: null });
    expect(parse({ k: "", asOf: "", variant: "" })).toEqual(parse({}));
  });

  it("takes k from 1 to 200", () => {
    expect(parse({ k: "1" }).k).toBe(1);
    expect(parse({ k: "200" }).k).toBe(200);
  });

  it.each([["0"], ["201"], ["-1"], ["1.5"], ["1e2"], ["abc"], ["99999999999999999999"], ["0x10"]])(
    "refuses k=%s, naming the field",
    (k) => expect(refusal({ k })).toBe("k"),
  );

  it("reads v3+ in every spelling a browser sends", () => {
    for (const variant of ["v3+", "v3 ", "v3-plus"]) expect(parse({ variant }).variant).toBe("v3-plus");
  });

  it.each([["v4"], ["ranker"], ["V3"], ["__proto__"], ["constructor"], ["x".repeat(1000)]])(
    "refuses variant %s, naming the field",
    (variant) => expect(refusal({ variant })).toBe("variant"),
  );

  it("serves the live model from the end of its data on, and the rules for days it has learnt from", () => {
    expect(parse({}, true).variant).toBe("ranker");
    expect(parse({ asOf: "2024-01-05" }, true).variant).toBe("ranker");
    expect(parse({ asOf: "2024-01-03" }, true).variant).toBe("v3");
    expect(parse({ variant: "v3" }, true).variant).toBe("v3");
    expect(refusal({ variant: "ranker", asOf: "2024-01-03" }, true)).toBe("asOf");
  });

  it("reads a date as its midnight and rounds an instant up to whole seconds", () => {
    expect(parse({ asOf: "2024-01-03" }).asOfSec).toBe(Date.UTC(2024, 0, 3) / 1000);
    expect(parse({ asOf: "2024-01-03T02:00:00+02:00" }).asOfSec).toBe(Date.UTC(2024, 0, 3) / 1000);
    expect(parse({ asOf: "2024-01-03T00:00:00.001Z" }).asOfSec).toBe(Date.UTC(2024, 0, 3) / 1000 + 1);
  });

  it.each([["2024-02-30"], ["1989-12-31"], ["2100-01-01"], ["yesterday"], ["2024-1-1"], ["0"], ["+010000-01-01"]])(
    "refuses asOf=%s, naming the field",
    (asOf) => expect(refusal({ asOf })).toBe("asOf"),
  );

  it("refuses a parameter given twice", () => {
    expect(refusal({ k: ["1", "2"] })).toBe("k");
    expect(refusal({ asOf: ["2024-01-01", "2024-01-01"] })).toBe("asOf");
    expect(refusal({ variant: ["v3", "v3"] })).toBe("variant");
  });
});
