import type { CsvFormat } from "./csv-format";

export type CsvValue = string | number | null;

/**
 * Text that a spreadsheet could run: it begins (after blanks, which some programs drop) with a formula sign, or
 * with a control character that splits the cell. The full-width signs are what a Japanese input method types and
 * Excel takes them too. Leading apostrophes are skipped so that `'=x` and `=x` stay different after the mending.
 * Source: OWASP, "CSV Injection".
 */
const FORMULA_START = /^(?:[\t\r\n]|['\s]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/u;

/** Text with an apostrophe before it when a spreadsheet could run it; any other text as it is. */
export function neutraliseFormula(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

/**
 * One field of a CSV line. Numbers are printed so that they read back to the same double, negative ones too;
 * null and numbers that are not finite give an empty field; text is neutralised, then quoted when it must be.
 */
export function csvCell(value: CsvValue, format: CsvFormat): string {
  if (value === null) return "";
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return "";
    const printed = String(value === 0 ? 0 : value);
    return format.decimalMark === "." ? printed : quote(printed.replace(".", format.decimalMark), format);
  }
  return quote(neutraliseFormula(value), format);
}

function quote(text: string, { separator }: CsvFormat): string {
  const mustQuote = text.includes(separator) || /["\r\n]/.test(text) || text !== text.trim();
  return mustQuote ? `"${text.replaceAll('"', '""')}"` : text;
}
