import { env } from "@/lib/config/env";
import { log } from "@/lib/observability/log";
import { getContext } from "@/lib/services/context";
import { type InProcessRunner, startInProcessRunner } from "./in-process-runner";
import { queueFirstSnapshot } from "./queue-first-snapshot";
import { createChildRunner } from "./run-in-child";
import { workerName } from "./worker-name";

/** Next's development server evaluates modules anew on every change; one runner a process is enough. */
const KEY = Symbol.for("partwise.web-jobs");
const holder = globalThis as { [KEY]?: Promise<InProcessRunner | null> };

const RETRY_MS = 10_000;

/** Lets this web process run jobs where no worker does: without Redis, and unless PARTWISE_JOBS is off. */
export function startWebJobs(): void {
  const { jobs, redisUrl } = env();
  if (!jobs.isOn || redisUrl !== null || holder[KEY] !== undefined) return;
  const starting = start();
  holder[KEY] = starting;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void starting.then((runner) => runner?.stop()));
  }
}

async function start(): Promise<InProcessRunner | null> {
  try {
    const context = await getContext();
    const { store, nowSec } = context;
    const { jobs } = env();
    await queueFirstSnapshot(context);
    return startInProcessRunner({
      store,
      nowSec,
      worker: workerName(),
      leaseSec: jobs.leaseSec,
      runJob: createChildRunner(),
      settings: jobs,
    });
  } catch (error) {
    // The store is not there yet; pages say so, and jobs can wait.
    log.warn("jobs_not_started", { message: (error as Error).message });
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
    return start();
  }
}
