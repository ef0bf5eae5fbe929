import { describe, expect, it } from "vitest";
import { weightOf } from "./plain-data";
import { createValueCache } from "./value-cache";

const opened = (parts: { maxBytes?: number; ttlSec?: number; nowMs?: () => number } = {}) =>
  createValueCache({ maxBytes: 2 ** 20, ttlSec: 60, ...parts });

/** Asks for a key and says whether it had to be computed. */
async function isComputed(cache: ReturnType<typeof opened>, key: string, value: unknown = key): Promise<boolean> {
  let computed = false;
  const answer = await cache.getOrCompute(key, () => {
    computed = true;
    return value;
  });
  expect(answer).toEqual(value);
  return computed;
}

describe("the memory tier", () => {
  it("computes once for 100 requests at a time", async () => {
    const cache = opened();
    let computed = 0;
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return ++computed;
    };
    const answers = await Promise.all(Array.from({ length: 100 }, () => cache.getOrCompute("key", slow)));
    expect(new Set(answers)).toEqual(new Set([1]));
    expect(await cache.getOrCompute("key", slow)).toBe(1);
    expect(cache.stats()).toMatchObject({ misses: 1, sharedHits: 99, memoryHits: 1, hitRate: 100 / 101 });
  });

  it("throws a failed computation to all who waited and computes anew for the next", async () => {
    const cache = opened();
    const fail = () => Promise.reject(new Error("no"));
    const waiting = await Promise.allSettled([cache.getOrCompute("key", fail), cache.getOrCompute("key", fail)]);
    expect(waiting.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await isComputed(cache, "key")).toBe(true);
  });

  it("measures what requests waited, by where their answer came from", async () => {
    const cache = opened();
    const slow = () => new Promise((resolve) => setTimeout(() => resolve("slow"), 20));
    await Promise.all([cache.getOrCompute("key", slow), cache.getOrCompute("key", slow)]);
    await cache.getOrCompute("key", slow);
    await cache.getOrCompute("ahead", slow, async () => "packed");
    await cache.getOrCompute("broken", () => Promise.reject(new Error("no"))).catch(() => undefined);
    const { memory, packed, redis, shared, computed } = cache.stats().latency;
    expect([memory, packed, redis, shared, computed].map(({ requests }) => requests)).toEqual([1, 1, 0, 1, 1]);
    expect(redis).toEqual({ requests: 0, p50Ms: null, p95Ms: null });
    expect(computed.p50Ms).toBeGreaterThanOrEqual(15);
    expect(shared.p95Ms).toBeGreaterThanOrEqual(15);
    expect(memory.p50Ms).toBeLessThan(computed.p50Ms as number);
  });

  it("stays under its bytes and lets the least recently used go", async () => {
    const value = "x".repeat(100);
    const size = weightOf(value) + weightOf("a0");
    const maxBytes = 10 * size;
    const cache = opened({ maxBytes });
    for (let at = 0; at < 10; at++) await isComputed(cache, `a${at}`, value);
    expect(await isComputed(cache, "a0", value)).toBe(false);
    await isComputed(cache, "b0", value);
    expect(cache.stats()).toMatchObject({ memoryEntries: 10, memoryBytes: maxBytes });
    expect(await isComputed(cache, "a0", value)).toBe(false);
    expect(await isComputed(cache, "a1", value)).toBe(true);
    for (let at = 0; at < 1000; at++) await isComputed(cache, `c${at}`, "x".repeat(at % 150));
    expect(cache.stats().memoryBytes).toBeLessThanOrEqual(maxBytes);
  });

  it("answers with a value too large to keep", async () => {
    const cache = opened({ maxBytes: 1000 });
    expect(await isComputed(cache, "key", "x".repeat(1000))).toBe(true);
    expect(cache.stats()).toMatchObject({ memoryEntries: 0, memoryBytes: 0 });
  });

  it("forgets after its time", async () => {
    let now = 0;
    const cache = opened({ ttlSec: 10, nowMs: () => now });
    await isComputed(cache, "key");
    now = 9_999;
    expect(await isComputed(cache, "key")).toBe(false);
    now = 10_000;
    expect(await isComputed(cache, "key")).toBe(true);
    expect(cache.stats()).toMatchObject({ memoryEntries: 1, tier: "memory", state: "ok" });
  });

  it("keeps null, 0 and the empty text like any value", async () => {
    const cache = opened();
    for (const [at, value] of [null, 0, ""].entries()) {
      await isComputed(cache, `key${at}`, value);
      expect(await isComputed(cache, `key${at}`, value)).toBe(false);
    }
  });
});
