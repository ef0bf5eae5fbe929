import { afterEach, expect, it, vi } from "vitest";
import type { HistoryRecord, LiveErpPort } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Scope } from "@/lib/domain/caller";
import { agreementId } from "@/lib/domain/ids";
import { GateClosedError } from "./admission-gate";
import { createLiveErp, type OpenedErp } from "./live-erp";

const ALL: Scope = { kind: "all" };
const EMPTY: HistoryRecord = { purchases: [], products: [] };
const question = { agreementId: agreementId("1"), beforeSec: 1 };
const TIMEOUT_MS = 3000;
const PAUSE_MS = 1000;

const never = () => new Promise<never>(() => undefined);
const refused = async (): Promise<never> => {
  throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ESOCKET", name: "ConnectionError" });
};

/** A server that does as told, behind the adapter's own port. */
interface FakeServer extends OpenedErp {
  isUp: boolean;
  history: () => Promise<HistoryRecord | null>;
}

vi.stubEnv("PARTWISE_LOG_LEVEL", "off");
const opened: LiveErpPort[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((live) => live.close()));
  vi.useRealTimers();
});

async function liveOf(parts: Partial<FakeServer> = {}) {
  vi.useFakeTimers();
  vi.setSystemTime(1_700_000_000_000);
  const server = { isUp: true, history: async (): Promise<HistoryRecord | null> => EMPTY, ...parts };
  const asked = vi.fn((_: Scope, __: { signal?: AbortSignal }) => (server.isUp ? server.history() : refused()));
  const open = vi.fn(async (): Promise<OpenedErp> => {
    if (!server.isUp) return refused();
    return { agreementHistory: asked, ping: async () => (server.isUp ? undefined : refused()) };
  });
  const close = vi.fn(async () => undefined);
  const live = createLiveErp({
    open,
    close,
    timeoutMs: TIMEOUT_MS,
    firstPauseMs: PAUSE_MS,
    longestPauseMs: 8000,
    heartbeatMs: 15_000,
  });
  opened.push(live);
  await vi.advanceTimersByTimeAsync(0);
  const ask = (signal?: AbortSignal) => live.agreementHistory(ALL, { ...question, signal });
  /** How the question ended once the time is over; null = not yet. */
  async function askFor(ms: number): Promise<unknown> {
    let end: unknown = null;
    void ask().then(
      (answer) => {
        end = answer;
      },
      (error: unknown) => {
        end = error;
      },
    );
    await vi.advanceTimersByTimeAsync(ms);
    return end;
  }
  return { live, server, asked, open, close, ask, askFor };
}

const isAway = (end: unknown) => end instanceof AppError && end.code === "unavailable";

it("answers from the server while it does well", async () => {
  const { live, askFor } = await liveOf();
  expect(await askFor(0)).toBe(EMPTY);
  expect(live.status()).toEqual({ state: "ok", sinceSec: 1_700_000_000, reason: null });
});

it("starts while the server is down, says so before anybody asks, and recovers by itself", async () => {
  const { live, server, asked, askFor } = await liveOf({ isUp: false });
  expect(live.status()).toEqual({ state: "degraded", sinceSec: 1_700_000_000, reason: "unreachable" });
  expect(isAway(await askFor(0))).toBe(true);
  expect(asked).not.toHaveBeenCalled();
  server.isUp = true;
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(live.status().state).toBe("ok");
  expect(await askFor(0)).toBe(EMPTY);
});

it("gives a question that dies with the server up at once, and asks no more until it lives again", async () => {
  const { live, server, asked, askFor } = await liveOf();
  await askFor(0);
  server.isUp = false;
  expect(isAway(await askFor(0))).toBe(true);
  expect(live.status().reason).toBe("unreachable");
  for (let times = 0; times < 50; times++) expect(isAway(await askFor(0))).toBe(true);
  expect(asked).toHaveBeenCalledTimes(2);
  server.isUp = true;
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(await askFor(0)).toBe(EMPTY);
  expect(live.status().state).toBe("ok");
});

