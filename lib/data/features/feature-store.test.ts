import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withDuckDb } from "@/lib/data/duckdb/duckdb-file";
import type { FeatureFacts } from "./feature-manifest";
import { type FeatureStore, openFeatureStore } from "./feature-store";
import { type PairBatch, pairRows } from "./pair-rows";

const FACTS: FeatureFacts = {
  featureSet: { name: "own", version: 2 },
  keys: ["agreement_id", "product_id"],
  features: ["count", "age"],
  snapshotId: "abc123",
  cutoffSec: Date.UTC(2026, 0, 31) / 1000,
  labelDays: 30,
  candidates: { perScore: 10 },
  users: { asked: 2, known: 3 },
  seed: 1,
  codeVersion: "code",
  createdAt: "2026-02-01T00:00:00.000Z",
};
const BATCHES: readonly PairBatch[] = [
  {
    agreementId: "7",
    productId: ["a", "b"],
    label: Uint8Array.of(1, 0),
    values: Float32Array.of(1, Number.NaN, 0.1, -0),
  },
  {
    agreementId: "8'",
    productId: ["b"],
    label: Uint8Array.of(0),
    values: Float32Array.of(1e-38, Number.POSITIVE_INFINITY),
  },
];

const rowsOf = (batches: readonly PairBatch[]) =>
  pairRows(FACTS.features, async (append) => {
    for (const batch of batches) append(batch);
  });

describe("the feature store", () => {
  let folder: string;
  let store: FeatureStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "partwise-feature-store-"));
    store = openFeatureStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("gives back every value and its order, and lists what exists", async () => {
    const { file, manifest } = await store.write(FACTS, rowsOf(BATCHES));
    expect(file).toBe(join(folder, "features/own-v2/abc123/2026-01-31.parquet"));
    expect(manifest).toMatchObject({ ...FACTS, rowCount: 3 });
    const read = await store.read(FACTS);
    expect(read.agreementId).toEqual(["7", "7", "8'"]);
    expect(read.productId).toEqual(["a", "b", "b"]);
    expect(read.label).toEqual(Uint8Array.of(1, 0, 0));
    expect(read.features.get("count")).toEqual(Float32Array.of(1, 0.1, 1e-38));
    expect(read.features.get("age")).toEqual(Float32Array.of(Number.NaN, -0, Number.POSITIVE_INFINITY));
    expect(await store.list()).toEqual([{ file, manifest }]);
    expect(await readdir(join(folder, "features/own-v2/abc123"))).toEqual(["2026-01-31.json", "2026-01-31.parquet"]);
  });

  it("keeps rows in order over many chunks", async () => {
    const size = 5000;
    const batches = Array.from({ length: 30 }, (_, user) => ({
      agreementId: `${user}`,
      productId: Array.from({ length: size }, (_row, row) => `${row}`),
      label: new Uint8Array(size),
      values: Float32Array.from({ length: 2 * size }, (_value, at) => user * size + at),
    }));
    await store.write(FACTS, rowsOf(batches));
    const { rowCount, features } = await store.read(FACTS, { features: ["age"] });
    const expected = new Float32Array(30 * size).map(
      (_, row) => batches[Math.floor(row / size)].values[2 * (row % size) + 1],
    );
    expect(rowCount).toBe(expected.length);
    expect(features.get("age")).toEqual(expected);
  });

  it("reads one agreement and chosen features alone", async () => {
    await store.write(FACTS, rowsOf(BATCHES));
    const { productId, features } = await store.read(FACTS, { agreementId: "8'", features: ["age"] });
    expect(productId).toEqual(["b"]);
    expect([...features.keys()]).toEqual(["age"]);
    await expect(store.read(FACTS, { features: ["price"] })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("refuses another version of the set, by its place and by what the file itself says", async () => {
    const { file } = await store.write(FACTS, rowsOf(BATCHES));
    const third = { ...FACTS, featureSet: { name: "own", version: 3 } };
    await expect(store.read(third)).rejects.toThrow("own v3 at 2026-01-31 of this data (stored: own-v2)");
    const moved = await store.write(third, rowsOf(BATCHES));
    await copyFile(file, moved.file);
    const json = moved.file.replace("parquet", "json");
    const bytes = (await readFile(file)).length;
    await writeFile(json, JSON.stringify({ ...JSON.parse(await readFile(json, "utf8")), bytes }));
    await expect(store.read(third)).rejects.toMatchObject({ code: "corrupt" });
  });

  it("refuses half a file and a damaged description", async () => {
    const { file } = await store.write(FACTS, rowsOf(BATCHES));
    await writeFile(file, (await readFile(file)).subarray(0, 100));
    await expect(store.read(FACTS)).rejects.toMatchObject({ code: "corrupt" });
    await writeFile(file.replace("parquet", "json"), "{");
    await expect(store.list()).rejects.toMatchObject({ code: "corrupt" });
  });

  it("leaves the file before untouched, and nothing else, when writing fails", async () => {
    await store.write(FACTS, rowsOf(BATCHES));
    const failing = pairRows(FACTS.features, async (append) => {
      append(BATCHES[0]);
      throw new Error("no more disk");
    });
    await expect(store.write(FACTS, failing)).rejects.toThrow("no more disk");
    expect((await store.read(FACTS)).rowCount).toBe(3);
    expect(await readdir(join(folder, "features/own-v2/abc123"))).toHaveLength(2);
  });

  it.each([{ cutoffSec: FACTS.cutoffSec + 1 }, { snapshotId: "../up" }, { featureSet: { name: "../up", version: 1 } }])(
    "does not write %j",
    async (wrong) => {
      await expect(store.write({ ...FACTS, ...wrong }, rowsOf(BATCHES))).rejects.toMatchObject({
        code: "invalid_input",
      });
    },
  );

  it("clears away what a killed build left, once it has been silent for long", async () => {
    const { file } = await store.write(FACTS, rowsOf(BATCHES));
    const left = join(file, "..", ".building-999999999-abcdef01");
    await mkdir(left);
    await store.write(FACTS, rowsOf(BATCHES));
    expect(await readdir(join(file, ".."))).toHaveLength(3);
    await utimes(left, 1, 1);
    await store.write(FACTS, rowsOf(BATCHES));
    expect(await readdir(join(file, ".."))).toHaveLength(2);
  });

  it("is empty before the first write", async () => {
    expect(await store.list()).toEqual([]);
    await expect(store.read(FACTS)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is read by plain SQL, unknown values being NULL", async () => {
    const { file } = await store.write(FACTS, rowsOf(BATCHES));
    const found = await withDuckDb(":memory:", { access: "read_write" }, (connection) =>
      connection.runAndReadAll(`SELECT COUNT(*)::INT, COUNT(age)::INT, SUM(label::INT)::INT FROM '${file}'`),
    );
    expect(found.getRows()).toEqual([[3, 2, 1]]);
  });
});
