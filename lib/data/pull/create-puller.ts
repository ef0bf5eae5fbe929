import { copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ERP_FILE, isMissing, REJECTED_FILE } from "@/lib/data/snapshots/dataset-folder";
import { type DatasetSettings, publishDataset } from "@/lib/data/snapshots/publish-dataset";
import type { SnapshotStore } from "@/lib/data/snapshots/snapshot-store";
import { type PulledDataset, type PullMode, type PullStep, pullDataset } from "./pull-dataset";
import type { PullSource } from "./pull-source";

export interface PullRequest {
  readonly mode: PullMode;
  readonly onProgress?: (step: PullStep) => void;
  readonly signal?: AbortSignal | null;
}

/** Makes a new dataset of what the source holds now and lets it serve. */
export interface Puller {
  pull(request: PullRequest): Promise<PulledDataset>;
}

export interface PullerOptions {
  readonly dataDir: string;
  readonly store: Pick<SnapshotStore, "current">;
  readonly settings: DatasetSettings;
  /** Datasets that stay on disk. */
  readonly keep: number;
  /** Opened for each pull and closed after it; null = the data is embedded and changes by nothing but its settings. */
  readonly openSource: (() => Promise<PullSource>) | null;
  readonly validityColumn: string | null;
}

export function createPuller({ dataDir, store, settings, keep, openSource, validityColumn }: PullerOptions): Puller {
  return {
    async pull(request) {
      if (openSource === null) return rebuild({ dataDir, store, settings, keep, request });
      const source = await openSource();
      try {
        return await pullDataset({ ...request, source, dataDir, settings, keep, validityColumn });
      } finally {
        await source.close();
      }
    },
  };
}

/** The embedded tables as they are under the settings of now: other excluded products make another snapshot. */
async function rebuild({
  dataDir,
  store,
  settings,
  keep,
  request: { onProgress = () => undefined, signal },
}: Pick<PullerOptions, "dataDir" | "store" | "settings" | "keep"> & { request: PullRequest }): Promise<PulledDataset> {
  const { folder, manifest } = await store.current();
  const published = await publishDataset({
    dataDir,
    kind: manifest.source.kind,
    detail: manifest.source.detail,
    settings,
    keep,
    fillErp: async (erpFile) => {
      await copyFile(join(folder, ERP_FILE), erpFile);
      await copyFile(join(folder, REJECTED_FILE), join(dirname(erpFile), REJECTED_FILE)).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
      return { excludedProductIds: manifest.excludedProductIds, rejected: manifest.rejected };
    },
    onProgress: ({ stage, done, total }) => {
      signal?.throwIfAborted();
      if (stage !== "fill") onProgress({ step: stage, done, total });
    },
  });
  const { lines } = published.manifest.counts;
  return { ...published, mode: "full", lines, linesRead: 0, linesKept: lines, bucketsReread: 0 };
}
