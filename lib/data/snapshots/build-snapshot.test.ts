import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDuckDbErp } from "@/lib/data/duckdb/duckdb-erp";
import type { IdTypes } from "@/lib/data/erp/schema";
import { SAMPLE_ERP } from "@/lib/data/erp/testing/sample-erp";
import { type TinyErp, writeTinyErp } from "@/lib/data/erp/testing/write-tiny-erp";
import { agreementId, compareIds } from "@/lib/domain/ids";
import type { Snapshot } from "@/lib/domain/snapshot";
import { buildSnapshot } from "./build-snapshot";
import { decodeSnapshot } from "./snapshot-codec";

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "partwise-snapshot-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function build(
  rows: TinyErp,
  { excluded = [], drop = false, idTypes }: { excluded?: string[]; drop?: boolean; idTypes?: IdTypes } = {},
) {
  const name = join(folder, String(count++));
  await writeTinyErp(`${name}.duckdb`, rows, { idTypes });
  const built = await buildSnapshot({
    erpFile: `${name}.duckdb`,
    snapshotFile: `${name}.bin`,
    temporaryFolder: `${name}.sort`,
    settings: { excludedProductIds: excluded, dropWidelyBought: drop },
  });
  return { ...built, snapshot: decodeSnapshot(await readFile(`${name}.bin`)), erpFile: `${name}.duckdb` };
}

/** A user's lines in the words of the ERP port. */
function linesOf(snapshot: Snapshot, user: number) {
  const { lines } = snapshot;
  return Array.from(
    { length: lines.userOffset[user + 1] - lines.userOffset[user] },
    (_, index) => lines.userOffset[user] + index,
  ).map((row) => ({
    orderId: snapshot.orderIds.at(lines.order[row]),
    orderedAtSec: lines.timeSec[row],
    productId: snapshot.items.productId[lines.item[row]],
    quantity: lines.quantity[row],
    unitPrice: lines.price[row],
  }));
}

const ID_KINDS = [
  { idTypes: undefined, id: (value: number) => value },
  {
    idTypes: { customer: "VARCHAR", agreement: "VARCHAR", product: "VARCHAR", order: "VARCHAR" } as const,
    id: (value: number) => (value % 3 === 0 ? `X${value}` : `${value}`),
  },
];

const anyLines = fc.array(
  fc.record({
    order: fc.integer({ min: 1, max: 12 }),
    product: fc.integer({ min: 1, max: 11 }),
    quantity: fc.integer({ min: -1, max: 3 }),
    price: fc.constantFrom(0, 1.25, 3),
    isValid: fc.boolean(),
    isDeleted: fc.boolean(),
  }),
  { minLength: 5, maxLength: 60 },
);
type Line = typeof anyLines extends fc.Arbitrary<(infer T)[]> ? T : never;

function erpRows(lines: readonly Line[], id: (value: number) => number | string): TinyErp {
  return {
    Client: [1, 2, 3].map((client) => ({ ID: id(client), Name: `Client ${client}`, Deleted: client === 3 })),
    ClientAgreement: [1, 2, 3, 12].map((agreement) => ({ ID: id(agreement), ClientID: id(1 + (agreement % 3)) })),
    Product: Array.from({ length: 11 }, (_, index) => ({
      ID: id(index + 1),
      VendorCode: `V${index}`,
      Deleted: index === 10,
    })),
    Order: Array.from({ length: 12 }, (_, index) => ({
      ID: id(index + 1),
      ClientAgreementID: id([1, 2, 3, 12][index % 4]),
      // Some orders of an agreement share their instant.
      Created: `2024-01-${String(1 + (index % 5)).padStart(2, "0")} 08:00:00`,
    })),
    OrderItem: [
      { ID: 0, OrderID: id(1), ProductID: id(1), Qty: 1, PricePerItem: 1 },
      ...lines.map((line, index) => ({
        ID: index + 1,
        OrderID: id(line.order),
        ProductID: id(line.product),
        Qty: line.quantity,
        PricePerItem: line.price,
        IsValidForCurrentSale: line.isValid,
        Deleted: line.isDeleted,
      })),
    ],
  };
}

