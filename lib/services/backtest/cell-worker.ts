import { parentPort, workerData } from "node:worker_threads";
import type { Snapshot } from "@/lib/domain/snapshot";
import { type FoldPlan, makeFold } from "@/lib/evaluation/fold";
import type { EmbeddedProducts } from "@/lib/training/fit-text-similarity";
import { type CellResult, type CellTask, runCell } from "./run-cell";

export interface WorkerTask extends CellTask {
  readonly plan: FoldPlan;
  /** Weights whose vectors the model rests on; null = none. */
  readonly embeddings: string | null;
}

/** What the thread is started with. */
export interface CellWorkerData {
  readonly snapshot: Snapshot;
  readonly task: WorkerTask;
  readonly products: EmbeddedProducts | null;
}

/** What it answers, once: the result, or why there is none. */
export type CellWorkerAnswer = { readonly result: CellResult } | { readonly error: string };

const { snapshot, task, products } = workerData as CellWorkerData;

function answer(): CellWorkerAnswer {
  try {
    return { result: runCell(makeFold(snapshot, task.plan, task.seed), task, products) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.postMessage(answer());
