import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/domain/app-error";
import { shareSnapshot } from "@/lib/services/backtest/share-snapshot";
import type { FitContext } from "@/lib/training/ranker/fit-context";
import type { RunFitTasks } from "@/lib/training/ranker/fit-ranker";
import type { FitAnswer, FitTask } from "@/lib/training/ranker/fit-tasks";
import type { FitThreadAnswer, FitThreadTask } from "./fit-thread";

/** Fits on large data need more heap than the default; typed arrays live outside of it. */
const MAX_HEAP_MB = 4096;

/**
 * Runs the tasks of ranker fits in threads, whichever is free taking the next; the bytes do not depend on how many there
 * are. Threads live as long as the fit they were started for, and `close` ends those of the last one.
 */
export function createFitThreads(threads: number): { run: RunFitTasks; close(): Promise<void> } {
  let fit: { context: FitContext; workers: Worker[] } | null = null;
  const close = async () => {
    const ended = fit;
    fit = null;
    await Promise.all((ended?.workers ?? []).map((worker) => worker.terminate()));
  };
  const workersOf = async (context: FitContext): Promise<readonly Worker[]> => {
    if (fit?.context === context) return fit.workers;
    await close();
    const workerData: FitContext = { ...context, snapshot: shareSnapshot(context.snapshot) };
    const workers = Array.from(
      { length: threads },
      () =>
        new Worker(new URL("./fit-thread.ts", import.meta.url), {
          workerData,
          resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
        }),
    );
    fit = { context, workers };
    return workers;
  };
  return {
    close,
    async run(context, tasks) {
      const answers: FitAnswer[] = [];
      const queue = tasks.map((task, index) => ({ task, index }));
      const lane = async (worker: Worker) => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift())
          answers[next.index] = await answerOf(worker, next);
      };
      await Promise.all((await workersOf(context)).map(lane));
      return answers;
    },
  };
}

function answerOf(worker: Worker, asked: { task: FitTask; index: number }): Promise<FitAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      act();
    };
    const onMessage = (message: FitThreadAnswer) =>
      settle(() =>
        "answer" in message
          ? resolve(message.answer)
          : reject(new AppError("internal", `A part of the ranker's fit failed: ${message.error}`)),
      );
    const onError = (error: Error) => settle(() => reject(error));
    const onExit = () =>
      settle(() => reject(new AppError("internal", "A thread of the ranker's fit ended without an answer.")));
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    const message: FitThreadTask = asked;
    worker.postMessage(message);
  });
}
