import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import type { Locale } from "@/lib/presentation/locale";
import { messagesFor } from "@/lib/presentation/messages/messages";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";
import { type AgreementCsvRow, agreementCsv } from "./agreement-csv";

const row: AgreementCsvRow = {
  productId: "7",
  code: "=LF,3349",
  name: "Oil filter",
  nameUk: "Фільтр оливи",
  list: "reorder",
  rank: 1,
  score: 0.1 + 0.2,
  components: [
    { key: "frequency", raw: 0.5, weight: 0.2, contribution: 0.1 },
    { key: "recency", raw: 1, weight: 0.2, contribution: 0.2 },
  ],
  reasons: [{ key: "overdue", values: { daysOverdue: 17, intervalDays: 24 } }],
  rhythm: null,
  suggestedQuantity: 2,
  lastPrice: 12.5,
  value: 25,
  probability: { value: 0.62 },
  outcome: { kind: "offered" },
};

const write = (rows: AgreementCsvRow[], locale: Locale) => [
  ...agreementCsv({
    rows,
    stamp: { dataTo: "2026-11-21T21:40:00.000Z", model: "v3", asOf: "2026-11-22T00:00:00.000Z", snapshotId: "abc" },
    locale,
    t: createTranslator({ locale, messages: messagesFor(locale) }) as unknown as CatalogueTranslator,
    linkOf: ({ productId }) => `https://partwise.example/x#p-${productId}`,
  }),
];

describe("agreementCsv", () => {
  it("starts with the mark and the fixed columns, then one piece a row", () => {
    const [header, line, ...rest] = write([row], "en");
    expect(header.startsWith("\uFEFFrank,product_code,product_name,list,score,reason,")).toBe(true);
    expect(header).toContain(
      ",contribution_frequency,contribution_recency,link,data_to,model,as_of,snapshot,outcome\r\n",
    );
    expect(line).toMatch(/,abc,offered\r\n$/);
    expect(line.startsWith(`1,"'=LF,3349",Oil filter,reorder,0.30000000000000004,`)).toBe(true);
    expect(line).toContain(",17 days overdue: usually every ~24 days");
    expect(rest).toEqual([]);
  });

  it("writes what a Ukrainian spreadsheet reads, under the same column names", () => {
    const [header, line] = write([row], "uk");
    expect(header.startsWith("\uFEFFrank;product_code;product_name;list;score;reason;")).toBe(true);
    expect(line.startsWith("1;'=LF,3349;Фільтр оливи;reorder;0,30000000000000004;")).toBe(true);
  });

  it("gives every line as many fields as the header, also when components differ", () => {
    const pieces = write([row, { ...row, code: "A", list: "discover", components: [], reasons: [] }], "uk");
    const counts = pieces.map((piece) => piece.replaceAll(/"[^"]*"/g, "").split(";").length);
    expect(new Set(counts).size).toBe(1);
  });

  it("writes only the header when there is nothing to recommend", () => {
    expect(write([], "en")).toHaveLength(1);
  });
});
