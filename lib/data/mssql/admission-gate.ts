/** Lets so many in at a time, so many wait, and turns the rest away at once. */
export interface AdmissionGate {
  /** Resolves with what gives the place back. Rejects with GateClosedError when the queue is full or the wait too long, with the signal's reason when it fires. */
  enter(signal?: AbortSignal): Promise<() => void>;
  figures(): { readonly running: number; readonly waiting: number };
}

export class GateClosedError extends Error {
  override readonly name = "GateClosedError";
}

interface Waiting {
  admit(): void;
}

/** First come, first served. */
export function createAdmissionGate({
  most,
  queueMost,
  queueTimeoutMs,
}: {
  most: number;
  queueMost: number;
  queueTimeoutMs: number;
}): AdmissionGate {
  let running = 0;
  const queue: Waiting[] = [];

  function leave(): void {
    const next = queue.shift();
    if (next) next.admit();
    else running--;
  }

  /** A place that can be given back once. */
  function place(): () => void {
    let isTaken = true;
    return () => {
      if (isTaken) leave();
      isTaken = false;
    };
  }

  function wait(signal: AbortSignal | undefined): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        const at = queue.indexOf(waiting);
        if (at >= 0) queue.splice(at, 1);
        settle();
      };
      const waiting: Waiting = { admit: () => end(() => resolve(place())) };
      const onAbort = () => end(() => reject(signal?.reason));
      const timer = setTimeout(
        () => end(() => reject(new GateClosedError("No connection became free in time."))),
        queueTimeoutMs,
      );
      signal?.addEventListener("abort", onAbort);
      queue.push(waiting);
    });
  }

  return {
    async enter(signal) {
      signal?.throwIfAborted();
      if (running < most) {
        running++;
        return place();
      }
      if (queue.length >= queueMost) throw new GateClosedError("Too many statements wait for a connection.");
      return wait(signal);
    },
    figures: () => ({ running, waiting: queue.length }),
  };
}
