import { parentPort, workerData } from "node:worker_threads";
import type { Snapshot } from "@/lib/domain/snapshot";
import { type FoldPlan, makeFold } from "@/lib/evaluation/fold";
import { type CellResult, type CellTask, runCell } from "./run-cell";

export interface WorkerTask extends CellTask {
  readonly plan: FoldPlan;
}

/** What the thread is started with. */
export interface CellWorkerData {
  readonly snapshot: Snapshot;
  readonly task: WorkerTask;
}

/** What it answers, once: the result, or why there is none. */
export type CellWorkerAnswer = { readonly result: CellResult } | { readonly error: string };

const { snapshot, task } = workerData as CellWorkerData;

function answer(): CellWorkerAnswer {
  try {
    return { result: runCell(makeFold(snapshot, task.plan, task.seed), task) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.postMessage(answer());
