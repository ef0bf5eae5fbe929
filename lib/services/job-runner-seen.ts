import type { AppStorePort } from "@/lib/data/app-store/app-store-port";

/** Under this key whoever runs jobs leaves a sign of life every ten seconds. */
export const RUNNER_KEY = "job-runner";
const GONE_AFTER_SEC = 45;

/** Whether somebody who runs jobs (a worker, or a web process without Redis) gave a sign of life just now. */
export async function isRunnerThere(store: Pick<AppStorePort, "keptValue">, nowSec: number): Promise<boolean> {
  const seen = await store.keptValue(RUNNER_KEY);
  return seen !== null && nowSec - seen.atSec <= GONE_AFTER_SEC;
}
