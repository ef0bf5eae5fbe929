import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { ERP_TABLES } from "@/lib/data/erp/schema";
import { DEBT_PRODUCT_ID, type DemoOptions, FIRST_PRODUCT_ID, MIGRATION_SEC, type RowValue } from "./demo-options";
import { demoRows } from "./demo-rows";
import { PART_TYPES } from "./part-types";
import { typeGroup } from "./reference-rows";

const DAY_SEC = 86_400;
const BASE: DemoOptions = { seed: 20251121, scale: 0.02, endDate: "2025-11-21" };

type Row = Readonly<Record<string, RowValue>>;
type Tables = Readonly<Record<string, readonly Row[]>>;

/** Runs the generator and names the cells. */
function generate(options: DemoOptions): Tables {
  const columns = new Map(
    ERP_TABLES.map((table) => [
      table.name as string,
      table.columns.map((column) => column.name).filter((name) => name !== "NetUID"),
    ]),
  );
  const tables: Record<string, Row[]> = Object.fromEntries(ERP_TABLES.map((table) => [table.name, []]));
  const sink = (table: string, row: readonly RowValue[]) => {
    const names = columns.get(table) ?? [];
    if (row.length !== names.length) throw new Error(`${table}: ${row.length} values for ${names.length} columns`);
    const named: Record<string, RowValue> = {};
    for (let index = 0; index < names.length; index++) named[names[index]] = row[index];
    tables[table].push(named);
  };
  for (const _ of demoRows(options, sink));
  return tables;
}

function contentHash(options: DemoOptions): string {
  const hash = createHash("sha256");
  for (const _ of demoRows(options, (table, row) => hash.update(`${table}${JSON.stringify(row)}`)));
  return hash.digest("hex");
}

const count = (values: Iterable<RowValue>) => {
  const counts = new Map<RowValue, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};
const share = (rows: readonly Row[], holds: (row: Row) => boolean) => rows.filter(holds).length / rows.length;
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

describe("determinism", { timeout: 60_000 }, () => {
  it("gives the same rows for the same seed and others for another seed or end date", () => {
    const small = { ...BASE, scale: 0.01 };
    const first = contentHash(small);
    expect(contentHash(small)).toBe(first);
    expect(contentHash({ ...small, seed: 1 })).not.toBe(first);
    expect(contentHash({ ...small, endDate: "2025-11-20" })).not.toBe(first);
  });

  it("grows customers with the scale and the catalogue with its square root", () => {
    const small = generate({ ...BASE, scale: 0.01 });
    const larger = generate({ ...BASE, scale: 0.04 });
    expect(larger.Client.length / small.Client.length).toBeCloseTo(4, 0);
    expect(larger.Product.length / small.Product.length).toBeGreaterThan(1.5);
    expect(larger.Product.length / small.Product.length).toBeLessThan(2.5);
  });
});

