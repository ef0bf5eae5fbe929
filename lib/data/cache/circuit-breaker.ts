/** Stops asking what does not answer: the first failure opens it, and each one that follows at once doubles the pause. */
export interface CircuitBreaker {
  isClosed(): boolean;
  /** Whether the pause is over and somebody should see whether it answers again; true once a pause. */
  shouldProbe(): boolean;
  succeeded(): void;
  failed(): void;
}

export function createCircuitBreaker({
  firstPauseMs,
  longestPauseMs,
  nowMs,
}: {
  firstPauseMs: number;
  longestPauseMs: number;
  nowMs: () => number;
}): CircuitBreaker {
  let pauseMs = 0;
  let probeAtMs = 0;
  let isProbing = false;
  return {
    isClosed: () => pauseMs === 0,
    shouldProbe() {
      if (pauseMs === 0 || isProbing || nowMs() < probeAtMs) return false;
      isProbing = true;
      return true;
    },
    succeeded() {
      pauseMs = 0;
      isProbing = false;
    },
    failed() {
      // Requests that were under way together fail together; only a failed probe says that the pause was too short.
      if (pauseMs > 0 && !isProbing) return;
      pauseMs = pauseMs === 0 ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs);
      probeAtMs = nowMs() + pauseMs;
      isProbing = false;
    },
  };
}
