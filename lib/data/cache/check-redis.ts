import { Redis } from "ioredis";

export interface RedisCheck {
  /** Milliseconds of a PING; null = Redis did not answer. */
  readonly latencyMs: number | null;
  readonly isWritable: boolean;
  /** `maxmemory-policy`; null where the server does not say. */
  readonly evictionPolicy: string | null;
  readonly version: string | null;
}

const PATIENCE_MS = 2000;

/** One look at a Redis over a connection of its own. Never throws and names no address. */
export async function checkRedis({ url, prefix }: { url: string; prefix: string }): Promise<RedisCheck> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const startedMs = performance.now();
    await client.ping();
    const latencyMs = performance.now() - startedMs;
    const key = `${prefix}:doctor:${process.pid}`;
    const isWritable = await client.set(key, "1", "EX", 5).then(
      async () => (await client.del(key)) === 1,
      () => false,
    );
    const info = await client.info().catch(() => "");
    const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(info)?.[1] ?? null;
    return { latencyMs, isWritable, evictionPolicy: field("maxmemory_policy"), version: field("redis_version") };
  } catch {
    return { latencyMs: null, isWritable: false, evictionPolicy: null, version: null };
  } finally {
    client.disconnect();
  }
}
