import { Redis } from "ioredis";
import { log } from "@/lib/observability/log";
import { createCircuitBreaker } from "./circuit-breaker";
import { decodeEnvelope, encodeEnvelope, MAX_ENVELOPE_BYTES } from "./envelope";

export interface RedisTierFigures {
  /** Connected, and the last commands were answered in time. */
  readonly isServing: boolean;
  readonly errors: number;
  readonly garbage: number;
  /** Mean over the reads that were answered; null before the first. */
  readonly meanReadMs: number | null;
}

/** Values in Redis. Nothing here throws or rejects: what Redis does not do is done without it. */
export interface RedisTier {
  /** The value of the key; null = there is none, it is not ours, or Redis did not say within the time-out. */
  read(key: string): Promise<{ readonly value: unknown } | null>;
  write(key: string, value: unknown): Promise<void>;
  figures(): RedisTierFigures;
  close(): Promise<void>;
}

/** What a request waits for Redis at most, and only the ones under way when it stops answering. */
const READ_TIMEOUT_MS = 40;
/** Nobody waits for a write. */
const WRITE_TIMEOUT_MS = 1000;
/** A peer that is silent for so long (pulled cable, no reset) gets a new connection. */
const SILENT_SOCKET_MS = 5000;
const CONNECT_TIMEOUT_MS = 2000;
const LONGEST_PAUSE_MS = 2000;
const FIRST_PAUSE_MS = 250;
/** A full or read-only server refuses at once, so trying again is cheap, but compressing for nothing is not. */
const WRITE_PAUSE_MS = 1000;

class TimeoutError extends Error {}

/**
 * Rejects with TimeoutError after the time. A busy event loop runs late timers before it reads sockets: the answer may
 * be there already, so it gets one turn to be read.
 */
function within<Value>(timeoutMs: number, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => setImmediate(() => reject(new TimeoutError())), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

export function createRedisTier({
  url,
  prefix,
  ttlSec,
  nowMs = Date.now,
}: {
  url: string;
  prefix: string;
  ttlSec: number;
  nowMs?: () => number;
}): RedisTier {
  const client = new Redis(url, {
    // A command that cannot be sent now is refused now; none is kept for later or sent twice.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENT_SOCKET_MS,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 10), LONGEST_PAUSE_MS),
    // Nothing of RESP3 is used, and version 2 needs no handshake that an old server or a proxy refuses.
    protocol: 2,
    disableClientInfo: true,
  });
  const answering = createCircuitBreaker({ firstPauseMs: FIRST_PAUSE_MS, longestPauseMs: LONGEST_PAUSE_MS, nowMs });
  const accepting = createCircuitBreaker({ firstPauseMs: WRITE_PAUSE_MS, longestPauseMs: WRITE_PAUSE_MS, nowMs });
  let errors = 0;
  let garbage = 0;
  let reads = 0;
  let readMs = 0;
  let wasUp: boolean | null = null;

  // The event repeats with every attempt to reconnect; it is told once, without the address, which may hold a password.
  function tell(isUp: boolean, code: string | undefined): void {
    if (wasUp === isUp) return;
    wasUp = isUp;
    if (isUp) log.info("cache_redis_up");
    else log.warn("cache_redis_down", { code: code ?? null });
  }
  client.on("error", (error: NodeJS.ErrnoException) => tell(false, error.code));
  client.on("close", () => tell(false, "closed"));
  client.on("ready", () => {
    answering.succeeded();
    tell(true, undefined);
  });

  function stopsServing(error: unknown): void {
    answering.failed();
    tell(false, error instanceof TimeoutError ? "timeout" : "refused");
  }

  async function probe(): Promise<void> {
    try {
      await within(READ_TIMEOUT_MS, client.ping());
      answering.succeeded();
      tell(true, undefined);
    } catch {
      answering.failed();
    }
  }

  function isServing(): boolean {
    if (client.status !== "ready") return false;
    if (answering.shouldProbe()) void probe();
    return answering.isClosed();
  }

  return {
    async read(key) {
      if (!isServing()) return null;
      const name = `${prefix}:${key}`;
      const startedMs = performance.now();
      try {
        // Bounded: whatever somebody left under the name, no more than one envelope of it is fetched.
        const bytes = await within(READ_TIMEOUT_MS, client.getrangeBuffer(name, 0, MAX_ENVELOPE_BYTES));
        reads++;
        readMs += performance.now() - startedMs;
        if (bytes.length === 0) return null;
        const found = decodeEnvelope(name, bytes);
        if (found === null) garbage++;
        return found;
      } catch (error) {
        errors++;
        // Somebody's list or hash under the name says nothing about the server; silence, a password or loading does.
        if (error instanceof Error && error.message.startsWith("WRONGTYPE")) garbage++;
        else stopsServing(error);
        return null;
      }
    },
    async write(key, value) {
      if (!isServing() || !(accepting.isClosed() || accepting.shouldProbe())) return;
      const name = `${prefix}:${key}`;
      try {
        const bytes = await encodeEnvelope(name, value);
        if (bytes !== null) await within(WRITE_TIMEOUT_MS, client.set(name, bytes, "EX", ttlSec));
        accepting.succeeded();
      } catch (error) {
        errors++;
        accepting.failed();
        if (error instanceof TimeoutError) stopsServing(error);
      }
    },
    figures: () => ({
      isServing: client.status === "ready" && answering.isClosed(),
      errors,
      garbage,
      meanReadMs: reads === 0 ? null : readMs / reads,
    }),
    async close() {
      wasUp = false;
      client.disconnect();
    },
  };
}
