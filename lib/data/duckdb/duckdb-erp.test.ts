import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ErpSettings } from "@/lib/data/erp/erp-settings";
import { SAMPLE_ERP } from "@/lib/data/erp/testing/sample-erp";
import { type TinyErp, type TinyErpOptions, writeTinyErp } from "@/lib/data/erp/testing/write-tiny-erp";
import type { ErpPort } from "@/lib/data/ports";
import type { Scope } from "@/lib/domain/caller";
import { agreementId, customerId, ownerId, productId } from "@/lib/domain/ids";
import { openDuckDbErp } from "./duckdb-erp";

const ALL: Scope = { kind: "all" };
const OLENA: Scope = { kind: "owned", ownerId: ownerId("1"), includeUnassigned: false };
const TARAS: Scope = { kind: "owned", ownerId: ownerId("2"), includeUnassigned: false };
const FOREVER = 4_000_000_000;
const sec = (text: string) => Date.parse(`${text}Z`) / 1000;

let folder: string;
let fileCount = 0;
const opened: ErpPort[] = [];

async function erpOf(
  rows: TinyErp = SAMPLE_ERP,
  { settings, ...options }: TinyErpOptions & { settings?: Partial<ErpSettings> } = {},
): Promise<ErpPort> {
  const file = join(folder, `${fileCount++}.duckdb`);
  await writeTinyErp(file, rows, options);
  const erp = await openDuckDbErp({ file, settings });
  opened.push(erp);
  return erp;
}
const names = async (erp: ErpPort, scope: Scope) =>
  (await erp.customersInScope(scope)).map((customer) => customer.name);
const history = async (
  erp: ErpPort,
  agreement: string,
  { scope = ALL, before = FOREVER }: { scope?: Scope; before?: number } = {},
) => (await erp.agreementHistory(scope, { agreementId: agreementId(agreement), beforeSec: before }))?.purchases ?? null;

let erp: ErpPort;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "partwise-erp-"));
  erp = await erpOf();
});
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
  await rm(folder, { recursive: true, force: true });
});

describe("lines that count", () => {
  it("keeps lines whose order or item is marked Deleted, and drops invalid lines, returns and carts", async () => {
    expect(await history(erp, "100")).toEqual([
      { orderId: "1000", orderedAtSec: sec("2024-01-01T10:00:00"), productId: "1", quantity: 2, unitPrice: 5 },
      { orderId: "1000", orderedAtSec: sec("2024-01-01T10:00:00"), productId: "2", quantity: 1, unitPrice: 0 },
      { orderId: "1000", orderedAtSec: sec("2024-01-01T10:00:00"), productId: "4", quantity: 1, unitPrice: 700 },
      { orderId: "1001", orderedAtSec: sec("2024-02-01T10:00:00"), productId: "1", quantity: 3, unitPrice: 5.5 },
    ]);
  });

  it("counts all lines where IsValidForCurrentSale does not exist", async () => {
    const rows = { ...SAMPLE_ERP, OrderItem: SAMPLE_ERP.OrderItem.map(({ IsValidForCurrentSale: _, ...row }) => row) };
    const without = await erpOf(rows, { withoutColumns: ["OrderItem.IsValidForCurrentSale"] });
    expect((await history(without, "100"))?.filter((line) => line.orderId === "1001")).toHaveLength(2);
  });

  it("never returns an excluded product", async () => {
    const excluding = await erpOf(SAMPLE_ERP, { settings: { excludedProductIds: ["4", "no such id"] } });
    expect((await history(excluding, "100"))?.map((line) => line.productId)).toEqual(["1", "2", "1"]);
  });

  it("ends strictly before the instant asked for", async () => {
    const at = sec("2024-01-01T10:00:00");
    expect(await history(erp, "100", { before: at })).toEqual([]);
    expect(await history(erp, "100", { before: at + 1 })).toHaveLength(3);
  });
});

