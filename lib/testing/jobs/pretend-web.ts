/** A web process as far as its jobs go (start-web-jobs.ts), with pretended ones (pretend-job.ts), for tests that kill it. */
import { openSqliteAppStore } from "@/lib/data/app-store/sqlite-app-store";
import { startInProcessRunner } from "@/lib/jobs/in-process-runner";
import { createChildRunner } from "@/lib/jobs/run-in-child";
import { workerName } from "@/lib/jobs/worker-name";

startInProcessRunner({
  store: openSqliteAppStore(process.env.STORE ?? ""),
  runJob: createChildRunner({ entry: "lib/testing/jobs/pretend-job.ts" }),
  worker: workerName(),
  leaseSec: 3,
  nowSec: () => Math.floor(Date.now() / 1000),
  settings: { schedules: new Map(), timeZone: "UTC" },
  tickMs: 50,
});
