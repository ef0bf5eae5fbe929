import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createCurrentErp } from "@/lib/data/duckdb/current-erp";
import { type TinyErp, writeTinyErp } from "@/lib/data/erp/testing/write-tiny-erp";
import { datasetFolder, readPointer, SNAPSHOT_FILE } from "./dataset-folder";
import { publishDataset } from "./publish-dataset";
import { createSnapshotStore } from "./snapshot-store";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "partwise-publish-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const erpWith = (quantity: number): TinyErp => ({
  Client: [{ ID: 1, Name: `Client ${quantity}` }],
  ClientAgreement: [{ ID: 1, ClientID: 1 }],
  Product: [{ ID: 1, VendorCode: "P" }],
  Order: [{ ID: 1, ClientAgreementID: 1, Created: "2024-01-01 00:00:00" }],
  OrderItem: [{ ID: 1, OrderID: 1, ProductID: 1, Qty: quantity, PricePerItem: 1 }],
});
const publish = (quantity: number) =>
  publishDataset({
    dataDir,
    kind: "demo",
    detail: `quantity ${quantity}`,
    settings: { excludedProductIds: [], dropWidelyBought: false },
    fillErp: async (erpFile) => {
      await writeTinyErp(erpFile, erpWith(quantity));
      return { warnings: ["from the writer"], excludedProductIds: ["77"] };
    },
  });
const folders = async () => (await readdir(join(dataDir, "datasets"))).sort();

/** A store whose clock moves on by more than a second at every look. */
function impatientStore(onRefused?: (error: unknown) => void) {
  let now = 0;
  return createSnapshotStore({ dataDir, onRefused, nowMs: () => (now += 1500) });
}
const quantityOf = async (store: ReturnType<typeof createSnapshotStore>) =>
  (await store.current()).snapshot.lines.quantity[0];

describe("publishDataset", () => {
  it("makes a dataset that the store and the order database serve", async () => {
    const { manifest } = await publish(3);
    expect(manifest).toMatchObject({
      source: { kind: "demo", detail: "quantity 3" },
      excludedProductIds: ["77"],
      warnings: ["from the writer"],
      rejected: null,
    });
    const store = impatientStore();
    expect(await quantityOf(store)).toBe(3);
    expect((await store.current()).manifest).toEqual(manifest);
    expect(await store.rejectedLines({ offset: 0, limit: 10 })).toEqual([]);
    const erp = createCurrentErp({ store });
    expect((await erp.customersInScope({ kind: "all" })).map((customer) => customer.name)).toEqual(["Client 3"]);
    await publish(4);
    expect((await erp.customersInScope({ kind: "all" })).map((customer) => customer.name)).toEqual(["Client 4"]);
    expect(await quantityOf(store)).toBe(4);
    await erp.close();
  });

  it("leaves the current dataset and no leftovers when the writer fails", async () => {
    await publish(1);
    const before = await folders();
    const failing = publishDataset({
      dataDir,
      kind: "import",
      detail: "",
      settings: { excludedProductIds: [], dropWidelyBought: false },
      fillErp: async (erpFile) => {
        await writeFile(erpFile, "half");
        throw new Error("disk full");
      },
    });
    await expect(failing).rejects.toThrow("disk full");
    expect(await folders()).toEqual(before);
    expect(await quantityOf(impatientStore())).toBe(1);
  });

  it("keeps the last three datasets", async () => {
    const published: string[] = [];
    for (const quantity of [1, 2, 3, 4]) published.push((await publish(quantity)).dataset);
    expect(await folders()).toEqual(published.slice(1).sort());
    expect(await readPointer(dataDir)).toBe(published[3]);
  });

  it("serves one whole dataset when several are published at once", async () => {
    const published = await Promise.all([1, 2, 3].map(publish));
    const current = await readPointer(dataDir);
    const index = published.findIndex(({ dataset }) => dataset === current);
    expect(await quantityOf(impatientStore())).toBe(index + 1);
    expect((await folders()).every((name) => !name.startsWith("."))).toBe(true);
  });

  it("serves the old dataset when a process was killed at any point, and tidies up after it later", async () => {
    const { dataset } = await publish(1);
    // What kill -9 leaves: a half-built folder, a whole dataset without pointer, a pointer file not renamed yet.
    const gone = spawn(process.execPath, ["-e", ""]);
    await once(gone, "exit");
    const abandoned = join(dataDir, "datasets", `.building-${gone.pid}-0a`);
    const recent = join(dataDir, "datasets", `.building-${gone.pid}-0b`);
    const alive = join(dataDir, "datasets", `.building-${process.pid}-0c`);
    for (const folder of [abandoned, recent, alive]) {
      await mkdir(folder);
      await writeFile(join(folder, "erp.duckdb"), "half");
    }
    const long = new Date(Date.now() - 3 * 60 * 60 * 1000);
    for (const folder of [abandoned, alive]) {
      await utimes(join(folder, "erp.duckdb"), long, long);
      await utimes(folder, long, long);
    }
    await writeFile(join(dataDir, ".current.json-1-aa"), '{"dat');
    expect(await readPointer(dataDir)).toBe(dataset);
    expect(await quantityOf(impatientStore())).toBe(1);
    await publish(2);
    const left = await folders();
    expect(left).not.toContain(`.building-${gone.pid}-0a`);
    // Silent for too short a time: it may be another container's, whose process ids mean nothing here.
    expect(left).toEqual(expect.arrayContaining([`.building-${gone.pid}-0b`, `.building-${process.pid}-0c`]));
    expect(await quantityOf(impatientStore())).toBe(2);
  });
});