describe("a source that names things otherwise", () => {
  it("counts lines by the column that the settings name, and all lines where they name none", async () => {
    const renamed = await erpOf(SAMPLE_ERP, {
      afterwards: ['ALTER TABLE "OrderItem" RENAME COLUMN "IsValidForCurrentSale" TO "Is valid"'],
      settings: { validityColumn: "IS VALID" },
    });
    expect(await history(renamed, "100")).toEqual(await history(erp, "100"));
    const all = await erpOf(SAMPLE_ERP, { settings: { validityColumn: null } });
    expect((await history(all, "100"))?.filter((line) => line.orderId === "1001")).toHaveLength(2);
  });

  it("finds tables and columns whatever their case", async () => {
    const afterwards = [
      'ALTER TABLE "OrderItem" RENAME COLUMN "ProductID" TO "productid"',
      'ALTER TABLE "Client" RENAME TO "client_"',
      'ALTER TABLE "client_" RENAME TO "CLIENT"',
    ];
    const renamed = await erpOf(SAMPLE_ERP, { afterwards });
    expect(await history(renamed, "100")).toEqual(await history(erp, "100"));
    expect(await renamed.customersInScope(OLENA)).toEqual(await erp.customersInScope(OLENA));
  });

  it("reads decimals as the double next to what they say", async () => {
    const exact = await erpOf(
      { ...SAMPLE_ERP, OrderItem: [{ ID: 1, OrderID: 1000, ProductID: 1, Qty: 2, PricePerItem: 0 }] },
      {
        afterwards: [
          'ALTER TABLE "OrderItem" ALTER COLUMN "PricePerItem" TYPE DECIMAL(30, 14)',
          `UPDATE "OrderItem" SET "PricePerItem" = 1234.56789012345678`,
        ],
      },
    );
    expect((await history(exact, "100"))?.map((line) => line.unitPrice)).toEqual([Number("1234.56789012345678")]);
  });
});

describe("an agreement's history", () => {
  it("tells an agreement without lines, which is in scope, from one that is not", async () => {
    expect(await erp.agreementHistory(ALL, { agreementId: agreementId("500"), beforeSec: 0 })).toEqual({
      purchases: [],
      products: [],
    });
    expect(await erp.agreementHistory(ALL, { agreementId: agreementId("999"), beforeSec: FOREVER })).toBeNull();
  });

  it("comes with each product among the lines, once", async () => {
    const record = await erp.agreementHistory(OLENA, { agreementId: agreementId("100"), beforeSec: FOREVER });
    expect(record?.products).toEqual(await erp.products(["1", "2", "4"].map(productId)));
  });
});

