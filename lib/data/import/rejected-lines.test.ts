import { beforeAll, describe, expect, it } from "vitest";
import { IMPORT_GOOD_LINE as GOOD, IMPORT_HEADER as HEADER, importFolders } from "@/lib/testing/import-folders";
import { REJECTION_REASONS } from "./import-columns";

const { importOf } = importFolders();
const ALL = { kind: "all" } as const;

describe("rejected lines", () => {
  /** The bad line stands at line 3, between two good ones. */
  const BAD: readonly (readonly [reason: string, line: string, value: string])[] = [
    ["missing_order_id", ",2024-01-05,7,P1,1,1", ""],
    ["missing_ordered_at", "2, ,7,P1,1,1", ""],
    ["missing_customer_id", "2,2024-01-05,,P1,1,1", ""],
    ["missing_product_id", "2,2024-01-05,7,,1,1", ""],
    ["missing_quantity", "2,2024-01-05,7,P1,,1", ""],
    ["unparsable_date", "2,2024-02-30,7,P1,1,1", "2024-02-30"],
    ["unparsable_date", "2,infinity,7,P1,1,1", "infinity"],
    ["date_out_of_range", "2,1989-12-31 23:59:59,7,P1,1,1", "1989-12-31 23:59:59"],
    ["date_out_of_range", "2,2038-01-01,7,P1,1,1", "2038-01-01"],
    ["quantity_not_a_number", "2,2024-01-05,7,P1,two,1", "two"],
    ["quantity_not_a_number", "2,2024-01-05,7,P1,nan,1", "nan"],
    ["quantity_not_a_number", '2,2024-01-05,7,P1,"1,5",1', "1,5"],
    ["quantity_zero", "2,2024-01-05,7,P1,0.0,1", "0.0"],
    ["price_not_a_number", "2,2024-01-05,7,P1,1,free", "free"],
    ["price_negative", "2,2024-01-05,7,P1,1,-0.01", "-0.01"],
    ["wrong_number_of_fields", "2,2024-01-05,7,P1,1", "2,2024-01-05,7,P1,1"],
    ["wrong_number_of_fields", "2,2024-01-05,7,P1,1,1,1", "2,2024-01-05,7,P1,1,1,1"],
    ["quote_not_closed", '2,2024-01-05,7,"P1,1,1', '2,2024-01-05,7,"P1,1,1'],
    ["id_too_long", `2,2024-01-05,7,${"x".repeat(101)},1,1`, `2 7 7 ${"x".repeat(101)}`],
    ["order_under_two_agreements", "1,2024-01-05,8,P1,1,1", "1"],
  ];

  let imported: Awaited<ReturnType<typeof importOf>>;
  beforeAll(async () => {
    const between = BAD.map(([, line], index) => `${line}\n${100 + index},2024-01-06,9,P2,1,1\n`).join("");
    imported = await importOf({ "order_lines.csv": HEADER + GOOD + between });
  });

  it.each(BAD.map((each, index) => [...each, 3 + 2 * index] as const))("%s: %s", (reason, _, value, line) => {
    expect(imported.rejected.filter((each) => each.line === line)).toEqual([
      { file: "order_lines.csv", line, reason, value },
    ]);
  });

  it("leave no trace: the lines between them are all there, and nothing else", () => {
    const { manifest, rejected, snapshot } = imported;
    expect(rejected).toHaveLength(BAD.length);
    expect(manifest.rejected?.total).toBe(BAD.length);
    expect(manifest.rejected?.byReason).toMatchObject({
      unparsable_date: 2,
      quantity_not_a_number: 3,
      quantity_zero: 1,
    });
    expect([...snapshot.orderIds]).toEqual(["1", ...BAD.map((_, index) => String(100 + index))]);
    expect(snapshot.customers.customerId).toEqual(["7", "9"]);
    expect(snapshot.items.productId).toEqual(["P1", "P2"]);
  });

  it("have a reason each that these tests provoke", () => {
    const others = [
      "unknown_encoding",
      "line_too_long",
      "agreement_under_two_customers",
      "duplicate_key",
      "packing_standard_not_a_number",
    ];
    expect(new Set([...BAD.map(([reason]) => reason), ...others])).toEqual(new Set(REJECTION_REASONS));
  });

  it("unknown_encoding: a line that is not UTF-8", async () => {
    const bad = Buffer.concat([
      Buffer.from(`${HEADER}${GOOD}2,2024-01-05,7,`),
      Buffer.from([0xcf, 0xf0]),
      Buffer.from(",1,1\n"),
    ]);
    const { rejected } = await importOf({ "order_lines.csv": bad });
    expect(rejected).toMatchObject([{ line: 3, reason: "unknown_encoding" }]);
  });

  it("line_too_long: a line no order line can be", async () => {
    const { rejected, snapshot } = await importOf({
      "order_lines.csv": `${HEADER}${GOOD}${"x".repeat(3_000_000)}\n3,2024-01-06,9,P2,1,1`,
    });
    expect(rejected).toMatchObject([{ line: 3, reason: "line_too_long" }]);
    expect([...snapshot.orderIds]).toEqual(["1", "3"]);
  });

  it("agreement_under_two_customers: the first line says whose it is", async () => {
    const lines =
      "order_id,ordered_at,customer_id,agreement_id,product_id,quantity\n1,2024-01-05,7,A,P,1\n2,2024-01-05,8,A,P,1\n3,2024-01-05,8,,P,1\n";
    const { rejected, snapshot } = await importOf({ "order_lines.csv": lines });
    expect(rejected).toEqual([
      { file: "order_lines.csv", line: 3, reason: "agreement_under_two_customers", value: "A" },
    ]);
    expect(snapshot.users.agreementId).toEqual(["8", "A"]);
  });

  it("counts lines by the file, through quoted line breaks, blank lines and lines refused before", async () => {
    const lines = `${HEADER}${GOOD}\n2,2024-01-05,7,"P\n1",1,1\nbad\n3,nope,7,P1,1,1\n"4",2024-01-05,7,"12"" pipe",1,1\n5,2024-01-05,7,3" pipe,1,1\n6,x,7,P,1,1\n`;
    const { rejected, snapshot } = await importOf({ "order_lines.csv": lines });
    expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [6, "wrong_number_of_fields"],
      [7, "unparsable_date"],
      [10, "unparsable_date"],
    ]);
    expect([...snapshot.items.productId].sort()).toEqual(['12" pipe', '3" pipe', "P\n1", "P1"]);
  });

  it("duplicate and keyless rows of products and customers", async () => {
    const { rejected, erp } = await importOf({
      "order_lines.csv": HEADER + GOOD,
      "products.csv": "product_id,product_name,packing_standard\nP1,First,2\nP1,Second,2\n,None,1\nP9,Odd,many\n",
      "customers.csv": "customer_id,customer_name\n7,Seven\n7,Again\n",
    });
    expect(rejected).toEqual([
      { file: "products.csv", line: 3, reason: "duplicate_key", value: "P1" },
      { file: "products.csv", line: 4, reason: "missing_product_id", value: "" },
      { file: "products.csv", line: 5, reason: "packing_standard_not_a_number", value: "many" },
      { file: "customers.csv", line: 3, reason: "duplicate_key", value: "7" },
    ]);
    expect((await erp.customersInScope(ALL)).map((customer) => customer.name)).toEqual(["Seven"]);
    await erp.close();
  });

  it("are listed a page at a time", async () => {
    const bad = Array.from({ length: 30 }, (_, index) => `${index},nope,7,P1,1,1\n`).join("");
    const { store, report } = await importOf({ "order_lines.csv": HEADER + GOOD + bad });
    expect((await store.rejectedLines({ offset: 25, limit: 3 })).map((each) => each.line)).toEqual([28, 29, 30]);
    expect(report.firstRejected).toHaveLength(10);
  });
});
