import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell, neutraliseFormula } from "./csv-cell";
import { csvFormat } from "./csv-format";
import { csvLine } from "./csv-line";

/** An RFC 4180 reader, written apart from the writer: a state machine over characters. */
function parseCsv(text: string, separator: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"' && field === "") quoted = true;
    else if (character === separator) {
      record.push(field);
      field = "";
    } else if (character === "\r" && text[at + 1] === "\n") {
      records.push([...record, field]);
      record = [];
      field = "";
      at += 1;
    } else field += character;
  }
  return records;
}

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', ",", ";", "'", " ", "a", "1", "є") }),
);
const locales = fc.constantFrom("en", "uk");

describe("csvLine", () => {
  it("gives any text back through a CSV reader, apart from the guarding apostrophe", () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 6 }), locales, (cells, locale) => {
        const format = csvFormat(locale);
        expect(parseCsv(csvLine(cells, format), format.separator)).toEqual([cells.map(neutraliseFormula)]);
      }),
    );
  });

  it("keeps two different texts different", () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        fc.pre(a !== b);
        expect(neutraliseFormula(a)).not.toBe(neutraliseFormula(b));
      }),
    );
    expect(neutraliseFormula("=1")).not.toBe(neutraliseFormula("'=1"));
  });

  it("starts no text cell with a formula sign, a tab or a line end", () => {
    fc.assert(
      fc.property(anyText, locales, (text, locale) => {
        const format = csvFormat(locale);
        const [[read]] = parseCsv(csvLine([text], format), format.separator);
        expect(read).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]/u);
      }),
    );
  });

  it("gives every number back exactly, the negative ones too", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), locales, (value, locale) => {
        const format = csvFormat(locale);
        const [[read]] = parseCsv(csvLine([value], format), format.separator);
        expect(Number(read.replace(format.decimalMark, "."))).toBe(value === 0 ? 0 : value);
      }),
    );
    expect(csvCell(-12.5, csvFormat("en"))).toBe("-12.5");
    expect(csvCell(-12.5, csvFormat("uk"))).toBe("-12,5");
  });

  it("leaves absent and not finite values empty", () => {
    expect(csvLine([null, Number.NaN, "", 0], csvFormat("en"))).toBe(",,,0\r\n");
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["+380671112233", "'+380671112233"],
    ["-5", "'-5"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\rx", "'\rx"],
    [" =1", "' =1"],
    ["\uFF1D1", "'\uFF1D1"],
    ["A-100", "A-100"],
    ["", ""],
  ])("neutralises %j to %j", (text, expected) => {
    expect(neutraliseFormula(text)).toBe(expected);
  });
});