describe("snapshot store", () => {
  it("says what to do when there is no data yet", async () => {
    await expect(impatientStore().current()).rejects.toMatchObject({
      code: "unavailable",
      remedy: expect.stringContaining("npm run import"),
    });
  });

  it("looks at the pointer again after a second, not before", async () => {
    await publish(1);
    let now = 0;
    const store = createSnapshotStore({ dataDir, nowMs: () => now });
    expect(await quantityOf(store)).toBe(1);
    await publish(2);
    now = 999;
    expect(await quantityOf(store)).toBe(1);
    now = 1000;
    expect(await quantityOf(store)).toBe(2);
  });

  it("reads a dataset once for many callers", async () => {
    await publish(1);
    const store = impatientStore();
    const [first, second] = await Promise.all([store.current(), store.current()]);
    expect(first.snapshot).toBe(second.snapshot);
    expect((await store.current()).snapshot).toBe(first.snapshot);
  });

  it("refuses a damaged snapshot and goes on serving the one in memory", async () => {
    await publish(1);
    const refusals: unknown[] = [];
    const store = impatientStore((error) => refusals.push(error));
    await store.current();
    const { dataset } = await publish(2);
    await appendFile(join(datasetFolder(dataDir, dataset), SNAPSHOT_FILE), "x");
    expect(await quantityOf(store)).toBe(1);
    expect(await quantityOf(store)).toBe(1);
    expect(refusals).toEqual([expect.objectContaining({ code: "corrupt" })]);
    await publish(3);
    expect(await quantityOf(store)).toBe(3);
  });

  it("starts on the newest whole dataset when the current one is damaged, and says so", async () => {
    const damaged: string[] = [];
    for (const quantity of [1, 2, 3]) damaged.push((await publish(quantity)).dataset);
    await appendFile(join(datasetFolder(dataDir, damaged[2]), SNAPSHOT_FILE), "x");
    await rm(join(datasetFolder(dataDir, damaged[1]), "manifest.json"));
    const refusals: unknown[] = [];
    const store = impatientStore((error) => refusals.push(error));
    expect(await quantityOf(store)).toBe(1);
    expect(await quantityOf(store)).toBe(1);
    expect(refusals).toEqual([expect.objectContaining({ code: "corrupt" })]);
    const { manifest } = await store.current();
    expect(manifest.warnings[0]).toContain("The newest data set is damaged");
    expect(manifest.warnings).toContain("from the writer");
    const erp = createCurrentErp({ store });
    expect((await erp.customersInScope({ kind: "all" })).map((customer) => customer.name)).toEqual(["Client 1"]);
    await erp.close();
    await publish(4);
    expect(await quantityOf(store)).toBe(4);
  });

  it("starts on the newest dataset when the pointer is damaged", async () => {
    await publish(1);
    await publish(2);
    await writeFile(join(dataDir, "current.json"), "{");
    expect(await quantityOf(impatientStore())).toBe(2);
  });

  it("refuses a manifest that does not describe the snapshot beside it, a damaged pointer and a missing file", async () => {
    const { dataset } = await publish(1);
    const manifestFile = join(datasetFolder(dataDir, dataset), "manifest.json");
    const manifest = await readFile(manifestFile, "utf8");
    await writeFile(manifestFile, manifest.replace(/"snapshotId": "./, '"snapshotId": "'));
    await expect(impatientStore().current()).rejects.toMatchObject({ code: "corrupt" });
    await writeFile(manifestFile, manifest.replace(/"snapshotId": "[0-9a-f]{8}/, '"snapshotId": "00000000'));
    await expect(impatientStore().current()).rejects.toMatchObject({ code: "corrupt" });
    await writeFile(manifestFile, manifest);
    await rm(join(datasetFolder(dataDir, dataset), SNAPSHOT_FILE));
    await expect(impatientStore().current()).rejects.toMatchObject({ code: "corrupt" });
    await writeFile(join(dataDir, "current.json"), '{"dataset":"../../etc"}');
    await expect(impatientStore().current()).rejects.toMatchObject({ code: "corrupt" });
  });
});
