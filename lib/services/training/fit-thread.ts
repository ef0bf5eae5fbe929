import { parentPort, workerData } from "node:worker_threads";
import type { FitContext } from "@/lib/training/ranker/fit-context";
import { createTaskRunner, type FitAnswer, type FitTask } from "@/lib/training/ranker/fit-tasks";

/** What the thread is told, one task after the other, and what it answers: the result, or why there is none. */
export interface FitThreadTask {
  readonly index: number;
  readonly task: FitTask;
}
export type FitThreadAnswer =
  | { readonly index: number; readonly answer: FitAnswer }
  | { readonly index: number; readonly error: string };

const runner = createTaskRunner(workerData as FitContext);

parentPort?.on("message", ({ index, task }: FitThreadTask) => {
  let message: FitThreadAnswer;
  try {
    message = { index, answer: runner.run(task) };
  } catch (error) {
    message = { index, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(message);
});
