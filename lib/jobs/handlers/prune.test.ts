import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openModelRegistry } from "@/lib/data/artifacts/model-registry";
import { pruneModels } from "@/lib/data/artifacts/prune-models";
import { pruneReports } from "@/lib/data/reports/prune-reports";
import { removeOldDatasets } from "@/lib/data/snapshots/dataset-folder";
import { sampleVersion } from "@/lib/testing/sample-model";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "partwise-prune-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe("tidying up", () => {
  it("keeps the newest models, the live one, and every one a roll-back may go to", async () => {
    const registry = openModelRegistry(dataDir);
    const bytes = Uint8Array.of(1);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const { manifest } = sampleVersion("any");
    for (const [at, id] of ["a", "b", "c", "d", "e"].entries()) {
      await registry.add({ ...manifest, id, createdAt: `2026-01-0${at + 1}T00:00:00.000Z`, sha256 }, bytes);
    }
    await registry.promote("a");
    await registry.promote("b");
    expect(await pruneModels({ dataDir, keep: 1 })).toBe(2);
    const left = (await registry.list()).map((model) => `${model.manifest.id} ${model.state}`);
    expect(left.sort()).toEqual(["a retired", "b live", "e candidate"]);
    expect(await registry.rollBack()).toBe("a");
  });

  it("keeps the reports that changed last, and no lists without their report", async () => {
    for (const [at, id] of ["old", "middle", "new"].entries()) {
      const file = path.join(dataDir, "reports", `${id}.json`);
      mkdirSync(path.join(dataDir, "reports", "lists", id), { recursive: true });
      writeFileSync(file, "{}");
      utimesSync(file, 1000 + at, 1000 + at);
    }
    expect(await pruneReports({ dataDir, keep: 2 })).toBe(1);
    expect(readdirSync(path.join(dataDir, "reports")).sort()).toEqual(["lists", "middle.json", "new.json"]);
    expect(readdirSync(path.join(dataDir, "reports", "lists")).sort()).toEqual(["middle", "new"]);
  });

  it("keeps the newest data sets and the one that serves", async () => {
    const names = [1, 2, 3, 4].map((day) => `2026010${day}000000000-abcd`);
    for (const name of names) mkdirSync(path.join(dataDir, "datasets", name), { recursive: true });
    writeFileSync(path.join(dataDir, "current.json"), JSON.stringify({ dataset: names[0] }));
    expect(await removeOldDatasets({ dataDir, keep: 2 })).toBe(1);
    expect(readdirSync(path.join(dataDir, "datasets"))).toEqual([names[0], names[2], names[3]]);
  });

  it("finds nothing to do where nothing was ever made", async () => {
    const nothing = path.join(dataDir, "nowhere");
    expect(await removeOldDatasets({ dataDir: nothing, keep: 1 })).toBe(0);
    expect(await pruneModels({ dataDir: nothing, keep: 1 })).toBe(0);
    expect(await pruneReports({ dataDir: nothing, keep: 1 })).toBe(0);
    expect(existsSync(nothing)).toBe(false);
  });
});
