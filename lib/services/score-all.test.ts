import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPackedAnswers, type PackedAnswers } from "@/lib/data/answers/packed-answers";
import { createValueCache } from "@/lib/data/cache/value-cache";
import { columnsOfSnapshot, decodeSnapshot, encodeSnapshot } from "@/lib/data/snapshots/snapshot-codec";
import type { Caller } from "@/lib/domain/caller";
import { type FakeLine, type FakeWorld, fakeContext, fakeSnapshot, fakeSnapshots } from "@/lib/testing/fakes";
import { getCustomer } from "./get-customer";
import { recommendForAgreement } from "./recommend-for-agreement";
import { recordOutcome } from "./record-outcome";
import { scoreAll } from "./score-all";
import type { ServiceContext } from "./service-context";

const manager: Caller = { subject: "iss|m", email: null, name: "M", role: "manager", scope: { kind: "all" } };
const CUSTOMERS = 9;
const world: FakeWorld = {
  lines: Array.from({ length: CUSTOMERS }, (_, customer) =>
    Array.from({ length: 12 }, (_, at): FakeLine => {
      const day = (at * 5 + customer) % 59;
      return { customer: `${customer}`, order: `${customer}-${at}`, day, product: `${(at + customer) % 7}`, price: 3 };
    }),
  ).flat(),
  regions: Object.fromEntries(Array.from({ length: CUSTOMERS }, (_, customer) => [customer, `R${customer % 2}`])),
};

let dataDir: string;
const open: PackedAnswers[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "partwise-ahead-"));
});
afterEach(async () => {
  for (const answers of open.splice(0)) await answers.close();
  await rm(dataDir, { recursive: true, force: true });
});

function packed(): PackedAnswers {
  const answers = createPackedAnswers({ dataDir });
  open.push(answers);
  return answers;
}

/** As a process of its own: nothing in memory, the packed answers on disk. */
const opened = (parts: Partial<ServiceContext> = {}) => fakeContext(world, { answers: packed(), ...parts });

async function views(context: ServiceContext): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let customer = 0; customer < CUSTOMERS; customer++) {
    const request = { customerId: `${customer}`, agreementId: `${customer}-1`, query: {} };
    all.push({ ...(await recommendForAgreement(manager, request, context)), engineMs: 0 });
  }
  return all;
}
const computed = () => views(fakeContext(world));
const shardFiles = async () => {
  const [set] = await readdir(join(dataDir, "answers"));
  return (await readdir(join(dataDir, "answers", set))).map((name) => join(dataDir, "answers", set, name)).sort();
};

describe("scoring all agreements ahead", { timeout: 60_000 }, () => {
  it("answers every page without computing, byte for byte as if it had been computed", async () => {
    const progress: number[] = [];
    const scored = await scoreAll({
      context: opened(),
      shardAgreements: 4,
      onProgress: ({ done }) => progress.push(done),
    });
    expect(scored).toMatchObject({ agreements: CUSTOMERS, computed: CUSTOMERS, kept: 0, isComplete: true });
    expect(progress.at(-1)).toBe(CUSTOMERS);
    const context = opened();
    expect(await views(context)).toEqual(await computed());
    expect(context.cache.stats()).toMatchObject({ packedHits: CUSTOMERS });
  });

  it("gives a customer's page the lists of its agreements", async () => {
    await scoreAll({ context: opened() });
    const context = opened();
    for (let customer = 0; customer < CUSTOMERS; customer++) {
      const request = { customerId: `${customer}`, query: {} };
      expect(await getCustomer(manager, request, context)).toEqual(
        await getCustomer(manager, request, fakeContext(world)),
      );
    }
    expect(context.cache.stats()).toMatchObject({ packedHits: CUSTOMERS, misses: 0 });
  });

  it("does the same in threads that share the snapshot", async () => {
    const { parts } = encodeSnapshot(columnsOfSnapshot(fakeSnapshot(world)));
    const bytes = Buffer.concat(parts);
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    shared.set(bytes);
    const snapshots = fakeSnapshots(decodeSnapshot(shared));
    const scored = await scoreAll({ context: opened({ snapshots }), threads: 2, shardAgreements: 2 });
    expect(scored).toMatchObject({ computed: CUSTOMERS, threads: 2 });
    const context = opened({ snapshots });
    expect(await views(context)).toEqual(await views(fakeContext(world, { snapshots })));
    expect(context.cache.stats()).toMatchObject({ packedHits: CUSTOMERS });
  });

  it("goes on where a run was stopped", async () => {
    const stop = new AbortController();
    const aborted = scoreAll({
      context: opened(),
      shardAgreements: 2,
      signal: stop.signal,
      onProgress: ({ done }) => done >= 4 && stop.abort(new Error("Stopped.")),
    });
    await expect(aborted).rejects.toThrow("Stopped.");
    expect(await scoreAll({ context: opened(), shardAgreements: 2, limitSec: 0 })).toMatchObject({
      computed: 0,
      isComplete: false,
    });
    expect(await scoreAll({ context: opened(), shardAgreements: 2 })).toMatchObject({
      computed: CUSTOMERS - 4,
      kept: 4,
      isComplete: true,
    });
    expect(await views(opened())).toEqual(await computed());
  });

  it("computes again only what a refusal changed, and no page shows what was refused", async () => {
    const context = opened();
    await scoreAll({ context });
    const before = await recommendForAgreement(manager, { customerId: "3", agreementId: "3-1", query: {} }, context);
    const { productId } = before.reorder[0];
    const refusal = {
      customerId: "3",
      agreementId: "3-1",
      productId,
      basedOn: 0,
      kind: "never",
      reason: "price",
    } as const;
    await recordOutcome(manager, { ...refusal, idempotencyKey: "once-only" }, context);
    const after = await recommendForAgreement(manager, { customerId: "3", agreementId: "3-1", query: {} }, context);
    expect(after.reorder.map((row) => row.productId)).not.toContain(productId);
    expect(await scoreAll({ context })).toMatchObject({ computed: 1, kept: CUSTOMERS - 1 });
    const cache = createValueCache({ maxBytes: 2 ** 20, ttlSec: 60 });
    const again = { ...context, cache, answers: packed() };
    expect(
      (await recommendForAgreement(manager, { customerId: "3", agreementId: "3-1", query: {} }, again)).reorder,
    ).toEqual(after.reorder);
    expect(cache.stats()).toMatchObject({ packedHits: 1 });
  });

  it("is never wrong where a shard was damaged or cut short: the page is computed", async () => {
    await scoreAll({ context: opened(), shardAgreements: 3 });
    const files = await shardFiles();
    for (const [at, file] of files.entries()) {
      const bytes = await readFile(file);
      if (at === 0) bytes[bytes.length - 5] ^= 1;
      await writeFile(
        file,
        at === 1 ? bytes.subarray(0, bytes.length / 2) : at === 2 ? Buffer.from("no shard") : bytes,
      );
    }
    const context = opened();
    expect(await views(context)).toEqual(await computed());
    expect(context.answers.figures().garbage).toBeGreaterThan(2);
  });
});
