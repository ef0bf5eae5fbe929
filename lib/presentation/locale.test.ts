import { describe, expect, it } from "vitest";
import { resolveLocale } from "./locale";

describe("resolveLocale", () => {
  it("keeps the language that the person chose", () => {
    expect(resolveLocale("en", "uk,en;q=0.5")).toBe("en");
  });

  it("ignores a cookie that names no language of ours", () => {
    expect(resolveLocale("xx", "uk-UA,uk;q=0.9")).toBe("uk");
  });

  it("follows the order of preference, not the order of writing", () => {
    expect(resolveLocale(undefined, "en;q=0.4, uk;q=0.8")).toBe("uk");
    expect(resolveLocale(undefined, "de-DE, uk;q=0.8, en;q=0.7")).toBe("uk");
  });

  it("answers English when nothing fits", () => {
    expect(resolveLocale(undefined, "de, pl;q=0.5")).toBe("en");
    expect(resolveLocale(undefined, null)).toBe("en");
  });
});
