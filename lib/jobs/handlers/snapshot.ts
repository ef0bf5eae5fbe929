import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/config/env";
import { datasetFolder, ERP_FILE, readPointer } from "@/lib/data/snapshots/dataset-folder";
import { publishDataset } from "@/lib/data/snapshots/publish-dataset";
import { AppError } from "@/lib/domain/app-error";
import type { JobHandler } from "../job-handler";

/** Builds the snapshot anew from the embedded order database, under the settings of now, and swaps it in. */
export const snapshot: JobHandler = async ({ context, progress, say }) => {
  const { dataDir, excludedProductIds, dropSuspectProducts } = env();
  const before = await context.snapshots.current();
  const dataset = await readPointer(dataDir);
  if (dataset === null) throw new AppError("unavailable", "There is no data yet.");
  const { kind, detail } = before.manifest.source;
  const { manifest } = await publishDataset({
    dataDir,
    kind,
    detail,
    settings: { excludedProductIds, dropWidelyBought: dropSuspectProducts },
    fillErp: async (file) => {
      await copyFile(join(datasetFolder(dataDir, dataset), ERP_FILE), file);
      return { excludedProductIds: before.manifest.excludedProductIds, rejected: null };
    },
    onProgress: ({ stage, done, total }) => {
      if (stage === "snapshot") progress(0.1 + (0.85 * done) / (total || 1));
    },
  });
  const isSame = manifest.snapshotId === before.snapshot.id;
  say(isSame ? "Nothing has changed since the last snapshot." : `Snapshot ${manifest.snapshotId.slice(0, 12)} serves.`);
  return { counts: { ...manifest.counts }, next: ["score-all"] };
};
