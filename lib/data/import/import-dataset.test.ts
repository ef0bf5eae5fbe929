import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { sqlText, withDuckDb } from "@/lib/data/duckdb/duckdb-file";
import { readPointer } from "@/lib/data/snapshots/dataset-folder";
import {
  IMPORT_GOOD_LINE as GOOD,
  IMPORT_HEADER as HEADER,
  type ImportFiles,
  importFolders,
} from "@/lib/testing/import-folders";
import { loadImportFolder } from "./load-import-folder";

const { folderOf, importOf, pathOf } = importFolders();
const ALL = { kind: "all" } as const;

describe("what is read", () => {
  it("counts a return and takes it neither for a purchase nor for an error", async () => {
    const { manifest, snapshot } = await importOf({ "order_lines.csv": `${HEADER}${GOOD}2,2024-01-06,7,P1,-2,3.5\n` });
    expect(manifest.rejected).toEqual({ total: 0, returns: 1, byReason: {} });
    expect(snapshot.lines.quantity).toEqual(Float64Array.from([2]));
  });

  it.each([
    [
      "semicolons and decimal commas",
      "order_id;ordered_at;customer_id;product_id;quantity;unit_price\n1;05.01.2024 10:00;7;P1;1,5;1 003,50\n",
    ],
    [
      "tabs, a byte order mark and CRLF",
      "\uFEFForder_id\tordered_at\tcustomer_id\tproduct_id\tquantity\tunit_price\r\n1\t2024-01-05T10:00:00Z\t7\tP1\t1,5\t1003,5\r\n",
    ],
    [
      "upper case names in another order, quoted, with more columns",
      'Comment,QUANTITY,"Product_ID",Customer_Id,ORDERED_AT,Order_ID,unit_price\n"a, b",1.5,P1,7,2024-01-05T12:00:00+02:00,1,1003.5',
    ],
    [
      "month first, as the file shows",
      "order_id,ordered_at,customer_id,product_id,quantity,unit_price\n1,01/05/2024 10:00,7,P1,1.5,1003.5\n2,12/31/2023 10:00,8,P1,1,1\n",
    ],
    [
      "day first, as the file shows",
      "order_id,ordered_at,customer_id,product_id,quantity,unit_price\n1,5/1/2024 10:00:00,7,P1,1.5,1003.5\n2,31/12/2023 10:00,8,P1,1,1\n",
    ],
  ])("takes %s", async (_, content) => {
    const { snapshot, rejected } = await importOf({ "order_lines.csv": content });
    expect(rejected).toEqual([]);
    const line = snapshot.lines.userOffset[snapshot.users.agreementId.indexOf("7" as never)];
    expect({
      time: snapshot.lines.timeSec[line],
      quantity: snapshot.lines.quantity[line],
      price: snapshot.lines.price[line],
    }).toEqual({
      time: Date.parse("2024-01-05T10:00:00Z") / 1000,
      quantity: 1.5,
      price: 1003.5,
    });
  });

  it("says so when nothing shows whether the day or the month stands first", async () => {
    const { manifest } = await importOf({ "order_lines.csv": `${HEADER}1,05/06/2024,7,P1,1,1\n` });
    expect(manifest.warnings).toEqual([expect.stringContaining("day/month/year")]);
  });

  it("reads gzip and Parquet to the same snapshot as CSV", async () => {
    const rows = Array.from(
      { length: 50 },
      (_, index) =>
        `${index % 9},2024-01-0${1 + (index % 9)} 10:00:00,${index % 3},P${index % 7},${1 + (index % 4)},${index / 4}\n`,
    );
    const csv = await folderOf({ "order_lines.csv": HEADER + rows.join("") });
    const gzip = await folderOf({});
    await pipeline(
      createReadStream(join(csv, "order_lines.csv")),
      createGzip(),
      createWriteStream(join(gzip, "Order_Lines.CSV.gz")),
    );
    const parquet = await folderOf({});
    await withDuckDb(":memory:", { access: "read_write" }, async (connection) => {
      await connection.run(
        `COPY (SELECT * FROM read_csv(${sqlText(join(csv, "order_lines.csv"))})) TO ${sqlText(join(parquet, "order_lines.parquet"))} (FORMAT parquet)`,
      );
    });
    const cacheDir = pathOf("cache");
    const [fromCsv, fromGzip, fromParquet] = [
      await loadImportFolder({ folder: csv, cacheDir }),
      await loadImportFolder({ folder: gzip, cacheDir }),
      await loadImportFolder({ folder: parquet, cacheDir }),
    ];
    expect(fromGzip.id).toBe(fromCsv.id);
    expect(fromParquet.id).toBe(fromCsv.id);
    expect((await loadImportFolder({ folder: csv, cacheDir })).id).toBe(fromCsv.id);
    expect((await importOf(csv)).snapshot.id).toBe(fromCsv.id);
  });

  it("rejects rows of a Parquet file by their number", async () => {
    const folder = await folderOf({});
    await withDuckDb(":memory:", { access: "read_write" }, async (connection) => {
      await connection.run(`COPY (SELECT * FROM (VALUES (1, DATE '2024-01-01', 7.0, 'A', 1.0, NULL), (2, NULL, 7.0, 'A', 1.0, NULL), (3, DATE '2024-01-01', 7.0, 'A', 'nan'::DOUBLE, 1.0))
        AS t(order_id, ordered_at, customer_id, product_id, quantity, unit_price)) TO ${sqlText(join(folder, "order_lines.parquet"))} (FORMAT parquet)`);
    });
    const { rejected, snapshot } = await importOf(folder);
    expect(rejected).toMatchObject([
      { line: 2, reason: "missing_ordered_at" },
      { line: 3, reason: "quantity_not_a_number", value: "nan" },
    ]);
    expect(snapshot.customers.customerId).toEqual(["7"]);
  });

  it("takes the optional columns of products and customers", async () => {
    const { erp, snapshot } = await importOf({
      "order_lines.csv": `${HEADER}${GOOD}2,2024-01-05,8,P2,1,1\n`,
      "products.csv":
        "product_id,product_code,product_name,product_name_uk,group,oe_number,packing_standard,car_brand\nP1,C-1,Filter,Фільтр,Filters|All,OE,4,DAF|MAN\nP3,C-3,Never sold,,All,,,\n",
      "customers.csv":
        "customer_id,customer_name,region,tax_id,owner_email,phone,email\n7,Alfa,KY,123,Ann@x.example,+380,a@x\n8,Beta,LV,,,,\n",
    });
    expect(await erp.products(["P1", "P2"] as never)).toEqual([
      { productId: "P1", code: "C-1", name: "Filter", nameUk: "Фільтр", oeNumber: "OE", packingStandard: 4 },
      { productId: "P2", code: "P2", name: "", nameUk: null, oeNumber: null, packingStandard: 1 },
    ]);
    const ann = await erp.personByEmail("ann@x.example");
    const [alfa, beta] = await erp.customersInScope(ALL);
    expect(alfa).toEqual({
      customerId: "7",
      name: "Alfa",
      taxId: "123",
      phone: "+380",
      email: "a@x",
      region: "KY",
      ownerId: ann?.ownerId,
      ownerName: "ann",
      isBlocked: false,
    });
    expect(beta).toMatchObject({ name: "Beta", region: "LV", ownerId: null });
    expect(snapshot.groups[snapshot.items.group[0]]).toBe("Filters");
    expect(Object.fromEntries((await erp.describe()).tables.map(({ name, rows }) => [name, rows]))).toMatchObject({
      CarBrand: 2,
      ProductCarBrand: 2,
      ProductGroup: 2,
    });
    await erp.close();
  });

  it("shares customers without owners out evenly between the two reps, 30% unassigned, the same way each time", async () => {
    const files = {
      "order_lines.csv":
        HEADER + Array.from({ length: 200 }, (_, index) => `${index},2024-01-05,${index},P,1,1\n`).join(""),
    };
    const owners: (string | null)[][] = [];
    for (let attempt = 0; attempt < 2; attempt++) {
      const { erp } = await importOf(files);
      owners.push((await erp.customersInScope(ALL)).map((customer) => customer.ownerId));
      const reps = [
        await erp.personByEmail("olena@partwise.example"),
        await erp.personByEmail("taras@partwise.example"),
      ];
      expect(reps.map((rep) => owners[attempt].filter((owner) => owner === rep?.ownerId).length)).toEqual([70, 70]);
      await erp.close();
    }
    expect(owners[0].filter((owner) => owner === null)).toHaveLength(60);
    expect(owners[1]).toEqual(owners[0]);
  });

  it("keeps ids as the source writes them", async () => {
    const { snapshot } = await importOf({
      "order_lines.csv": `${HEADER}01,2024-01-05,7,000123,1,1\n1,2024-01-05,8,123,1,1\n`,
    });
    expect([...snapshot.orderIds]).toEqual(["01", "1"]);
    expect([...snapshot.items.productId].sort()).toEqual(["000123", "123"]);
  });
});