describe("owners and scope", () => {
  it("takes the main manager before the profile, and leaves out people who left", async () => {
    const owners = Object.fromEntries(
      (await erp.customersInScope(ALL)).map((customer) => [customer.customerId, customer.ownerId]),
    );
    expect(owners).toEqual({ "10": "1", "20": "2", "30": null, "50": "1" });
  });

  it("asks who sold last only when the settings say so, counting valid orders only", async () => {
    const settings = { ownership: ["main_manager", "profile", "last_seller"] } as const;
    expect((await (await erpOf(SAMPLE_ERP, { settings })).customer(ALL, customerId("30")))?.ownerId).toBe("2");
    const sellerFirst = await erpOf(SAMPLE_ERP, { settings: { ownership: ["last_seller"] } });
    expect((await sellerFirst.customer(ALL, customerId("20")))?.ownerId).toBe("1");
  });

  it("shows a rep own customers only, each once", async () => {
    expect(await names(erp, OLENA)).toEqual(["Alfa", "Delta"]);
    expect(await names(erp, TARAS)).toEqual(["Beta"]);
    expect(await names(erp, { ...OLENA, includeUnassigned: true })).toEqual(["Alfa", "Gamma Ltd", "Delta"]);
    expect(await names(erp, ALL)).toEqual(["Alfa", "Beta", "Gamma Ltd", "Delta"]);
  });

  it("shows a rep without an ERP user nothing, and unassigned customers only when allowed", async () => {
    const nobody: Scope = { kind: "owned", ownerId: null, includeUnassigned: false };
    expect(await names(erp, nobody)).toEqual([]);
    expect(await names(erp, { ...nobody, includeUnassigned: true })).toEqual(["Gamma Ltd"]);
    expect(await names(erp, { ...nobody, ownerId: ownerId("1 OR 1=1") })).toEqual([]);
  });

  it("answers another rep's customer on every method as if it did not exist", async () => {
    expect(await erp.customer(TARAS, customerId("10"))).toBeNull();
    expect(await erp.agreementsOfCustomer(TARAS, customerId("10"))).toEqual([]);
    expect((await erp.agreementsInScope(TARAS)).map((agreement) => agreement.agreementId)).toEqual(["200"]);
    expect(await erp.agreement(TARAS, customerId("10"), agreementId("100"))).toBeNull();
    expect(await history(erp, "100", { scope: TARAS })).toBeNull();
    expect(await history(erp, "100", { scope: OLENA })).toHaveLength(4);
  });

  it("knows no deleted customer, and no agreement under a customer that is not its own", async () => {
    expect(await erp.customer(ALL, customerId("40"))).toBeNull();
    expect(await history(erp, "400")).toBeNull();
    expect(await erp.agreement(ALL, customerId("20"), agreementId("100"))).toBeNull();
  });
});

