import { stderr, stdout } from "node:process";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/domain/app-error";
import { startQueueWorker } from "@/lib/jobs/queue-worker";
import { createChildRunner } from "@/lib/jobs/run-in-child";
import { workerName } from "@/lib/jobs/worker-name";
import { log } from "@/lib/observability/log";
import { getContext } from "@/lib/services/context";

const USAGE = `Usage: npm run worker

Works on the jobs that wait in Redis (REDIS_URL): snapshot, score-all, evaluate, prune, each in a process of its own, one at a time.
Several workers may run, on several machines that share the data directory; when one dies, another takes its job over.`;

async function main(args: readonly string[]): Promise<void> {
  if (args.length > 0) {
    stdout.write(`${USAGE}\n`);
    if (!args.includes("--help") && !args.includes("-h")) process.exitCode = 2;
    return;
  }
  const { redisUrl, cachePrefix, jobs } = env();
  if (redisUrl === null) {
    throw new AppError("invalid_input", "REDIS_URL is not set, so there is no queue to work on.", {
      remedy: "Set REDIS_URL, or leave the jobs to the web process.",
    });
  }
  const { store, nowSec } = await getContext();
  const name = workerName();
  const worker = startQueueWorker({
    store,
    nowSec,
    worker: name,
    leaseSec: jobs.leaseSec,
    runJob: createChildRunner(),
    redisUrl,
    prefix: cachePrefix,
    settings: jobs,
  });
  log.info("worker_started", { worker: name });
  const stopped = Promise.withResolvers<void>();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopped.resolve());
  await stopped.promise;
  await worker.stop();
  log.info("worker_stopped", { worker: name });
  process.exit(0);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  stderr.write(`${error.message}${error.remedy ? ` ${error.remedy}` : ""}\n`);
  process.exitCode = 1;
}
