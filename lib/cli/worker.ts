import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { stdout } from "node:process";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/domain/app-error";
import { queueFirstSnapshot } from "@/lib/jobs/queue-first-snapshot";
import { startQueueWorker } from "@/lib/jobs/queue-worker";
import { createChildRunner } from "@/lib/jobs/run-in-child";
import { workerName } from "@/lib/jobs/worker-name";
import { log } from "@/lib/observability/log";
import { getContext } from "@/lib/services/context";
import { runCommand } from "./run-command";

const USAGE = `Usage: npm run worker

Works on the jobs that wait in Redis (REDIS_URL): snapshot, score-all, evaluate, prune, each in a process of its own, one at a time.
Several workers may run, on several machines that share the data directory; when one dies, another takes its job over.`;

/** Touched while the event loop turns: what a container's health check looks at (Dockerfile, compose.yaml). */
const ALIVE_FILE = path.join(tmpdir(), "partwise-worker-alive");
const ALIVE_MS = 10_000;

function keepAliveFile(): NodeJS.Timeout {
  const touch = () => void writeFile(ALIVE_FILE, "").catch(() => undefined);
  touch();
  return setInterval(touch, ALIVE_MS);
}

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
  const context = await getContext();
  const { store, nowSec } = context;
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
  const alive = keepAliveFile();
  await queueFirstSnapshot(context).catch((error: Error) => log.warn("job_not_queued", { message: error.message }));
  const stopped = Promise.withResolvers<void>();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopped.resolve());
  await stopped.promise;
  clearInterval(alive);
  await worker.stop();
  log.info("worker_stopped", { worker: name });
  process.exit(0);
}

await runCommand(main);
