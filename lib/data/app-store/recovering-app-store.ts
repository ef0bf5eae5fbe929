import { StoreFailure } from "@/lib/domain/store-failure";
import type { StoreStatus } from "@/lib/domain/store-status";
import type { AppStorePort } from "./app-store-port";

export interface RecoveringStore {
  readonly store: AppStorePort;
  status(): StoreStatus;
  /** Changes when the store was taken up anew: what was read before may belong to another one, restored since. */
  generation(): number;
}

interface RecoveringOptions {
  /** `isFirst`: this process has not had the store open yet. */
  readonly open: (attempt: { isFirst: boolean }) => AppStorePort | Promise<AppStorePort>;
  readonly nowSec: () => number;
  /** After a failure to open, calls fail at once for so long: a page must not wait for a server that is away. */
  readonly retryAfterMs?: number;
  /** A reading that takes longer counts as failed: lists go on without. What is written is waited for, to know its end. */
  readonly readTimeoutMs?: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsedMs?: () => number;
  readonly onStatus?: (status: StoreStatus) => void;
}

const RETRY_AFTER_MS = 2_000;
const READ_TIMEOUT_MS = 2_500;

/** Reading goes well where writing does not: these say nothing about a store that takes no changes. */
const READS: ReadonlySet<string> = new Set<keyof AppStorePort>([
  "outcomesAfter",
  "notesAfter",
  "listsShownSince",
  "auditPage",
  "auditActors",
  "setting",
  "settingEntry",
  "jobRun",
  "listJobRuns",
  "savedViews",
  "keptValue",
]);

interface Opened {
  readonly store: AppStorePort;
  underWay: number;
  isLeft: boolean;
}

/**
 * A store that may be away when the program starts, and come and go while it runs: opened at the first call, given up after a
 * failure, and taken up again by a later call. Every failure reaches its caller; nothing is kept back to be written later.
 */
export function createRecoveringAppStore({
  open,
  nowSec,
  retryAfterMs = RETRY_AFTER_MS,
  readTimeoutMs = READ_TIMEOUT_MS,
  elapsedMs = () => performance.now(),
  onStatus = () => undefined,
}: RecoveringOptions): RecoveringStore {
  let status: StoreStatus = { state: "ok", sinceSec: nowSec(), reason: null };
  let opening: Promise<Opened> | null = null;
  let refusal: { readonly error: unknown; readonly untilMs: number } | null = null;
  let generation = 0;
  let isClosed = false;

  function become(reason: StoreStatus["reason"]): void {
    if (status.reason === reason) return;
    status = { state: reason === null ? "ok" : "degraded", sinceSec: nowSec(), reason };
    onStatus(status);
  }

  function refuseFor(error: unknown): void {
    refusal = { error, untilMs: elapsedMs() + retryAfterMs };
    become(error instanceof StoreFailure ? error.problem : "away");
  }

  async function openAnew(): Promise<Opened> {
    try {
      const store = await open({ isFirst: generation === 0 });
      generation++;
      refusal = null;
      return { store, underWay: 0, isLeft: false };
    } catch (error) {
      refuseFor(error);
      throw error;
    }
  }

  function opened(): Promise<Opened> {
    if (isClosed) throw new StoreFailure("away", null);
    if (refusal !== null && elapsedMs() < refusal.untilMs) throw refusal.error;
    if (opening === null) {
      const attempt = openAnew();
      opening = attempt;
      attempt.catch(() => {
        if (opening === attempt) opening = null;
      });
    }
    return opening;
  }

  /** The next call opens the store anew; this one is closed when nobody works with it any more. */
  function leave(used: Opened, from: Promise<Opened>): void {
    if (opening === from) opening = null;
    used.isLeft = true;
  }

  /** The caller stops waiting; what is under way ends unheard, and is closed then. */
  async function inTime(name: keyof AppStorePort, values: readonly unknown[]): Promise<unknown> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      const failure = new StoreFailure("away", null);
      refuseFor(failure);
      late.reject(failure);
    }, readTimeoutMs);
    try {
      return await Promise.race([call(name, values), late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  async function call(name: keyof AppStorePort, values: readonly unknown[]): Promise<unknown> {
    const from = opened();
    const used = await from;
    // Given up and closed between the two lines above.
    if (used.isLeft) return call(name, values);
    used.underWay++;
    try {
      const method = used.store[name] as (...values: readonly unknown[]) => Promise<unknown>;
      const result = await method(...values);
      if (status.reason !== "read_only" || !READS.has(name)) become(null);
      return result;
    } catch (error) {
      if (error instanceof StoreFailure) {
        become(error.problem);
        leave(used, from);
      }
      throw error;
    } finally {
      used.underWay--;
      if (used.isLeft && used.underWay === 0) await used.store.close().catch(() => undefined);
    }
  }

  async function close(): Promise<void> {
    isClosed = true;
    await (await opening?.catch(() => null))?.store.close();
  }

  // Every method of the port goes the same way; naming each here would say nothing more.
  const store = new Proxy({} as AppStorePort, {
    get: (_, name) => {
      if (typeof name !== "string" || name === "then") return undefined;
      if (name === "close") return close;
      const run = READS.has(name) ? inTime : call;
      return async (...values: unknown[]) => run(name as keyof AppStorePort, values);
    },
  });
  return { store, status: () => status, generation: () => generation };
}
