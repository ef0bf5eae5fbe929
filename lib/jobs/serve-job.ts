import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/domain/app-error";
import type { ServiceContext } from "@/lib/services/service-context";
import type { JobHandler } from "./job-handler";
import type { JobMessage } from "./job-message";

/** Long computations let no event through: this watches from a thread of its own whether the parent is still there. */
const WATCH_PARENT = `setInterval(() => {
  if (process.ppid !== require("node:worker_threads").workerData) process.kill(process.pid, "SIGKILL");
}, 1000);`;

/**
 * The whole life of a job's process: runs the handler, tells the parent how it goes, and ends. Without a parent nobody keeps
 * the record and another worker takes the run over, so it ends at once then.
 */
export async function serveJob({
  handler,
  openContext,
}: {
  handler: JobHandler;
  openContext: () => Promise<ServiceContext>;
}): Promise<never> {
  const controller = new AbortController();
  process.once("disconnect", () => process.exit(1));
  for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => controller.abort());
  new Worker(WATCH_PARENT, { eval: true, workerData: process.ppid }).unref();
  const message = await outcomeOf(async () =>
    handler({
      context: await openContext(),
      progress: (fraction, counts) =>
        void tell({ type: "progress", fraction: Math.min(Math.max(fraction, 0), 1), counts }),
      say: (line) => void tell({ type: "log", line }),
      signal: controller.signal,
    }),
  );
  await tell(message);
  process.exit(message.type === "done" ? 0 : 1);
}

async function outcomeOf(work: () => ReturnType<JobHandler>): Promise<JobMessage> {
  try {
    const { counts, next } = await work();
    return { type: "done", counts, next: [...next] };
  } catch (error) {
    if (error instanceof AppError) {
      return { type: "failed", code: error.code, message: error.message, remedy: error.remedy };
    }
    // Its text may hold anything, so it goes where operators look and not onto a page.
    process.stderr.write(`${(error as Error)?.stack ?? String(error)}\n`);
    return {
      type: "failed",
      code: "internal",
      message: `The job met an error of the program (${(error as Error)?.name ?? "unknown"}).`,
      remedy: "The details are in the log of the process that ran it; report them with the number of the run.",
    };
  }
}

function tell(message: JobMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) return resolve();
    process.send(message, () => resolve());
  });
}
