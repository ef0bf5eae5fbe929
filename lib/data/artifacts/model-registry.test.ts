import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ModelManifest } from "./model-manifest";
import { openModelRegistry } from "./model-registry";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "partwise-models-"));
});
afterEach(async () => await rm(dataDir, { recursive: true, force: true }));

const bytes = Uint8Array.of(1, 2, 3);

function manifest(id: string, createdAt = "2026-01-01T00:00:00.000Z"): ModelManifest {
  return {
    id,
    name: "ranker",
    createdAt,
    snapshotId: "s",
    cutoffSec: 1,
    seed: 1,
    settings: { rounds: 3 },
    codeVersion: "c",
    featureSet: { name: "ranker", version: 1 },
    fitSeconds: 1,
    peakMemoryMb: 1,
    facts: {},
    comparison: null,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

describe("model registry", () => {
  it("is empty where nothing was trained", async () => {
    const registry = openModelRegistry(dataDir);
    expect(await registry.list()).toEqual([]);
    expect(await registry.live()).toBeNull();
  });

  it("takes a model from candidate to live to retired, and back in one step", async () => {
    const registry = openModelRegistry(dataDir);
    for (const id of ["a", "b"]) await registry.add(manifest(id), bytes);
    const states = async () =>
      Object.fromEntries((await registry.list()).map((model) => [model.manifest.id, model.state]));
    expect(await states()).toEqual({ a: "candidate", b: "candidate" });
    await registry.promote("a");
    await registry.promote("b");
    expect(await states()).toEqual({ a: "retired", b: "live" });
    expect(await registry.rollBack()).toBe("a");
    expect(await states()).toEqual({ a: "live", b: "retired" });
    expect((await registry.live())?.manifest.id).toBe("a");
  });

  it("goes back to the rules where no model served before, and forth again", async () => {
    const registry = openModelRegistry(dataDir);
    await registry.add(manifest("a"), bytes);
    await registry.promote("a");
    expect(await registry.rollBack()).toBe("v3");
    expect(await registry.live()).toBeNull();
    expect((await registry.show("a")).state).toBe("retired");
    expect(await registry.rollBack()).toBe("a");
    await registry.promote("v3");
    expect(await registry.live()).toBeNull();
    expect(await registry.rollBack()).toBe("a");
  });

  it("refuses bytes that are not those that were stored", async () => {
    const registry = openModelRegistry(dataDir);
    await registry.add(manifest("a"), bytes);
    expect(new Uint8Array(await registry.read("a"))).toEqual(bytes);
    await writeFile(join(dataDir, "models", "a", "model.bin"), "other");
    await expect(registry.read("a")).rejects.toMatchObject({ code: "corrupt" });
  });

  it("says what is missing in one line and looks at no path outside its folder", async () => {
    const registry = openModelRegistry(dataDir);
    await expect(registry.show("nobody")).rejects.toMatchObject({ code: "not_found" });
    await expect(registry.show("../a")).rejects.toMatchObject({ code: "not_found" });
    await expect(registry.rollBack()).rejects.toMatchObject({ code: "conflict" });
    await registry.add(manifest("a"), bytes);
    await writeFile(join(dataDir, "models", "live.json"), "{");
    await expect(registry.list()).rejects.toMatchObject({ code: "corrupt" });
  });

  it("leaves nothing half-written beside the models", async () => {
    const registry = openModelRegistry(dataDir);
    await registry.add(manifest("a"), bytes);
    await registry.add(manifest("a"), Uint8Array.of(9));
    await registry.promote("a");
    expect((await readdir(join(dataDir, "models"))).sort()).toEqual(["a", "live.json"]);
    expect(new Uint8Array(await registry.read("a"))).toEqual(bytes);
  });
});
