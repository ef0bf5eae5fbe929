import { RUNNER_KEY } from "@/lib/services/job-runner-seen";
import type { JobStore } from "./execute-run";

const EVERY_MS = 10_000;

/** Lets the Data page know that somebody is there who runs jobs. */
export function keepRunnerAlive({
  store,
  worker,
  nowSec,
}: {
  store: Pick<JobStore, "keepValue">;
  worker: string;
  nowSec: () => number;
}): { stop(): void } {
  // A store that is away says so elsewhere.
  const tell = () => void store.keepValue(RUNNER_KEY, { value: { worker }, atSec: nowSec() }).catch(() => undefined);
  tell();
  const timer = setInterval(tell, EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
