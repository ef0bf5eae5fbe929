import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSearchIndex } from "./build-search-index";
import { isWithinTwoEdits } from "./one-edit";
import { search } from "./search";
import type { SearchDocument } from "./search-index";
import { codeKey } from "./search-keys";
import { TWO_TYPOS_LENGTH, TYPO_LENGTH } from "./typo-terms";

const document = (code: string, rest: Partial<SearchDocument> = {}): SearchDocument => ({
  code,
  otherCodes: [],
  text: "",
  weight: 0,
  ...rest,
});

const find = (documents: readonly SearchDocument[], text: string, limit = 1000) =>
  search(buildSearchIndex(documents), text, { limit }).map((hit) => ({ ...hit, code: documents[hit.document].code }));

const CODE_CHARACTERS = [..."ABCEHKMOPTXYZ0123456789", "-", ".", " ", "/", "А", "С", "Е", "Ф"];
const code = fc
  .string({ unit: fc.constantFrom(...CODE_CHARACTERS), minLength: 1, maxLength: 12 })
  .filter((text) => codeKey(text) !== "");
const codes = fc.uniqueArray(code, { minLength: 1, maxLength: 25, selector: codeKey });
const catalogue = codes.chain((list) =>
  fc.tuple(
    ...list.map((each) =>
      fc.record({
        code: fc.constant(each),
        otherCodes: fc.array(code, { maxLength: 2 }),
        text: fc.constantFrom("Oil filter", "Фільтр оливи", "Brake pad", "", each),
        weight: fc.nat(50),
      }),
    ),
  ),
);

/** The same code as somebody else would type it. */
const TWINS: Readonly<Record<string, string>> = {
  A: "А",
  B: "В",
  C: "С",
  E: "Е",
  H: "Н",
  K: "К",
  M: "М",
  O: "О",
  P: "Р",
  T: "Т",
  X: "Х",
  Y: "У",
};
function retyped(text: string, choices: readonly number[]): string {
  return [...text]
    .map((letter, at) => {
      const choice = choices[at % choices.length];
      const other = choice % 2 === 0 ? letter : (TWINS[letter] ?? letter);
      const cased = choice % 3 === 0 ? other.toLowerCase() : other;
      return cased + ["", "-", " ", ".", "/"][choice % 5];
    })
    .join("");
}

/** One typing error in a key. */
function mistyped(key: string, { at, kind, letter }: { at: number; kind: number; letter: string }): string {
  const place = at % key.length;
  if (kind === 0) return key.slice(0, place) + key.slice(place + 1);
  if (kind === 1) return key.slice(0, place) + letter + key.slice(place);
  if (kind === 2) return key.slice(0, place) + letter + key.slice(place + 1);
  const next = Math.min(key.length - 1, place + 1);
  return key.slice(0, place) + (key[next] ?? "") + (next > place ? key[place] : "") + key.slice(next + 1);
}

