import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { loadImportFolder } from "@/lib/data/import/load-import-folder";
import { createSnapshotStore } from "@/lib/data/snapshots/snapshot-store";
import type { Snapshot } from "@/lib/domain/snapshot";

/** What a command works on: an import folder, or without one (null) the data set that is being served. */
export async function snapshotOf(folder: string | null, dataDir: string): Promise<Snapshot> {
  if (folder === null) return (await createSnapshotStore({ dataDir }).current()).snapshot;
  const cacheDir = join(dataDir, "backtest-snapshots");
  await mkdir(cacheDir, { recursive: true });
  return await loadImportFolder({ folder, cacheDir });
}
