import { describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import { fakeContext } from "@/lib/testing/fakes";
import { queueFirstSnapshot } from "./queue-first-snapshot";

vi.stubEnv("PARTWISE_LOG_LEVEL", "off");

const world = { lines: [{ customer: "1", order: "a", day: 1, product: "10" }] };
const nothing = {
  current: () => Promise.reject(new AppError("unavailable", "There is no data yet.")),
  rejectedLines: async () => [],
};
const over = (source: "mssql" | "embedded") => ({ env: { ...fakeContext(world).env, source } });
const runs = async ({ store }: ReturnType<typeof fakeContext>) =>
  (await store.listJobRuns({ kind: "snapshot" }, { offset: 0, limit: 9 })).rows;

describe("the first snapshot", () => {
  it("is asked for at the first start over SQL Server, once", async () => {
    const context = fakeContext(world, { ...over("mssql"), snapshots: nothing });
    await queueFirstSnapshot(context);
    await queueFirstSnapshot(context);
    expect(await runs(context)).toMatchObject([{ state: "queued", trigger: "schedule" }]);
    await context.store.finishJobRun({ id: 1, worker: "w", atSec: 1, error: "It did not answer." });
    await queueFirstSnapshot(context);
    expect(await runs(context)).toHaveLength(1);
  });

  it("is not asked for where there is data, or where data is imported", async () => {
    for (const context of [
      fakeContext(world, over("mssql")),
      fakeContext(world, { ...over("embedded"), snapshots: nothing }),
    ]) {
      await queueFirstSnapshot(context);
      expect(await runs(context)).toEqual([]);
    }
  });
});
