import { describe, expect, it } from "vitest";
import { buildSearchIndex } from "./build-search-index";
import { similarDocuments } from "./similar-documents";

const texts = [
  "Oil filter MANN W940",
  "Oil filter Hengst H18",
  "Oil filter Knecht MANN W940",
  "Brake pad Textar",
  ...Array.from({ length: 60 }, (_, at) => `Part ${at} of no matter`),
];
const index = buildSearchIndex(
  texts.map((text, at) => ({ code: `c${at}`, otherCodes: [], text, weight: at === 3 ? 0 : 1 })),
);
const similar = (document: number, atLeast = 0.1) =>
  similarDocuments(index, texts[document], {
    textOf: (one) => texts[one],
    limit: 5,
    atLeast,
    allows: (one) => one !== document,
  });

describe("similarDocuments", () => {
  it("puts first what shares the most telling words, with a share between 0 and 1", () => {
    const found = similar(0);
    expect(found.map(({ document }) => document)).toEqual([2, 1]);
    for (const { similarity } of found) expect(similarity > 0 && similarity <= 1).toBe(true);
    expect(found[0].similarity).toBeGreaterThan(found[1].similarity);
  });

  it("finds nothing where only words in common are those of half the catalogue, or too few", () => {
    expect(similar(3)).toEqual([]);
    expect(similar(10, 0.5)).toEqual([]);
  });
});
