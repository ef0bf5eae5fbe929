import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvFormat } from "./csv-format";
import { csvLine } from "./csv-line";
import { type ListCsvColumn, listCsv } from "./list-csv";

interface Row {
  readonly id: string;
  readonly text: string;
  readonly amount: number | null;
}
const COLUMNS: readonly ListCsvColumn<Row>[] = [
  { key: "id", value: (row) => row.id },
  { key: "text", value: (row) => row.text },
  { key: "amount", value: (row) => row.amount },
];
const stamp = { dataTo: "2026-11-21T21:40:00.000Z", model: "v3", asOf: "2026-11-22T00:00:00.000Z", snapshotId: "abc" };
const write = (rows: readonly Row[], { locale = "en", columns = COLUMNS } = {}) => [
  ...listCsv({ columns, rows, stamp, locale, linkOf: ({ id }) => `https://partwise.example/${id}` }),
];
const anyRow = fc.record({
  id: fc.string({ minLength: 1 }),
  text: fc.string({ unit: "binary" }),
  amount: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
});

describe("listCsv", () => {
  it("writes the mark and the header, then one piece a row with its link and the stamp", () => {
    expect(write([{ id: "7", text: "=1+1", amount: -1.5 }])).toEqual([
      "\uFEFFid,text,amount,link,data_to,model,as_of,snapshot\r\n",
      "7,'=1+1,-1.5,https://partwise.example/7,2026-11-21T21:40:00.000Z,v3,2026-11-22T00:00:00.000Z,abc\r\n",
    ]);
  });

  it("keeps the order of the rows and of the columns, whatever they hold, in both languages", () => {
    fc.assert(
      fc.property(
        fc.array(anyRow),
        fc.shuffledSubarray([...COLUMNS], { minLength: 1 }),
        fc.constantFrom("en", "uk"),
        (rows, columns, locale) => {
          const pieces = write(rows, { locale, columns });
          expect(pieces).toHaveLength(rows.length + 1);
          rows.forEach((row, at) => {
            const own = csvLine(
              [...columns.map(({ value }) => value(row)), `https://partwise.example/${row.id}`],
              csvFormat(locale),
            );
            expect(pieces[at + 1].startsWith(own.slice(0, -2))).toBe(true);
          });
        },
      ),
    );
  });

  it("asks for a row's values when its piece is wanted, not before", () => {
    const asked: string[] = [];
    const columns = [{ key: "id", value: ({ id }: Row) => String(asked.push(id)) }];
    const pieces = listCsv({
      columns,
      rows: ["a", "b"].map((id) => ({ id, text: "", amount: 0 })),
      stamp,
      locale: "en",
      linkOf: () => "",
    });
    pieces.next();
    pieces.next();
    expect(asked).toEqual(["a"]);
  });
});