describe("buildSnapshot", () => {
  it("holds for every agreement exactly the history that the order database answers", async () => {
    await fc.assert(
      fc.asyncProperty(anyLines, fc.constantFrom(...ID_KINDS), async (lines, { idTypes, id }) => {
        const rows = erpRows(lines, id);
        const excluded = [String(id(5))];
        const { snapshot, erpFile } = await build(rows, { idTypes, excluded });
        const erp = await openDuckDbErp({ file: erpFile, settings: { excludedProductIds: excluded } });
        try {
          for (const { ID } of rows.ClientAgreement) {
            const user = snapshot.users.agreementId.indexOf(agreementId(String(ID)));
            const fromSql =
              (
                await erp.agreementHistory(
                  { kind: "all" },
                  { agreementId: agreementId(String(ID)), beforeSec: 2 ** 31 - 1 },
                )
              )?.purchases ?? [];
            expect(user < 0 ? [] : linesOf(snapshot, user)).toEqual(fromSql);
          }
        } finally {
          await erp.close();
        }
      }),
      { numRuns: 6 },
    );
  });

  it("gives the same bytes whatever order the rows are in", async () => {
    const [lines] = fc.sample(anyLines, { numRuns: 1, seed: 3 });
    const rows = erpRows(lines, (id) => id);
    const reversed = Object.fromEntries(Object.entries(rows).map(([table, each]) => [table, [...each].reverse()]));
    expect((await build(reversed)).snapshotId).toBe((await build(rows)).snapshotId);
  });

  it("numbers users, customers and items in the order of compareIds", async () => {
    const ids = ["10", "9", "b", "B", "007", "7", "1234567890123456", "\u{1F600}", "\uFFFD", "é"];
    const rows: TinyErp = {
      Client: [{ ID: 1, Name: "One" }],
      ClientAgreement: [{ ID: 1, ClientID: 1 }],
      Product: ids.map((id) => ({ ID: id, VendorCode: id })),
      Order: [{ ID: 1, ClientAgreementID: 1, Created: "2024-01-01 00:00:00" }],
      OrderItem: ids.map((id, index) => ({ ID: index, OrderID: 1, ProductID: id, Qty: 1, PricePerItem: 1 })),
    };
    const { snapshot } = await build(rows, { idTypes: { product: "VARCHAR" } });
    expect(snapshot.items.productId).toEqual([...ids].sort(compareIds));
    expect(snapshot.items.code).toEqual(snapshot.items.productId);
  });

  it("leaves out deleted customers, deleted and excluded products, carts, returns and invalid lines", async () => {
    const { snapshot, counts, excludedProductIds } = await build(SAMPLE_ERP, { excluded: ["4"] });
    expect(snapshot.users.agreementId).toEqual(["100", "101", "200", "300", "500"]);
    expect(snapshot.items.productId).toEqual(["1", "2"]);
    expect(snapshot.items.packingStandard).toEqual(Float64Array.from([4, 1]));
    expect(snapshot.customers.customerId).toEqual(["10", "20", "30", "50"]);
    expect(Array.from(snapshot.customers.region, (region) => snapshot.regions[region] ?? null)).toEqual([
      "KY",
      null,
      null,
      null,
    ]);
    expect(counts).toEqual({ lines: 7, orders: 6, agreements: 5, customers: 4, products: 2 });
    expect(excludedProductIds).toEqual(["4"]);
  });

  it("gives a product its smallest group once, however many rows link them", async () => {
    const rows: TinyErp = {
      ...SAMPLE_ERP,
      ProductGroup: [
        { ID: 1, Name: "Everything" },
        { ID: 2, Name: "Filters" },
      ],
      ProductProductGroup: [
        { ID: 1, ProductID: 1, ProductGroupID: 1 },
        { ID: 2, ProductID: 2, ProductGroupID: 1 },
        { ID: 3, ProductID: 1, ProductGroupID: 2 },
        { ID: 4, ProductID: 1, ProductGroupID: 2 },
      ],
    };
    const { snapshot } = await build(rows, { excluded: ["4"] });
    expect(Array.from(snapshot.items.group, (group) => snapshot.groups[group])).toEqual(["Filters", "Everything"]);
  });

  it("refuses a history without a purchase", async () => {
    await expect(build({ ...SAMPLE_ERP, OrderItem: [] })).rejects.toMatchObject({
      code: "invalid_input",
      remedy: expect.any(String),
    });
  });
});

describe("products that most customers bought", () => {
  /** 30 customers: all buy the opening debt two years ago, each another part since. */
  const customers = Array.from({ length: 30 }, (_, index) => index + 1);
  const rows: TinyErp = {
    Client: customers.map((id) => ({ ID: id, Name: `C${id}` })),
    ClientAgreement: customers.map((id) => ({ ID: id, ClientID: id })),
    Product: [
      { ID: 99, VendorCode: "DEBT", Name: "Debt" },
      ...customers.map((id) => ({ ID: id, VendorCode: `P${id}` })),
    ],
    Order: customers.flatMap((id) => [
      { ID: id, ClientAgreementID: id, Created: "2022-01-01 00:00:00" },
      { ID: id + 100, ClientAgreementID: id, Created: "2024-01-01 00:00:00" },
    ]),
    OrderItem: customers.flatMap((id) => [
      { ID: id, OrderID: id, ProductID: 99, Qty: 1, PricePerItem: 100 },
      { ID: id + 100, OrderID: id + 100, ProductID: id, Qty: 1, PricePerItem: 1 },
    ]),
  };

  it("are warned about by name and kept by default", async () => {
    const { warnings, snapshot, excludedProductIds } = await build(rows);
    expect(warnings).toEqual([expect.stringMatching(/100% .* product 99 \(Debt\)/)]);
    expect(snapshot.items.productId).toContain("99");
    expect(excludedProductIds).toEqual([]);
  });

  it("are left out when the setting says so, and told to whoever reads the order database", async () => {
    const { snapshot, excludedProductIds } = await build(rows, { drop: true });
    expect(snapshot.items.productId).not.toContain("99");
    expect(excludedProductIds).toEqual(["99"]);
  });

  it("are not asked about once excluded", async () => {
    expect((await build(rows, { excluded: ["99"] })).warnings).toEqual([]);
  });
});