it("gives up a question that hangs after the time-out, and tells the server to stop", async () => {
  const { live, server, asked, askFor } = await liveOf({ history: never });
  expect(await askFor(TIMEOUT_MS - 1)).toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  expect(asked.mock.calls[0][1].signal?.aborted).toBe(true);
  expect(live.status().reason).toBe("slow");
  expect(isAway(await askFor(0))).toBe(true);
  // It answers a sign of life: one question at a time goes through, and the others do not wait for it.
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(live.status().reason).toBe("slow");
  const before = asked.mock.calls.length;
  expect(await askFor(0)).toBeNull();
  for (let times = 0; times < 20; times++) expect(isAway(await askFor(0))).toBe(true);
  expect(asked).toHaveBeenCalledTimes(before + 1);
  // It fails again: the pause is twice as long.
  await vi.advanceTimersByTimeAsync(TIMEOUT_MS);
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(live.status().reason).toBe("slow");
  server.history = async () => EMPTY;
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(await askFor(0)).toBe(EMPTY);
  expect(live.status().state).toBe("ok");
});

it("calls a slow server well again when nobody asked for a while and it lives", async () => {
  const { live, askFor } = await liveOf({ history: never });
  await askFor(TIMEOUT_MS);
  await vi.advanceTimersByTimeAsync(PAUSE_MS + 14_999);
  expect(live.status().reason).toBe("slow");
  await vi.advanceTimersByTimeAsync(1);
  expect(live.status().state).toBe("ok");
});

it("does not take a full queue for a sick server: the next question is asked", async () => {
  const { live, server, askFor } = await liveOf({
    history: async () => {
      throw new GateClosedError("full");
    },
  });
  expect(isAway(await askFor(0))).toBe(true);
  expect(live.status()).toMatchObject({ state: "degraded", reason: "busy" });
  server.history = async () => EMPTY;
  expect(await askFor(0)).toBe(EMPTY);
  expect(live.status().state).toBe("ok");
});

it("learns nothing about the server from a reader who left", async () => {
  const { live, ask, askFor, server } = await liveOf({ history: never });
  const gone = new AbortController();
  const waiting = ask(gone.signal);
  const ended = expect(waiting).rejects.toMatchObject({ code: "unavailable" });
  await vi.advanceTimersByTimeAsync(10);
  server.history = async () => EMPTY;
  gone.abort();
  await vi.advanceTimersByTimeAsync(TIMEOUT_MS);
  await ended;
  expect(live.status().state).toBe("ok");
  expect(await askFor(0)).toBe(EMPTY);
});

it("looks at the tables anew after one was not what it had been", async () => {
  const { live, open, server, askFor } = await liveOf();
  await askFor(0);
  server.history = async () => {
    throw Object.assign(new Error("Invalid object name"), { number: 208 });
  };
  await askFor(0);
  expect(live.status().reason).toBe("schema");
  expect(open).toHaveBeenCalledTimes(1);
  server.history = async () => EMPTY;
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(open).toHaveBeenCalledTimes(2);
  expect(await askFor(0)).toBe(EMPTY);
});

it("notices without a question that the server went away, within a heartbeat", async () => {
  const { live, server } = await liveOf();
  server.isUp = false;
  await vi.advanceTimersByTimeAsync(15_000);
  expect(live.status()).toMatchObject({ state: "degraded", reason: "unreachable", sinceSec: 1_700_000_015 });
  // The pause grows to its bound, and no further.
  await vi.advanceTimersByTimeAsync(60_000);
  server.isUp = true;
  await vi.advanceTimersByTimeAsync(8000);
  expect(live.status().state).toBe("ok");
});

it("closes what it opened and asks nothing after", async () => {
  const { live, close, asked, askFor } = await liveOf();
  await live.close();
  expect(close).toHaveBeenCalledTimes(1);
  expect(isAway(await askFor(60_000))).toBe(true);
  expect(asked).not.toHaveBeenCalled();
});
