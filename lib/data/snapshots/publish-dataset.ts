import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { SnapshotManifest } from "@/lib/data/ports";
import { buildSnapshot } from "./build-snapshot";
import {
  createBuildFolder,
  ERP_FILE,
  MANIFEST_FILE,
  removeOldDatasets,
  SNAPSHOT_FILE,
  swapIn,
  syncFile,
  writeFileDurably,
} from "./dataset-folder";

/** What decides which lines a snapshot holds. */
export interface DatasetSettings {
  /** Products that are no parts (opening debts and the like): left out of the snapshot and of every list. */
  readonly excludedProductIds: readonly string[];
  /** Leave out, not only warn about, products that more than half of the customers bought within 12 months. */
  readonly dropWidelyBought: boolean;
}

/** What the writer of the ERP tables has to say about them. All fields optional. */
export interface FillReport {
  /** Added to those of the settings. */
  readonly excludedProductIds?: readonly string[];
  readonly warnings?: readonly string[];
  /** Import only; the writer puts the list itself into `rejected.csv` beside the database. */
  readonly rejected?: SnapshotManifest["rejected"];
}

export interface DatasetProgress {
  readonly stage: "fill" | "snapshot" | "publish";
  readonly done: number;
  /** null while unknown. */
  readonly total: number | null;
}

export interface PublishDatasetOptions {
  readonly dataDir: string;
  readonly kind: SnapshotManifest["source"]["kind"];
  /** Shown on the data page: seed and scale of a demo, folder of an import. */
  readonly detail: string;
  /**
   * Creates the DuckDB file at the path given, with the tables of `schema.ts`, and closes it. Nothing is there before.
   * May put `rejected.csv` into the same folder. A throw leaves the current dataset untouched.
   */
  readonly fillErp: (erpFile: string) => Promise<FillReport | undefined>;
  readonly settings: DatasetSettings;
  /** Datasets that stay on disk, the new one included. */
  readonly keep?: number;
  readonly onProgress?: (progress: DatasetProgress) => void;
}

/** Room to go back: to the previous one when the newest is damaged, and by hand. */
const KEPT_DATASETS = 3;

/**
 * Builds a dataset beside the live one and swaps it in with one rename. `kill -9` at any moment leaves the old or the
 * new; two processes that publish at once build apart from each other, and the last to finish serves.
 */
export async function publishDataset(
  options: PublishDatasetOptions,
): Promise<{ dataset: string; manifest: SnapshotManifest }> {
  const { dataDir, kind, detail, fillErp, settings, keep = KEPT_DATASETS, onProgress = () => undefined } = options;
  const folder = await createBuildFolder(dataDir);
  try {
    const erpFile = join(folder, ERP_FILE);
    onProgress({ stage: "fill", done: 0, total: null });
    const filled = (await fillErp(erpFile)) ?? {};
    onProgress({ stage: "snapshot", done: 0, total: null });
    const built = await buildSnapshot({
      erpFile,
      snapshotFile: join(folder, SNAPSHOT_FILE),
      temporaryFolder: join(folder, "sort"),
      settings: {
        ...settings,
        excludedProductIds: [...settings.excludedProductIds, ...(filled.excludedProductIds ?? [])],
      },
      onProgress: (done, total) => onProgress({ stage: "snapshot", done, total }),
    });
    await rm(join(folder, "sort"), { recursive: true, force: true });
    onProgress({ stage: "publish", done: 0, total: 1 });
    const builtAt = new Date();
    const manifest: SnapshotManifest = {
      snapshotId: built.snapshotId,
      builtAt: builtAt.toISOString(),
      source: { kind, detail },
      counts: built.counts,
      dataFromSec: built.dataFromSec,
      dataToSec: built.dataToSec,
      excludedProductIds: built.excludedProductIds,
      warnings: [...(filled.warnings ?? []), ...built.warnings],
      rejected: filled.rejected ?? null,
    };
    await writeFileDurably({ folder, name: MANIFEST_FILE, text: `${JSON.stringify(manifest, null, 2)}\n` });
    await syncFile(erpFile);
    const dataset = await swapIn({ dataDir, buildFolder: folder, builtAt });
    await removeOldDatasets({ dataDir, keep });
    onProgress({ stage: "publish", done: 1, total: 1 });
    return { dataset, manifest };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