describe("the demo data", () => {
  let tables: Tables;
  /** Valid lines of real products, with their order and customer. */
  let lines: {
    customer: RowValue;
    agreement: RowValue;
    order: RowValue;
    product: RowValue;
    timeSec: number;
    item: Row;
    orderRow: Row;
  }[];

  beforeAll(() => {
    tables = generate({ ...BASE, scale: 0.1 });
    const orders = new Map(tables.Order.map((row) => [row.ID, row]));
    const agreements = new Map(tables.ClientAgreement.map((row) => [row.ID, row]));
    lines = [];
    for (const item of tables.OrderItem) {
      const orderRow = orders.get(item.OrderID);
      if (!orderRow || !item.IsValidForCurrentSale || item.ProductID === DEBT_PRODUCT_ID) continue;
      const agreement = orderRow.ClientAgreementID;
      const customer = agreements.get(agreement)?.ClientID ?? null;
      lines.push({
        customer,
        agreement,
        order: item.OrderID,
        product: item.ProductID,
        timeSec: Number(orderRow.Created),
        item,
        orderRow,
      });
    }
  }, 60_000);

  const ordersPerCustomer = () => count([...new Map(lines.map((line) => [line.order, line.customer])).values()]);

  it.each([
    ["ClientAgreement", "ClientID", "Client"],
    ["ClientAgreement", "AgreementID", "Agreement"],
    ["Order", "ClientAgreementID", "ClientAgreement"],
    ["Order", "UserID", "User"],
    ["OrderItem", "OrderID", "Order"],
    ["OrderItem", "ProductID", "Product"],
    ["Client", "RegionID", "Region"],
    ["Client", "MainManagerID", "User"],
    ["Client", "MainClientID", "Client"],
    ["Agreement", "CurrencyID", "Currency"],
    ["ProductCarBrand", "ProductID", "Product"],
    ["ProductCarBrand", "CarBrandID", "CarBrand"],
    ["ProductProductGroup", "ProductID", "Product"],
    ["ProductProductGroup", "ProductGroupID", "ProductGroup"],
    ["ProductAnalogue", "BaseProductID", "Product"],
    ["ProductAnalogue", "AnalogueProductID", "Product"],
    ["ProductAvailability", "ProductID", "Product"],
    ["ProductAvailability", "StorageID", "Storage"],
    ["ClientUserProfile", "ClientID", "Client"],
    ["ClientUserProfile", "UserProfileID", "User"],
    ["ClientInDebt", "ClientID", "Client"],
    ["ClientInDebt", "AgreementID", "Agreement"],
    ["ClientInDebt", "DebtID", "Debt"],
    ["User", "UserRoleID", "UserRole"],
  ])("%s.%s always resolves to a %s", (table, column, target) => {
    const ids = new Set(tables[target].map((row) => row.ID));
    expect(tables[table].length).toBeGreaterThan(0);
    expect(tables[table].filter((row) => row[column] !== null && !ids.has(row[column]))).toEqual([]);
  });

  it("has unique ids in every table and article numbers that tell products apart", () => {
    for (const [name, rows] of Object.entries(tables))
      expect([name, new Set(rows.map((row) => row.ID)).size]).toEqual([name, rows.length]);
    expect(new Set(tables.Product.map((row) => row.VendorCode)).size).toBe(tables.Product.length);
  });

  it("is sorted by agreement, oldest order first", () => {
    for (let at = 1; at < tables.Order.length; at++) {
      const [before, after] = [tables.Order[at - 1], tables.Order[at]];
      const agreements = Number(after.ClientAgreementID) - Number(before.ClientAgreementID);
      if (agreements < 0 || (agreements === 0 && Number(after.Created) < Number(before.Created)))
        expect.fail(`order ${after.ID} is out of place`);
    }
  });

  it("has about 160 ordering customers, 216 agreements in use and 10,000 orders at a tenth of the size", () => {
    expect(new Set(lines.map((line) => line.customer)).size).toBeGreaterThan(145);
    expect(new Set(lines.map((line) => line.customer)).size).toBeLessThan(175);
    expect(
      new Set(lines.map((line) => line.agreement)).size / new Set(lines.map((line) => line.customer)).size,
    ).toBeGreaterThan(1.2);
    const orders = new Set(lines.map((line) => line.order)).size;
    expect(orders).toBeGreaterThan(8_000);
    expect(orders).toBeLessThan(13_000);
    expect(Math.max(...count(tables.ClientAgreement.map((row) => row.ClientID)).values())).toBeLessThanOrEqual(4);
  });

  it("has about 70% single-product orders, 1.74 products an order and a median line of one or two units", () => {
    const products = [...count(lines.map((line) => line.order)).values()];
    expect(products.filter((size) => size === 1).length / products.length).toBeGreaterThan(0.66);
    expect(products.filter((size) => size === 1).length / products.length).toBeLessThan(0.74);
    expect(products.reduce((sum, size) => sum + size, 0) / products.length).toBeCloseTo(1.74, 1);
    expect([1, 2]).toContain(median(lines.map((line) => Number(line.item.Qty))));
  });

  it("has heavy-tailed customers of every segment", () => {
    const orders = [...ordersPerCustomer().values()].sort((a, b) => b - a);
    const total = orders.reduce((sum, each) => sum + each, 0);
    const topTenth = orders.slice(0, Math.ceil(orders.length / 10)).reduce((sum, each) => sum + each, 0);
    expect(topTenth / total).toBeGreaterThan(0.6);
    expect(orders.filter((each) => each >= 500).length).toBeGreaterThanOrEqual(4);
    expect(orders.filter((each) => each >= 100 && each < 500).length).toBeGreaterThanOrEqual(5);
    expect(orders.filter((each) => each < 100).length).toBeGreaterThan(100);
    expect(orders.filter((each) => each === 1).length).toBeGreaterThan(2);
  });

  it("repeats: a median gap near 23 days with a long tail, and most lines bought before", () => {
    const lastDay = new Map<string, number>();
    const gaps: number[] = [];
    for (const line of [...lines].sort((a, b) => a.timeSec - b.timeSec)) {
      const key = `${line.customer}/${line.product}`;
      const day = Math.floor(line.timeSec / DAY_SEC);
      const before = lastDay.get(key);
      if (before !== undefined && day > before) gaps.push(day - before);
      lastDay.set(key, day);
    }
    expect(median(gaps)).toBeGreaterThan(14);
    expect(median(gaps)).toBeLessThan(34);
    expect(gaps.filter((gap) => gap > 180).length / gaps.length).toBeGreaterThan(0.05);
    expect(gaps.length / lines.length).toBeGreaterThan(0.5);
  });

  it("sells batteries in winter and air-conditioning compressors in summer", () => {
    const winterShare = (...names: string[]) => {
      const groups = new Set<RowValue>(
        names.map((name) => typeGroup(PART_TYPES.findIndex((type) => type.en === name))),
      );
      const products = new Set(
        tables.ProductProductGroup.filter((row) => groups.has(row.ProductGroupID)).map((row) => row.ProductID),
      );
      const months = lines
        .filter((line) => products.has(line.product))
        .map((line) => new Date(line.timeSec * 1000).getUTCMonth());
      return months.filter((month) => month >= 9 || month <= 2).length / months.length;
    };
    expect(winterShare("Battery 225Ah", "Antifreeze G12 5 L", "Wiper blade", "Washer fluid -20 5 L")).toBeGreaterThan(
      0.57,
    );
    expect(winterShare("Oil filter", "Brake pad set", "Engine oil 10W-40 20 L")).toBeLessThan(0.54);
    expect(winterShare("A/C compressor")).toBeLessThan(0.35);
  });

  it("orders on working days, in working hours, never after the end date", () => {
    const dates = lines.map((line) => new Date(line.timeSec * 1000));
    expect(dates.filter((date) => date.getUTCDay() === 0).length / dates.length).toBeLessThan(0.02);
    expect(
      dates.filter((date) => date.getUTCHours() >= 7 && date.getUTCHours() < 19).length / dates.length,
    ).toBeGreaterThan(0.95);
    expect(Math.max(...lines.map((line) => line.timeSec))).toBeLessThan(Date.UTC(2025, 10, 22) / 1000);
    expect(Math.min(...lines.map((line) => line.timeSec))).toBeGreaterThanOrEqual(Date.UTC(2019, 0, 2) / 1000);
  });

  it("leaves about 70% of customers without a manager, and has the people of the demo", () => {
    expect(share(tables.Client, (row) => row.MainManagerID === null)).toBeGreaterThan(0.62);
    expect(share(tables.Client, (row) => row.MainManagerID === null)).toBeLessThan(0.8);
    const emails = tables.User.map((row) => row.Email);
    for (const name of ["olena", "taras", "marta", "admin"]) expect(emails).toContain(`${name}@partwise.example`);
    for (const id of [1, 2]) expect(tables.Client.some((row) => row.MainManagerID === id)).toBe(true);
  });

  it("has customers that never ordered", () => {
    expect(tables.Client.length - new Set(lines.map((line) => line.customer)).size).toBeGreaterThan(20);
  });

  describe("traps of the real database", () => {
    it("carries opening debts as a product that about three of four customers bought once", () => {
      const debts = tables.OrderItem.filter((row) => row.ProductID === DEBT_PRODUCT_ID).length;
      const ordering = new Set(lines.map((line) => line.customer)).size;
      expect(debts / ordering).toBeGreaterThan(0.65);
      expect(debts / ordering).toBeLessThan(0.95);
      expect(tables.Product.find((row) => row.ID === DEBT_PRODUCT_ID)?.NameUA).toBe("Введення боргів");
    });

    it("flips Deleted on about 84% of valid sales", () => {
      expect(lines.filter((line) => line.orderRow.Deleted || line.item.Deleted).length / lines.length).toBeGreaterThan(
        0.8,
      );
      expect(lines.filter((line) => line.orderRow.Deleted).length / lines.length).toBeLessThan(0.88);
    });

    it("keeps superseded lines that do not count", () => {
      expect(share(tables.OrderItem, (row) => !row.IsValidForCurrentSale)).toBeGreaterThan(0.04);
      expect(share(tables.OrderItem, (row) => !row.IsValidForCurrentSale)).toBeLessThan(0.1);
    });

    it("has unpriced lines, returns and lines that stand in no order", () => {
      expect(share(tables.OrderItem, (row) => row.PricePerItem === 0)).toBeGreaterThan(0.01);
      expect(share(tables.OrderItem, (row) => Number(row.ReturnedQty) > 0)).toBeGreaterThan(0.005);
      expect(
        tables.OrderItem.filter((row) => row.OrderID === null && row.IsValidForCurrentSale).length,
      ).toBeGreaterThan(20);
      expect(tables.OrderItem.every((row) => Number(row.ReturnedQty) <= Number(row.Qty))).toBe(true);
    });

    it("stamps lines and customers with the sync, not with the event", () => {
      expect(lines.every((line) => Number(line.item.Created) > line.timeSec)).toBe(true);
      expect(tables.Client.every((row) => Number(row.Created) >= MIGRATION_SEC)).toBe(true);
    });

    it("has deleted customers and products with sales behind them", () => {
      const customers = new Set(tables.Client.filter((row) => row.Deleted).map((row) => row.ID));
      const products = new Set(tables.Product.filter((row) => row.Deleted).map((row) => row.ID));
      expect(lines.some((line) => customers.has(line.customer))).toBe(true);
      expect(lines.some((line) => products.has(line.product))).toBe(true);
    });

    it("multiplies rows through groups and owners, and contradicts the main manager", () => {
      const groupRows = count(tables.ProductProductGroup.map((row) => row.ProductID));
      expect(Math.max(...groupRows.values())).toBeGreaterThanOrEqual(4);
      const pairs = count(tables.ProductProductGroup.map((row) => `${row.ProductID}/${row.ProductGroupID}`));
      expect(Math.max(...pairs.values())).toBeGreaterThanOrEqual(2);
      const managers = new Map(tables.Client.map((row) => [row.ID, row.MainManagerID]));
      expect(
        tables.ClientUserProfile.some(
          (row) => managers.get(row.ClientID) !== null && managers.get(row.ClientID) !== row.UserProfileID,
        ),
      ).toBe(true);
      expect(tables.ClientUserProfile.some((row) => managers.get(row.ClientID) === null)).toBe(true);
      const doubled = count(tables.ClientUserProfile.map((row) => `${row.ClientID}/${row.UserProfileID}`));
      expect(Math.max(...doubled.values())).toBeGreaterThanOrEqual(2);
      expect(
        share(tables.ProductProductGroup, (row) => row.ProductGroupID === 1) * tables.ProductProductGroup.length,
      ).toBeGreaterThan(0.8 * tables.Product.length);
    });

    it("hides Cyrillic letters in some article numbers", () => {
      const withCyrillic = tables.Product.filter(
        (row) => row.ID !== DEBT_PRODUCT_ID && /[А-Я]/.test(String(row.VendorCode)),
      );
      expect(withCyrillic.length).toBeGreaterThan(5);
      expect(withCyrillic.every((row) => Number(row.ID) >= FIRST_PRODUCT_ID)).toBe(true);
    });
  });
});
