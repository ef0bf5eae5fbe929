import { describe, expect, it } from "vitest";
import { listHref, listQueryOf } from "./list-href";

describe("listHref", () => {
  const query = { q: "авто", segment: "HEAVY", page: "4" };

  it("goes back to the first page when a filter changes", () => {
    expect(listHref("/customers", query, { segment: null })).toBe("/customers?q=%D0%B0%D0%B2%D1%82%D0%BE");
  });

  it("keeps the filters when only the page changes", () => {
    expect(listHref("/c", { segment: "HEAVY", page: "4" }, { page: "5" })).toBe("/c?segment=HEAVY&page=5");
  });

  it("leaves the default out of the address", () => {
    expect(listHref("/c", { page: "2" }, { page: "1" })).toBe("/c");
  });
});

describe("listQueryOf", () => {
  it("keeps known parameters with one value only", () => {
    expect(listQueryOf({ q: "a", page: ["1", "2"], segment: "", other: "x" }, ["q", "page", "segment"])).toEqual({
      q: "a",
    });
  });
});
