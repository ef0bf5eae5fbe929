import type { HistoryQuestion, HistoryRecord, LiveErpPort } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Scope } from "@/lib/domain/caller";
import type { SourceProblem, SourceStatus } from "@/lib/domain/source-status";
import { log } from "@/lib/observability/log";
import { StatementTimeoutError, sourceProblemOf } from "./mssql-errors";

/** The order database once its tables are known. */
export interface OpenedErp {
  agreementHistory(scope: Scope, question: HistoryQuestion): Promise<HistoryRecord | null>;
  /** Resolves when the server answers at all. */
  ping(): Promise<void>;
}

export interface LiveErpOptions {
  /** Connects and looks at the tables; called again after a failure. */
  readonly open: () => Promise<OpenedErp>;
  readonly close: () => Promise<void>;
  /** What a page waits at most before the snapshot answers in place of the server. */
  readonly timeoutMs: number;
  /** Without a question for this long the server is asked for a sign of life, so that the status is never older. */
  readonly heartbeatMs?: number;
  readonly firstPauseMs?: number;
  readonly longestPauseMs?: number;
  readonly nowMs?: () => number;
}

const HEARTBEAT_MS = 15_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
/** The first connection and the look at the tables take longer than an answer, and nobody waits for them at the start. */
const OPENING_FACTOR = 4;

/**
 * The order database as pages ask it: with a short time-out, and not at all while it does not answer. The first failure
 * (nobody there, too slow, refused, tables missing) stops the asking; after a pause a sign of life is asked for in the
 * background, and when it comes one question at a time goes through until one is answered. Each failure that follows
 * doubles the pause, so that a server that is up and too slow keeps nobody waiting for long. Recovers without a restart.
 */
export function createLiveErp(options: LiveErpOptions): LiveErpPort {
  const { open, timeoutMs, heartbeatMs = HEARTBEAT_MS, nowMs = Date.now } = options;
  const { firstPauseMs = FIRST_PAUSE_MS, longestPauseMs = LONGEST_PAUSE_MS } = options;
  const sinceNow = () => Math.floor(nowMs() / 1000);
  let status: SourceStatus = { state: "ok", sinceSec: sinceNow(), reason: null };
  let opening: Promise<OpenedErp> | null = null;
  let isOpened = false;
  /** `shut`: nothing is asked. `ajar`: one question at a time, to see whether it is answered. */
  let door: "open" | "ajar" | "shut" = "open";
  let pauseMs = firstPauseMs;
  let isTrying = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  function tell(reason: SourceProblem | null): void {
    if (isClosed || status.reason === reason) return;
    status = { state: reason === null ? "ok" : "degraded", sinceSec: sinceNow(), reason };
    if (reason === null) log.info("order_database_up");
    else log.warn("order_database_down", { reason });
  }

  function next(afterMs: number): void {
    clearTimeout(timer);
    if (isClosed) return;
    timer = setTimeout(() => void lookForLife(), afterMs);
    timer.unref();
  }

  function opened(): Promise<OpenedErp> {
    opening ??= open().then(
      (erp) => {
        isOpened = true;
        return erp;
      },
      (error: unknown) => {
        opening = null;
        throw error;
      },
    );
    return opening;
  }

  function failed(error: unknown): void {
    const reason = sourceProblemOf(error);
    tell(reason);
    // More was asked at once than it may be asked: the gate of the pool refuses by itself, and the server is well.
    if (reason === "busy") return;
    // The tables are not what they were: they are looked at anew.
    if (reason === "schema") {
      opening = null;
      isOpened = false;
    }
    // Questions that were under way together fail together: only the first, or the one that tried, says anything new.
    if (door !== "shut") {
      if (door === "ajar") pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      door = "shut";
      next(pauseMs);
    }
  }

  function answered(): void {
    door = "open";
    pauseMs = firstPauseMs;
    tell(null);
    next(heartbeatMs);
  }

  /**
   * A sign of life ends the status, but that of a slow server only when a question was answered or none came for a heartbeat:
   * it answered signs of life all the while.
   */
  async function lookForLife(): Promise<void> {
    try {
      await within(isOpened ? timeoutMs : OPENING_FACTOR * timeoutMs, async () => (await opened()).ping());
      if (door !== "shut" || status.reason !== "slow") tell(null);
      if (door === "shut") door = "ajar";
      next(heartbeatMs);
    } catch (error) {
      const wasShut = door === "shut";
      failed(error);
      if (!wasShut) return;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      next(pauseMs);
    }
  }

  async function agreementHistory(scope: Scope, question: HistoryQuestion): Promise<HistoryRecord | null> {
    if (isClosed || door === "shut" || (door === "ajar" && isTrying)) throw away(null);
    const isTrial = door === "ajar";
    if (isTrial) isTrying = true;
    const stop = new AbortController();
    const signal = question.signal ? AbortSignal.any([stop.signal, question.signal]) : stop.signal;
    try {
      const history = await within(timeoutMs, async () =>
        (await opened()).agreementHistory(scope, { ...question, signal }),
      );
      answered();
      return history;
    } catch (error) {
      // Nobody waits any more: that says nothing about the server.
      if (!question.signal?.aborted) failed(error);
      throw away(error);
    } finally {
      stop.abort();
      if (isTrial) isTrying = false;
    }
  }

  void lookForLife();
  return {
    agreementHistory,
    status: () => status,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await options.close();
    },
  };
}

function within<Value>(timeoutMs: number, work: () => Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new StatementTimeoutError("The order database took too long.")), timeoutMs);
    work()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

function away(cause: unknown): AppError {
  return new AppError("unavailable", "The order database does not answer.", {
    remedy: "The data of the last pull answers in its place.",
    cause,
  });
}
