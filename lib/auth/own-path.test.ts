import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownPath } from "./own-path";

const BASE = "http://127.0.0.1:3000";

describe("security 9: a return address is a path of this site", () => {
  it.each(["/", "/customers", "/customers/12?k=5&asOf=2026-01-01#top", `${BASE}/customers/3`])("keeps %s", (url) => {
    expect(ownPath(url, BASE)).toBe(url.replace(BASE, ""));
  });

  it.each([
    "//evil.example",
    "/\\evil.example",
    "\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/%0a/../\n//evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "https://evil.example/",
    "http://127.0.0.1:3000@evil.example/",
    "http://127.0.0.1:3000.evil.example/",
    "http://127.0.0.1:30001/",
    "javascript:alert(1)",
    "data:text/html,x",
    "customers",
    "",
    null,
    undefined,
  ])("refuses %j", (url) => {
    expect(ownPath(url, BASE)).toBe("/");
  });

  it("never leaves the site, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `/${text}`),
        ),
        (text) => {
          const path = ownPath(text, BASE);
          expect(path.startsWith("/") && !path.startsWith("//")).toBe(true);
          expect(new URL(path, BASE).origin).toBe(BASE);
        },
      ),
    );
  });
});