describe("search", () => {
  it("puts the document with exactly this code first, whatever else fits", () => {
    fc.assert(
      fc.property(catalogue, fc.nat(), (documents, pick) => {
        const wanted = documents[pick % documents.length].code;
        expect(find(documents, wanted, 1)[0].code).toBe(wanted);
      }),
    );
  });

  it("finds a code typed in other case, the other alphabet's look-alikes, with or without dashes, blanks and dots", () => {
    fc.assert(
      fc.property(catalogue, fc.nat(), fc.array(fc.nat(30), { minLength: 1 }), (documents, pick, choices) => {
        const wanted = documents[pick % documents.length].code;
        expect(find(documents, retyped(wanted, choices), 1)[0].code).toBe(wanted);
      }),
    );
  });

  it("finds a code of five characters or more with any one typing error", () => {
    const error = fc.record({ at: fc.nat(20), kind: fc.nat(3), letter: fc.constantFrom(..."abxyz0189") });
    fc.assert(
      fc.property(catalogue, fc.nat(), error, (documents, pick, mistake) => {
        const wanted = documents[pick % documents.length].code;
        fc.pre(codeKey(wanted).length >= TYPO_LENGTH);
        const typed = mistyped(codeKey(wanted), mistake);
        expect(find(documents, typed).map((hit) => hit.code)).toContain(wanted);
      }),
      { numRuns: 400 },
    );
  });

  it("finds a code of eight characters or more with any two typing errors, unless another is as it was typed", () => {
    const error = fc.record({ at: fc.nat(20), kind: fc.nat(3), letter: fc.constantFrom(..."abxyz0189") });
    const long = fc.string({ unit: fc.constantFrom(..."ABCD0123456789"), minLength: 10, maxLength: 14 });
    fc.assert(
      fc.property(long, fc.array(code, { maxLength: 3 }), error, error, (wanted, others, first, second) => {
        const key = codeKey(wanted);
        const typed = mistyped(mistyped(key, first), second);
        // An error in what the other one left may be a third: a letter put between two that were swapped.
        fc.pre(isWithinTwoEdits(typed, { text: key, from: 0, to: key.length }));
        const hits = find([document(wanted), ...others.map((each) => document(each))], typed);
        const isOtherAsTyped = hits.some(({ match }) => ["code", "sound", "code_start"].includes(match));
        expect(isOtherAsTyped || hits.some((hit) => hit.code === wanted)).toBe(true);
      }),
      { numRuns: 600 },
    );
    expect("LF3349AB").toHaveLength(TWO_TYPOS_LENGTH);
    expect(find([document("LF3349AB")], "LF3439BA").map(({ match }) => match)).toEqual(["code_two_typos"]);
    expect(find([document("LF3349A")], "FL3439A")).toEqual([]);
    expect(find([document("LF3349AB"), document("LF3439BA")], "LF3439BA")).toHaveLength(1);
    expect(find([document("1", { text: "Brake Амортизатор" })], "brake omortizatr")).toHaveLength(1);
  });

  it("forgives an error of each kind at each place of a code of five characters", () => {
    const documents = [document("LF349")];
    for (const typed of [
      "LF34",
      "F349",
      "LF49",
      "LF39",
      "LF3499",
      "XLF349",
      "LX349",
      "FL349",
      "L3F49",
      "LF439",
      "LF394",
      "LF348",
    ]) {
      expect(find(documents, typed), typed).toHaveLength(1);
    }
    expect(find(documents, "FL394")).toEqual([]);
  });

  it("finds the same whether a document is alone or among others, and never one that does not exist", () => {
    fc.assert(
      fc.property(catalogue, code, (documents, typed) => {
        const together = find(documents, typed).map((hit) => hit.document);
        expect(new Set(together).size).toBe(together.length);
        const alone = documents.flatMap((each, at) => (find([each], typed).length > 0 ? [at] : []));
        // Alone there is always room for weaker finds: a word with an error, a part.
        for (const at of together) expect(alone).toContain(at);
      }),
    );
  });

  it("leaves out what the reader may not see, and fills the places with what they may", () => {
    const documents = [document("A1"), document("A2"), document("A3")];
    const index = buildSearchIndex(documents);
    expect(search(index, "A", { limit: 2, allows: (at) => at !== 0 }).map((hit) => hit.document)).toEqual([1, 2]);
  });

  it("finds words in any order, by their beginnings, in either alphabet and by their sound", () => {
    const documents = [
      document("W940", { text: "Oil filter MANN Фільтр масляний" }),
      document("P100", { text: "Brake pad Гальмівна колодка" }),
    ];
    for (const typed of ["filter mann", "mann fil", "фільтр", "фильтр", "filtr", "маслян", "OIL", "fitler-mann oil"]) {
      expect(find(documents, typed)[0]?.code, typed).toBe("W940");
    }
    expect(find(documents, "kolodka")[0].code).toBe("P100");
    expect(find(documents, "brake filter")).toEqual([]);
  });

  it("orders equally good finds by weight, then by position", () => {
    const text = "Belt";
    const documents = [document("1", { text }), document("2", { text, weight: 9 }), document("3", { text })];
    expect(find(documents, "belt").map((hit) => hit.code)).toEqual(["2", "1", "3"]);
  });

  it("ranks the own code before another's OE number, and both before a beginning", () => {
    const documents = [document("81508"), document("x", { otherCodes: ["8150"] }), document("8150")];
    expect(find(documents, "81 50").map(({ code: each, match }) => [each, match])).toEqual([
      ["8150", "code"],
      ["x", "other_code"],
      ["81508", "code_start"],
    ]);
  });

  it("keeps room for a code with a typing error among many longer ones", () => {
    const documents = [
      ...Array.from({ length: 40 }, (_, at) => document(`LF3349${at}`, { weight: 5 })),
      document("LF3348"),
    ];
    expect(find(documents, "LF3349", 8).map((hit) => hit.code)).toContain("LF3348");
  });

  it("finds the last digits of a code, and half of a compound word", () => {
    const documents = [document("LF-3349"), document("7", { text: "ТОВ Львівтранс" })];
    expect(find(documents, "3349")[0].code).toBe("LF-3349");
    expect(find(documents, "транс")[0].code).toBe("7");
  });

  it("finds nothing for nothing, and in nothing", () => {
    expect(find([document("A")], " -./ ")).toEqual([]);
    expect(find([], "A")).toEqual([]);
  });
});
