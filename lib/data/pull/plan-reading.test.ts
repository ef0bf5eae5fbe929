import { describe, expect, it } from "vitest";
import type { PullQueries } from "@/lib/data/erp/pull-queries";
import { sqlDialect } from "@/lib/data/erp/sql-dialect";
import { AppError } from "@/lib/domain/app-error";
import { planReading } from "./plan-reading";
import type { PullSource } from "./pull-source";

const query = (sql: string) => ({ sql, parameters: {}, columns: {} });
const queries = { extent: query("extent"), sums: () => query("sums") } as unknown as PullQueries;

function sideOf(answer: (sql: string) => Promise<unknown[][]>) {
  const source: PullSource = {
    dialect: sqlDialect("duckdb", "main"),
    schema: "main",
    name: "a side",
    async *batches({ sql }) {
      yield await answer(sql);
    },
    close: async () => undefined,
  };
  return { source, queries };
}

describe("planReading", () => {
  it("tells that the source went away only when the mirror has answered too: its file is closed then", async () => {
    let mirrorIsBusy = false;
    const mirror = sideOf(async (sql) => {
      if (sql === "extent") return [["900", 1_000]];
      mirrorIsBusy = true;
      await new Promise((resolve) => setTimeout(resolve, 30));
      mirrorIsBusy = false;
      return [];
    });
    const source = sideOf(() => Promise.reject(new AppError("unavailable", "Away.")));
    const planned = planReading({ source, mirror, widths: { coarse: 16, fine: 4 }, rereadSec: 0 });
    await expect(planned).rejects.toMatchObject({ code: "unavailable" });
    expect(mirrorIsBusy).toBe(false);
  });
});