describe("records", () => {
  it("reads a customer, an agreement and a product with their optional tables", async () => {
    expect(await erp.customer(OLENA, customerId("10"))).toEqual({
      customerId: "10",
      name: "Alfa",
      taxId: "123",
      phone: "+380",
      email: "a@a",
      region: "KY",
      ownerId: "1",
      ownerName: "Олена Коваль",
      isBlocked: false,
    });
    expect(await erp.agreement(ALL, customerId("10"), agreementId("100"))).toEqual({
      agreementId: "100",
      customerId: "10",
      name: "Main",
      number: "A-1",
      currency: "EUR",
      isActive: true,
    });
    expect(await erp.products(["2", "1", "3", "x", "1"].map(productId))).toEqual([
      { productId: "2", code: "B2", name: "Belt", nameUk: null, oeNumber: null, packingStandard: 1 },
      { productId: "1", code: "F1", name: "Filter", nameUk: "Фільтр", oeNumber: "OE1", packingStandard: 4 },
    ]);
  });

  it("does without every optional table", async () => {
    const optional = (await erp.describe()).tables.filter((table) => !table.required).map((table) => table.name);
    const required = Object.fromEntries(Object.entries(SAMPLE_ERP).filter(([table]) => !optional.includes(table)));
    const bare = await erpOf(required, { withoutTables: optional });
    expect(await bare.customer(ALL, customerId("10"))).toMatchObject({ name: "Alfa", region: null, ownerId: null });
    expect(await bare.agreement(ALL, customerId("10"), agreementId("100"))).toMatchObject({
      name: "",
      number: null,
      currency: null,
      isActive: true,
    });
    expect(await history(bare, "100")).toHaveLength(4);
    expect(await bare.people()).toEqual([]);
    expect(await bare.personByEmail("olena@example.com")).toBeNull();
    expect(await names(bare, OLENA)).toEqual([]);
  });

  it("names the required tables that are missing", async () => {
    await expect(erpOf({}, { withoutTables: ["OrderItem", "CarBrand"] })).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("OrderItem, CarBrand"),
    });
  });

  it("finds an active person by e-mail whatever its case, and nobody where two share it", async () => {
    expect(await erp.personByEmail(" OLENA@example.com")).toEqual({
      ownerId: "1",
      name: "Олена Коваль",
      email: "Olena@Example.com",
    });
    expect(await erp.personByEmail("left@example.com")).toBeNull();
    expect(await erp.personByEmail("twin@example.com")).toBeNull();
    expect((await erp.people()).map((person) => person.name)).toEqual(["Олена Коваль", "Taras", "Twin A", "Twin B"]);
  });

  it("answers ids that cannot be as unknown", async () => {
    for (const id of [
      "",
      "010",
      "1e1",
      "-1",
      "9223372036854775808",
      "99999999999999999999999",
      "10; DROP TABLE Client",
      "Ü",
    ]) {
      expect(await erp.customer(ALL, customerId(id))).toBeNull();
      expect(await history(erp, id)).toBeNull();
    }
  });

  it("takes more ids at once than SQL Server takes parameters", async () => {
    const ids = Array.from({ length: 3000 }, (_, index) => productId(String(index)));
    expect((await erp.products(ids)).map((product) => product.productId)).toEqual(["1", "2", "4"]);
  });

  it("gives the stock that can be sold, by store, and substitutes in both directions", async () => {
    const ids = ["2", "1", "x"].map(productId);
    expect(await erp.stock(ids)).toEqual([
      { productId: "1", storage: "Kyiv", amount: 4.5 },
      { productId: "2", storage: "Lviv", amount: 2 },
    ]);
    expect(await erp.analogues(ids)).toEqual([
      { productId: "1", analogueId: "2" },
      { productId: "1", analogueId: "4" },
      { productId: "2", analogueId: "1" },
    ]);
    expect(await erp.stock([])).toEqual([]);
    const { ProductAnalogue, ProductAvailability, ...rest } = SAMPLE_ERP;
    const bare = await erpOf(rest, { withoutTables: ["ProductAvailability", "ProductAnalogue"] });
    expect([await bare.stock(ids), await bare.analogues(ids)]).toEqual([null, null]);
    // An import has the table and nothing in it: that says of no product that it is sold out.
    const empty = await erpOf({ ...rest, ProductAvailability: [] });
    expect(await empty.stock(ids)).toBeNull();
  });

  it("lists the whole catalogue by id, without deleted products", async () => {
    expect((await erp.catalogue()).map(({ code }) => code)).toEqual(["F1", "B2", "DEBT"]);
  });

  it("keeps text ids as they are", async () => {
    const rows: TinyErp = {
      Client: [{ ID: "07", Name: "Seven" }],
      ClientAgreement: [{ ID: "A/1", ClientID: "07" }],
      Product: [{ ID: "85123A", VendorCode: "85123A" }],
      Order: [{ ID: "C-1", ClientAgreementID: "A/1", Created: "2024-01-01 00:00:00" }],
      OrderItem: [{ ID: 1, OrderID: "C-1", ProductID: "85123A", Qty: 1, PricePerItem: 1 }],
    };
    const text = await erpOf(rows, {
      idTypes: { customer: "VARCHAR", agreement: "VARCHAR", product: "VARCHAR", order: "VARCHAR" },
    });
    expect(await text.customer(ALL, customerId("7"))).toBeNull();
    expect((await text.agreementsOfCustomer(ALL, customerId("07")))[0].agreementId).toBe("A/1");
    expect((await history(text, "A/1"))?.[0]).toMatchObject({ orderId: "C-1", productId: "85123A" });
  });
});

describe("the connection", () => {
  it("answers many questions at once, and after closing says so", async () => {
    const own = await erpOf();
    const answers = await Promise.all(Array.from({ length: 40 }, () => own.customer(ALL, customerId("10"))));
    expect(answers.every((customer) => customer?.name === "Alfa")).toBe(true);
    const late = own.customersInScope(ALL);
    await own.close();
    await late;
    await expect(own.customersInScope(ALL)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("says what to do when the file is no database", async () => {
    await expect(openDuckDbErp({ file: join(folder, "nothing.duckdb") })).rejects.toMatchObject({
      code: "unavailable",
    });
  });
});
