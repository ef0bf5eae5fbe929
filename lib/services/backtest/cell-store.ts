import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { WorkerTask } from "./cell-worker";
import type { MeasuredCell } from "./run-cells";

/** Finished cells on disk, so that a stopped backtest goes on where it was. */
export interface CellStore {
  find(task: WorkerTask): Promise<MeasuredCell | null>;
  keep(task: WorkerTask, cell: MeasuredCell): Promise<void>;
}

/** Cells in `folder`, keyed by everything that decides their content: the snapshot, the engine's code, the task. */
export function createCellStore(input: { folder: string; snapshotId: string; codeVersion: string }): CellStore {
  const pathOf = (task: WorkerTask) => {
    const { model, seed, settings, plan, embeddings } = task;
    const key = JSON.stringify([input.snapshotId, input.codeVersion, model, seed, settings, plan, embeddings]);
    return join(input.folder, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.json`);
  };
  return {
    async find(task) {
      try {
        return JSON.parse(await readFile(pathOf(task), "utf8")) as MeasuredCell;
      } catch {
        // Missing or damaged: either way the cell is computed again.
        return null;
      }
    },
    async keep(task, cell) {
      await mkdir(input.folder, { recursive: true });
      const path = pathOf(task);
      // Written beside and renamed, so that a reader never meets half a file.
      await writeFile(`${path}.${process.pid}`, JSON.stringify(cell));
      await rename(`${path}.${process.pid}`, path);
    },
  };
}
