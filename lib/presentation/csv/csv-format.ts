/** How a language's spreadsheet reads a CSV file. Excel takes both from the system's regional settings. */
export interface CsvFormat {
  readonly separator: "," | ";";
  /** A Ukrainian Excel reads `12.05` as the 12th of May, so its numbers carry a comma. */
  readonly decimalMark: "." | ",";
}

/** `,` and `.` for English (and for programs), `;` and `,` for Ukrainian. */
export function csvFormat(locale: string): CsvFormat {
  return locale === "uk" ? { separator: ";", decimalMark: "," } : { separator: ",", decimalMark: "." };
}

/** Excel takes a file for UTF-8 only when it starts with this mark. */
export const UTF8_BOM = "\uFEFF";

/** RFC 4180, 2005. */
export const CSV_LINE_END = "\r\n";
