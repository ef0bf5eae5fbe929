import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");

/** Where settings are parsed: a variable stands at the start of its line, with its schema and default behind it. */
const SOURCES = ["lib/config/env.ts", "lib/config/job-settings.ts", "lib/auth/auth-config.ts"];
const settings = SOURCES.flatMap((file) =>
  [...read(file).matchAll(/^ {2,4}([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*): ([\s\S]*?),?\n(?= {0,4}\S)/gm)]
    .filter(([, , schema]) =>
      /z\b|text|flag|list|wholeNumber|wholeFrom1To|url\(|cron|timeZone|roleMap|ownership|columnName|minutes/.test(
        schema,
      ),
    )
    .map(([, name, schema]) => ({ name, fallback: fallbackIn(schema) })),
);

/** The default as the code writes it, when it is a plain value; null where there is none or it is worked out. */
function fallbackIn(schema: string): string | null {
  const found = /\.default\((?:"([^"]+)"|([\d_]+)|(true|false))\)/.exec(schema);
  return found ? (found[1] ?? found[2]?.replaceAll("_", "") ?? found[3]) : null;
}

/** Rows of the table; one row may describe several settings, with as many defaults in the same order. */
const rows = (/\n## Operations\n([\s\S]*?)(?=\n## |$)/.exec(read("README.md"))?.[1] ?? "")
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .flatMap(([, names, fallbacks, meaning]) => {
    const all = [...names.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name]) => name);
    const each = all.length > 1 && fallbacks.split(", ").length === all.length ? fallbacks.split(", ") : null;
    return all.map((name, at) => ({ name, fallback: each?.[at] ?? fallbacks, meaning }));
  });

describe("the settings in the README's section Operations", () => {
  it("are all that the program reads, with a default and a meaning each", () => {
    expect(settings.length).toBeGreaterThan(40);
    const described = new Set(rows.map(({ name }) => name));
    expect(settings.map(({ name }) => name).filter((name) => !described.has(name))).toEqual([]);
    for (const { name, fallback, meaning } of rows) {
      expect(fallback, name).not.toBe("");
      expect(meaning.length, name).toBeGreaterThan(8);
    }
  });

  it("name no setting that does not exist", () => {
    const known = new Set([...settings.map(({ name }) => name), "PARTWISE_LOG_LEVEL"]);
    expect(rows.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
  });

  it("state the defaults of the code", () => {
    for (const { name, fallback } of settings.filter((one) => one.fallback !== null)) {
      expect(rows.find((row) => row.name === name)?.fallback, name).toBe(fallback);
    }
  });
});
