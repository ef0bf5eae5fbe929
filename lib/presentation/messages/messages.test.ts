import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { LOCALES } from "../locale";
import { messagesFor } from "./messages";

function leaves(node: object, path = ""): [string, string][] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
}

/** Names in braces, without the branches of a plural (`one {today}`). */
const PLACEHOLDER = /(?<!(?:zero|one|two|few|many|other|=\d+)\s)\{(\w+)[,}]/g;
const placeholders = (text: string) => [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name))].sort();

describe("message catalogues", () => {
  const english = new Map(leaves(messagesFor("en")));
  const ukrainian = new Map(leaves(messagesFor("uk")));

  it("have the same keys in both languages", () => {
    expect([...ukrainian.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("use the same values in both languages", () => {
    for (const [key, text] of english)
      expect([key, placeholders(ukrainian.get(key) ?? "")]).toEqual([key, placeholders(text)]);
  });

  it.each(LOCALES)("are well-formed ICU messages in %s", (locale) => {
    const problems: string[] = [];
    const translate = createTranslator({
      locale,
      messages: messagesFor(locale),
      timeZone: "UTC",
      onError: (error) => problems.push(error.message),
    }) as (key: string, values: Record<string, number>) => string;
    for (const [key, text] of leaves(messagesFor(locale))) {
      translate(key, Object.fromEntries(placeholders(text).map((name) => [name, 2])));
    }
    expect(problems).toEqual([]);
  });

  it("count Ukrainian nouns by CLDR", () => {
    const t = createTranslator({ locale: "uk", messages: messagesFor("uk"), timeZone: "UTC" });
    expect([1, 2, 5, 21].map((days) => t("common.days", { days }))).toEqual(["1 день", "2 дні", "5 днів", "21 день"]);
  });
});
