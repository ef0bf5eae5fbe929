import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withDuckDb } from "@/lib/data/duckdb/duckdb-file";
import { ERP_TABLES } from "@/lib/data/erp/schema";
import type { DemoProgress } from "./demo-rows";
import { type DemoSummary, makeDemoErp } from "./make-demo-erp";

let folder: string;
let file: string;
let summary: DemoSummary;
const progress: DemoProgress[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "partwise-demo-"));
  file = join(folder, "first.duckdb");
  summary = await makeDemoErp({ file, scale: 0.01, onProgress: (each) => progress.push(each) });
}, 60_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Rows of each table with an order-independent hash of their content. */
async function fingerprint(file: string): Promise<unknown[]> {
  return withDuckDb(file, { access: "read_only" }, async (connection) => {
    const found: unknown[] = [];
    for (const { name } of ERP_TABLES) {
      const sql = `SELECT count(*)::INTEGER, bit_xor(hash(t))::VARCHAR FROM "${name}" AS t`;
      found.push([name, ...(await connection.runAndReadAll(sql)).getRows()[0]]);
    }
    return found;
  });
}

describe("makeDemoErp", { timeout: 60_000 }, () => {
  it("writes equal files for equal arguments, all tables filled, and reports its progress", async () => {
    const second = join(folder, "second.duckdb");
    await makeDemoErp({ file: second, scale: 0.01 });
    const content = await fingerprint(file);
    expect(await fingerprint(second)).toEqual(content);
    expect(content.map((row) => [(row as unknown[])[0], (row as unknown[])[1]])).toEqual(
      ERP_TABLES.map(({ name }) => [name, summary.rows[name]]),
    );
    expect(progress[0]).toEqual({ done: 0, total: 20 });
    expect(progress.at(-1)).toEqual({ done: 20, total: 20 });
  });

  it("names the debt product as one to exclude", async () => {
    const names = await withDuckDb(file, { access: "read_only" }, async (connection) => {
      const sql = `SELECT "Name" FROM "Product" WHERE "ID" = ${summary.settings.excludedProductIds[0]}`;
      return (await connection.runAndReadAll(sql)).getRows();
    });
    expect(names).toEqual([["Введення боргів"]]);
  });

  it("gives every row a public id of its own, shaped like a version 4 UUID", async () => {
    const [row] = await withDuckDb(file, { access: "read_only" }, async (connection) => {
      const all = ERP_TABLES.map(({ name }) => `SELECT "NetUID"::VARCHAR AS id FROM "${name}"`).join(" UNION ALL ");
      const shape = "regexp_full_match(id, '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}')";
      return (
        await connection.runAndReadAll(`SELECT count(*) = count(DISTINCT id), bool_and(${shape}) FROM (${all})`)
      ).getRows();
    });
    expect(row).toEqual([true, true]);
  });

  it.each([
    ["scale", { scale: 0 }],
    ["scale", { scale: 101 }],
    ["scale", { scale: Number.NaN }],
    ["endDate", { endDate: "yesterday" }],
    ["endDate", { endDate: "2025-13-45" }],
    ["endDate", { endDate: "2018-01-01" }],
    ["seed", { seed: 0.5 }],
  ])("refuses a bad %s before it writes anything: %o", async (field, options) => {
    await expect(makeDemoErp({ file: join(folder, "never.duckdb"), ...options })).rejects.toMatchObject({
      code: "invalid_input",
      field,
    });
  });
});
