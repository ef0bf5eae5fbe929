import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/domain/app-error";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { EmbeddedProducts } from "@/lib/training/fit-text-similarity";
import type { CellWorkerAnswer, CellWorkerData, WorkerTask } from "./cell-worker";
import type { CellResult } from "./run-cell";

const MEMORY_SAMPLE_MS = 100;
const BYTES_PER_MB = 1_048_576;
/** Fits on large data need more heap than the default; typed arrays live outside of it. */
const MAX_HEAP_MB = 4096;

/** A cell with the peak of its thread's heap and typed arrays, the shared snapshot not counted. */
export interface MeasuredCell extends CellResult {
  readonly peakMemoryMb: number;
}

export interface RunCellsInput {
  readonly snapshot: Snapshot;
  readonly tasks: readonly WorkerTask[];
  readonly threads: number;
  /** Sentence vectors for the tasks that name their weights. */
  readonly products: EmbeddedProducts | null;
  onDone(task: WorkerTask, cell: MeasuredCell): Promise<void>;
}

/** Runs the tasks, `threads` at a time, each in a thread of its own; throws at the first that fails. */
export async function runCells(input: RunCellsInput): Promise<void> {
  const queue = [...input.tasks];
  const running = new Set<Worker>();
  const lane = async () => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      const data: CellWorkerData = {
        snapshot: input.snapshot,
        task,
        products: task.embeddings === null ? null : input.products,
      };
      const worker = new Worker(new URL("./cell-worker.ts", import.meta.url), {
        workerData: data,
        resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
      });
      running.add(worker);
      const cell = await measured(worker, task);
      running.delete(worker);
      await input.onDone(task, cell);
    }
  };
  try {
    await Promise.all(Array.from({ length: input.threads }, lane));
  } finally {
    queue.length = 0;
    await Promise.all(Array.from(running, (worker) => worker.terminate()));
  }
}

async function measured(worker: Worker, task: WorkerTask): Promise<MeasuredCell> {
  let peakBytes = 0;
  const sample = async () => {
    // Node before 22.16 cannot ask a thread: the whole process is then the bound.
    if (typeof worker.getHeapStatistics !== "function") {
      peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
      return;
    }
    const heap = await worker.getHeapStatistics();
    peakBytes = Math.max(peakBytes, heap.used_heap_size + heap.external_memory);
  };
  // A thread that has just ended has no statistics left to give.
  const timer = setInterval(() => void sample().catch(() => undefined), MEMORY_SAMPLE_MS);
  try {
    void sample().catch(() => undefined);
    const answer = await answerOf(worker);
    if ("error" in answer) {
      const day = new Date(task.plan.cutoffSec * 1000).toISOString().slice(0, 10);
      throw new AppError("internal", `The model ${task.model} failed at ${day}: ${answer.error}`);
    }
    return { ...answer.result, peakMemoryMb: peakBytes / BYTES_PER_MB };
  } finally {
    clearInterval(timer);
  }
}

function answerOf(worker: Worker): Promise<CellWorkerAnswer> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new AppError("internal", "A model's thread ended without an answer.")));
  });
}