describe("a folder that cannot be imported", () => {
  const REFUSED: readonly (readonly [what: string, files: ImportFiles, message: RegExp])[] = [
    ["no order_lines", { "products.csv": "product_id\nP\n" }, /no order_lines file/],
    ["an empty file", { "order_lines.csv": "" }, /order_lines\.csv is empty/],
    ["a header only", { "order_lines.csv": HEADER }, /None of the 0 lines/],
    [
      "a missing column",
      { "order_lines.csv": "order_id,ordered_at,product_id\n1,2024-01-01,P\n" },
      /lacks the columns customer_id, quantity/,
    ],
    ["a column twice", { "order_lines.csv": `quantity,${HEADER}1,${GOOD}` }, /quantity twice/],
    [
      "no good line",
      { "order_lines.csv": `${HEADER}1,nope,7,P,1,1\n` },
      /None of the 1 lines .* line 2, unparsable_date "nope"/,
    ],
    ["returns only", { "order_lines.csv": `${HEADER}1,2024-01-01,7,P,-1,1\n` }, /1 are returns/],
    ["UTF-16", { "order_lines.csv": Buffer.from(`\uFEFF${HEADER}${GOOD}`, "utf16le") }, /UTF-16/],
    ["a false Parquet file", { "order_lines.parquet": "PAR1 not" }, /cannot be read as a Parquet file/],
    ["a broken gzip file", { "order_lines.csv.gz": "not gzip" }, /not a whole gzip file/],
    [
      "two files of one table",
      { "order_lines.csv": HEADER + GOOD, "order_lines.parquet": "x" },
      /order_lines\.csv and order_lines\.parquet/,
    ],
    [
      "products without their key",
      { "order_lines.csv": HEADER + GOOD, "products.csv": "code\nx\n" },
      /products\.csv lacks the column product_id/,
    ],
  ];

  let dataDir: string;
  beforeAll(async () => {
    ({ dataDir } = await importOf({ "order_lines.csv": HEADER + GOOD }));
  });

  it.each(REFUSED)("with %s leaves the current dataset untouched and says what to do", async (_, files, message) => {
    const before = await readPointer(dataDir);
    await expect(importOf(files, dataDir)).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringMatching(message),
      remedy: expect.any(String),
    });
    expect(await readPointer(dataDir)).toBe(before);
  });

  it("that does not exist writes nothing at all", async () => {
    const dataDir = pathOf("never");
    await expect(importOf(pathOf("nowhere"), dataDir)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(readFile(dataDir)).rejects.toMatchObject({ code: "ENOENT" });
  });
});

const REAL_DATA = process.env.PARTWISE_REAL_DATA ?? "../shared/data/online-retail";

describe.runIf(existsSync(REAL_DATA))("Online Retail", () => {
  it("imports every line but the returns", async () => {
    const { manifest, snapshot } = await importOf(REAL_DATA);
    expect(manifest.rejected).toEqual({ total: 0, returns: 8905, byReason: {} });
    expect(manifest.counts).toEqual({
      lines: 397_924,
      orders: 18_536,
      agreements: 4339,
      customers: 4339,
      products: 3665,
    });
    expect(manifest.warnings).toEqual([]);
    expect(snapshot.lines.userCount).toBe(4339);
  }, 120_000);
});
