import { plainData, weightOf } from "./plain-data";
import { type LatencyFigures, RecentTimes } from "./recent-times";
import type { RedisTier } from "./redis-tier";

/** Where an answer came from: `shared` waited for another request's, `computed` was in none of the others. */
export const CACHE_ORIGINS = ["memory", "packed", "redis", "shared", "computed"] as const;
export type CacheOrigin = (typeof CACHE_ORIGINS)[number];

/** How the cache has served since the process started. */
export interface CacheStats {
  readonly tier: "memory" | "memory+redis";
  /** `degraded`: Redis is set and does not serve now; every answer is still right. */
  readonly state: "ok" | "degraded";
  readonly memoryHits: number;
  readonly redisHits: number;
  /** Answers that were computed ahead and lay packed on disk. */
  readonly packedHits: number;
  /** Requests that waited for another one's computation of the same key. */
  readonly sharedHits: number;
  readonly misses: number;
  /** Commands that Redis refused, dropped or did not answer in time. */
  readonly errors: number;
  /** Answers under our keys that were not ours: ignored and overwritten. */
  readonly garbage: number;
  /** Share of requests that computed nothing; null before the first. */
  readonly hitRate: number | null;
  /** Mean time of the reads that Redis answered; null before the first. */
  readonly redisReadMs: number | null;
  /** What requests waited, by where their answer came from. */
  readonly latency: Readonly<Record<CacheOrigin, LatencyFigures>>;
  readonly memoryEntries: number;
  readonly memoryBytes: number;
}

/**
 * Keeps what is expensive to compute. A value must be plain data (`plainData`) and a pure function of its key, because
 * nothing is ever purged: a key names all that the value depends on.
 */
export interface ValueCache {
  /**
   * The value of the key, computed at most once at a time in this process. `packed` is asked after the memory and before
   * Redis: it finds what was computed ahead, null = nothing, and never throws. Throws only what `compute` throws.
   */
  getOrCompute<Value>(
    key: string,
    compute: () => Value | Promise<Value>,
    packed?: () => Promise<unknown>,
  ): Promise<Value>;
  stats(): CacheStats;
  close(): Promise<void>;
}

interface Kept {
  readonly value: unknown;
  readonly bytes: number;
  readonly untilMs: number;
}

/** One value may fill at most this share of the memory tier, else a single long history would empty it. */
const LARGEST_SHARE = 1 / 8;

/**
 * A memory tier (least recently used goes first, bounded by estimated bytes) before an optional Redis tier. There is no
 * lock between processes: two that compute one key at once write the same bytes, and a lock would cost the others a
 * round trip each, and a time-out when its holder dies.
 */
export function createValueCache({
  maxBytes,
  ttlSec,
  redis = null,
  nowMs = Date.now,
}: {
  maxBytes: number;
  ttlSec: number;
  redis?: RedisTier | null;
  nowMs?: () => number;
}): ValueCache {
  // A Map iterates in the order of insertion: the first entry is the least recently used.
  const kept = new Map<string, Kept>();
  const underWay = new Map<string, Promise<unknown>>();
  const count = { memoryHits: 0, packedHits: 0, redisHits: 0, sharedHits: 0, misses: 0 };
  const times = Object.fromEntries(CACHE_ORIGINS.map((origin) => [origin, new RecentTimes()])) as Record<
    CacheOrigin,
    RecentTimes
  >;
  let bytes = 0;

  function drop(key: string): void {
    bytes -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  }

  function find(key: string): Kept | null {
    const found = kept.get(key);
    if (found === undefined) return null;
    if (found.untilMs <= nowMs()) {
      drop(key);
      return null;
    }
    kept.delete(key);
    kept.set(key, found);
    return found;
  }

  function keep(key: string, value: unknown): void {
    const size = weightOf(value) + weightOf(key);
    drop(key);
    if (size > maxBytes * LARGEST_SHARE) return;
    kept.set(key, { value, bytes: size, untilMs: nowMs() + ttlSec * 1000 });
    bytes += size;
    while (bytes > maxBytes) drop(kept.keys().next().value as string);
  }

  async function load(key: string, compute: () => unknown, packed: () => Promise<unknown>): Promise<unknown> {
    const startedMs = performance.now();
    const told = (origin: CacheOrigin) => times[origin].add(performance.now() - startedMs);
    const ahead = await packed();
    if (ahead !== null) {
      count.packedHits++;
      const value = plainData(ahead);
      keep(key, value);
      told("packed");
      return value;
    }
    const shared = (await redis?.read(key)) ?? null;
    if (shared !== null) {
      count.redisHits++;
      const value = plainData(shared.value);
      keep(key, value);
      told("redis");
      return value;
    }
    count.misses++;
    const value = await compute();
    keep(key, value);
    told("computed");
    // Nobody waits for the write, and it never fails.
    void redis?.write(key, value);
    return value;
  }

  return {
    async getOrCompute<Value>(
      key: string,
      compute: () => Value | Promise<Value>,
      packed: () => Promise<unknown> = async () => null,
    ): Promise<Value> {
      const startedMs = performance.now();
      const found = find(key);
      if (found !== null) {
        count.memoryHits++;
        times.memory.add(performance.now() - startedMs);
        return found.value as Value;
      }
      const waiting = underWay.get(key);
      if (waiting !== undefined) {
        count.sharedHits++;
        const value = (await waiting) as Value;
        times.shared.add(performance.now() - startedMs);
        return value;
      }
      const work = load(key, compute, packed).finally(() => underWay.delete(key));
      underWay.set(key, work);
      return work as Promise<Value>;
    },
    stats() {
      const hits = count.memoryHits + count.packedHits + count.redisHits + count.sharedHits;
      const asked = hits + count.misses;
      const figures = redis?.figures() ?? null;
      return {
        ...count,
        tier: redis === null ? "memory" : "memory+redis",
        state: figures === null || figures.isServing ? "ok" : "degraded",
        errors: figures?.errors ?? 0,
        garbage: figures?.garbage ?? 0,
        hitRate: asked === 0 ? null : hits / asked,
        redisReadMs: figures?.meanReadMs ?? null,
        latency: Object.fromEntries(CACHE_ORIGINS.map((origin) => [origin, times[origin].figures()])) as Record<
          CacheOrigin,
          LatencyFigures
        >,
        memoryEntries: kept.size,
        memoryBytes: bytes,
      };
    },
    close: async () => redis?.close(),
  };
}
