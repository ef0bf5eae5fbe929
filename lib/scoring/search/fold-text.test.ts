import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText, matchesWords } from "./fold-text";

describe("foldText", () => {
  it("makes Latin and Cyrillic look-alikes equal in either direction", () => {
    expect(foldText("АС-100 ХЕ")).toBe(foldText("AC-100 XE"));
    expect(foldText("ВМТК Но")).toBe(foldText("BMTK Ho"));
    expect(foldText("Іван")).toBe(foldText("Iвaн"));
  });

  it("ignores case, apostrophes, diacritics and runs of blanks", () => {
    expect(foldText("  Лук’янов   ТОВ ")).toBe(foldText("лукянов тов"));
    expect(foldText("Škoda")).toBe("skoda");
  });

  it("changes nothing when applied twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });

  it("finds every part of a text in the text", () => {
    expect(matchesWords(foldText("транс лтд"), [foldText("ТОВ Львівтранс"), foldText("ЛТД-5")])).toBe(true);
    expect(matchesWords(foldText("транс оаэ"), [foldText("ТОВ Львівтранс")])).toBe(false);
  });
});
