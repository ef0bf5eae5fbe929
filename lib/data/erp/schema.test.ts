import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { createSchemaSql, ERP_TABLES } from "./schema";

/** Type of each id column that DuckDB reports for the rendered schema. */
async function idTypesOf(statements: readonly string[]): Promise<Map<string, string>> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    for (const statement of statements) await connection.run(statement);
    const sql = `SELECT table_name || '.' || column_name, data_type FROM information_schema.columns WHERE column_name LIKE '%ID'`;
    return new Map((await connection.runAndReadAll(sql)).getRows().map(([name, type]) => [String(name), String(type)]));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe("ERP schema", () => {
  it("requires exactly the seven tables of the first system", () => {
    const required = ERP_TABLES.filter((table) => table.required).map((table) => table.name);
    const seven = ["Client", "ClientAgreement", "Order", "OrderItem", "Product", "ProductCarBrand", "CarBrand"];
    expect([...required].sort()).toEqual([...seven].sort());
  });

  it("gives every table an id, a public id, two stamps and a flag, and no column twice", () => {
    for (const table of ERP_TABLES) {
      const names = table.columns.map((column) => column.name);
      expect(names.slice(0, 5)).toEqual(["ID", "NetUID", "Created", "Updated", "Deleted"]);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("renders whole-number ids unless told otherwise", async () => {
    const types = await idTypesOf(createSchemaSql());
    for (const [name, type] of types)
      expect([name, type]).toEqual([name, name.endsWith(".NetUID") ? "UUID" : "BIGINT"]);
  });

  it("renders text ids everywhere a kind of id stands, and only there", async () => {
    const types = await idTypesOf(createSchemaSql({ idTypes: { product: "VARCHAR", order: "VARCHAR" } }));
    for (const name of [
      "Product.ID",
      "OrderItem.ProductID",
      "ProductAnalogue.AnalogueProductID",
      "Order.ID",
      "OrderItem.OrderID",
    ]) {
      expect([name, types.get(name)]).toEqual([name, "VARCHAR"]);
    }
    for (const name of [
      "Client.ID",
      "ClientAgreement.ID",
      "Order.ClientAgreementID",
      "OrderItem.ID",
      "ProductGroup.ID",
    ]) {
      expect([name, types.get(name)]).toEqual([name, "BIGINT"]);
    }
  });
});
