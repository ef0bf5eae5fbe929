import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { findRedisServer, startTestRedis, type TestRedis } from "@/lib/testing/redis-server";
import { encodeEnvelope, MAX_ENVELOPE_BYTES } from "./envelope";
import { createRedisTier } from "./redis-tier";
import { createValueCache, type ValueCache } from "./value-cache";

const binary = findRedisServer();
if (binary === null) {
  console.log(
    "The tests of the Redis tier are skipped: no redis-server was found (Debian: apt-get install redis-server).",
  );
}
/** What a hundred requests may take with Redis in whatever state, on a busy machine. */
const BOUND_MS = 2000;
const PREFIX = "test";

const bigValue = (key: string) => ({
  key,
  rows: Array.from({ length: 200 }, (_, rank) => ({ rank, score: rank / 7 })),
});

describe.skipIf(binary === null)("the cache before a real Redis", () => {
  let server: TestRedis;
  let raw: Redis;
  const caches: ValueCache[] = [];

  beforeAll(async () => {
    vi.stubEnv("PARTWISE_LOG_LEVEL", "off");
    server = await startTestRedis(binary as string);
  });
  afterAll(() => server.kill());
  beforeEach(async () => {
    raw = new Redis(server.url);
    raw.on("error", () => undefined);
    await raw.flushall();
  });
  afterEach(async () => {
    for (const cache of caches.splice(0)) await cache.close();
    raw.disconnect();
  });

  /** A process's cache; without memory of its own, so that every request asks Redis. */
  async function opened({ url = server.url, maxBytes = 0, isUp = true } = {}): Promise<ValueCache> {
    const cache = createValueCache({
      maxBytes,
      ttlSec: 60,
      redis: createRedisTier({ url, prefix: PREFIX, ttlSec: 60 }),
    });
    caches.push(cache);
    if (isUp) await isServing(cache);
    return cache;
  }

  /** Waits until the cache found Redis, as traffic would let it: it looks when somebody asks. */
  const isServing = (cache: ValueCache) =>
    vi.waitFor(
      async () => {
        await cache.getOrCompute("traffic", () => 1);
        expect(cache.stats().state).toBe("ok");
      },
      { timeout: 15_000, interval: 50 },
    );

  /** Asks for the key, checks the answer and says whether it had to be computed. */
  async function isComputed(cache: ValueCache, key: string): Promise<boolean> {
    let computed = false;
    const answer = await cache.getOrCompute(key, () => {
      computed = true;
      return bigValue(key);
    });
    expect(answer).toStrictEqual(bigValue(key));
    return computed;
  }

  /** Asks until Redis answers for the key; writes are nobody's to wait for. */
  const becomesHit = (cache: ValueCache, key: string) =>
    vi.waitFor(async () => expect(await isComputed(cache, key)).toBe(false), { timeout: 15_000, interval: 50 });

  async function answersInTime(cache: ValueCache, name: string): Promise<void> {
    const startedMs = performance.now();
    for (let at = 0; at < 50; at++) await isComputed(cache, `${name}${at}`);
    await Promise.all(Array.from({ length: 50 }, (_, at) => isComputed(cache, `${name}-together${at}`)));
    expect(performance.now() - startedMs).toBeLessThan(BOUND_MS);
  }

  it("gives a second process what the first computed, compressed, under its prefix and for its time only", async () => {
    const first = await opened();
    expect(await isComputed(first, "key")).toBe(true);
    await becomesHit(await opened(), "key");
    for (const name of await raw.keys("*")) {
      expect(name.startsWith(`${PREFIX}:`)).toBe(true);
      expect(await raw.ttl(name)).toBeGreaterThan(0);
    }
    expect(await raw.strlen(`${PREFIX}:key`)).toBeLessThan(JSON.stringify(bigValue("key")).length / 2);
  });

  it("asks Redis once for what the memory then keeps", async () => {
    await isComputed(await opened(), "key");
    await becomesHit(await opened(), "key");
    const cache = await opened({ maxBytes: 2 ** 20 });
    for (let at = 0; at < 10; at++) expect(await isComputed(cache, "key")).toBe(false);
    expect(cache.stats()).toMatchObject({ redisHits: expect.any(Number), errors: 0 });
    expect(cache.stats().memoryHits).toBeGreaterThanOrEqual(9);
  });

  it("ignores and overwrites garbage of every kind under its keys", async () => {
    const cache = await opened();
    const foreign = (await encodeEnvelope(`${PREFIX}:other`, { wrong: true })) as Buffer;
    const own = (await encodeEnvelope(`${PREFIX}:cut`, bigValue("cut"))) as Buffer;
    await raw.set(`${PREFIX}:text`, "{}");
    await raw.set(`${PREFIX}:bytes`, Buffer.alloc(5000, 7));
    await raw.set(`${PREFIX}:copied`, foreign);
    await raw.set(`${PREFIX}:cut`, own.subarray(0, own.length - 1));
    await raw.set(`${PREFIX}:empty`, "");
    await raw.hset(`${PREFIX}:hash`, "field", "1");
    await raw.lpush(`${PREFIX}:list`, "1");
    for (const key of ["text", "bytes", "copied", "cut", "empty", "hash", "list"]) {
      expect(await isComputed(cache, key)).toBe(true);
      await becomesHit(cache, key);
    }
    expect(cache.stats().garbage).toBeGreaterThanOrEqual(6);
  });

  it("answers beside a huge value under its key", async () => {
    const cache = await opened();
    await raw.set(`${PREFIX}:huge`, Buffer.alloc(4 * MAX_ENVELOPE_BYTES, 1));
    const startedMs = performance.now();
    expect(await isComputed(cache, "huge")).toBe(true);
    expect(performance.now() - startedMs).toBeLessThan(BOUND_MS);
  });

  it("answers in time while Redis is paused, and uses it again when it goes on", async () => {
    const cache = await opened();
    await isComputed(cache, "before");
    await becomesHit(cache, "before");
    server.pause();
    try {
      await answersInTime(cache, "paused");
      expect(cache.stats().state).toBe("degraded");
      // Whoever starts now meets a server that takes connections and says nothing.
      await answersInTime(await opened({ isUp: false }), "started-while-paused");
    } finally {
      server.resume();
    }
    await isServing(cache);
    expect(await isComputed(cache, "before")).toBe(false);
  });

  it("answers in time when Redis is killed under load, and connects by itself when it is back", async () => {
    const cache = await opened();
    const underLoad = Promise.all(Array.from({ length: 200 }, (_, at) => isComputed(cache, `load${at}`)));
    await server.kill();
    await underLoad;
    await answersInTime(cache, "down");
    expect(cache.stats().state).toBe("degraded");
    await server.start();
    await isServing(cache);
    expect(await isComputed(cache, "back")).toBe(true);
    await becomesHit(cache, "back");
  });

  it("answers when Redis is full, still reads what is there, and writes again when there is room", async () => {
    const cache = await opened();
    await isComputed(cache, "early");
    await becomesHit(cache, "early");
    await raw.config("SET", "maxmemory-policy", "noeviction");
    await raw.config("SET", "maxmemory", "1");
    try {
      await answersInTime(cache, "full");
      expect(await isComputed(cache, "early")).toBe(false);
      expect(await isComputed(cache, "full0")).toBe(true);
      await vi.waitFor(() => expect(cache.stats().errors).toBeGreaterThan(0));
      expect(cache.stats().state).toBe("ok");
    } finally {
      await raw.config("SET", "maxmemory", "0");
    }
    await becomesHit(cache, "full0");
  });

  it("answers when Redis wants a password that it was not given, says so, and recovers", async () => {
    await raw.config("SET", "requirepass", "secret");
    const cache = await opened({ isUp: false });
    try {
      await answersInTime(cache, "locked");
      await new Promise((resolve) => setTimeout(resolve, 300));
      await answersInTime(cache, "still-locked");
      expect(cache.stats()).toMatchObject({ state: "degraded", redisHits: 0 });
    } finally {
      await raw.config("SET", "requirepass", "");
    }
    await isServing(cache);
  });

  it("hands out what Redis held as unchangeable as what was computed", async () => {
    await isComputed(await opened(), "key");
    const cache = await opened({ maxBytes: 2 ** 24 });
    await becomesHit(cache, "key");
    const answer = await cache.getOrCompute("key", () => bigValue("key"));
    expect(() => answer.rows.pop()).toThrow(TypeError);
  });

  it("serves from memory when there never was a Redis", async () => {
    const cache = await opened({ url: "redis://127.0.0.1:1", maxBytes: 2 ** 24, isUp: false });
    await answersInTime(cache, "alone");
    expect(await isComputed(cache, "alone0")).toBe(false);
    expect(cache.stats()).toMatchObject({ tier: "memory+redis", state: "degraded", redisHits: 0 });
  });
});
