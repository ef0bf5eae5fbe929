/** A worker whose jobs are pretended ones (pretend-job.ts), for tests that kill it. */
import { openSqliteAppStore } from "@/lib/data/app-store/sqlite-app-store";
import { startQueueWorker } from "@/lib/jobs/queue-worker";
import { createChildRunner } from "@/lib/jobs/run-in-child";

const { STORE = "", WORKER = "", REDIS_URL = "", LEASE_SEC } = process.env;

const worker = startQueueWorker({
  store: openSqliteAppStore(STORE),
  runJob: createChildRunner({ entry: "lib/testing/jobs/pretend-job.ts" }),
  worker: WORKER,
  leaseSec: Number(LEASE_SEC),
  nowSec: () => Math.floor(Date.now() / 1000),
  redisUrl: REDIS_URL,
  prefix: "test",
  settings: { schedules: new Map(), timeZone: "UTC" },
});

process.once("SIGTERM", () => void worker.stop().then(() => process.exit(0)));
