import { basename, resolve } from "node:path";
import type { SnapshotManifest } from "@/lib/data/ports";
import { type DatasetProgress, type DatasetSettings, publishDataset } from "@/lib/data/snapshots/publish-dataset";
import { findImportFiles } from "./find-import-files";
import { type ImportReport, importFolder } from "./import-folder";

/** Imports a folder and makes it the current dataset. What cannot be imported throws and leaves the current one as it was. */
export async function importDataset({
  folder,
  dataDir,
  settings,
  onProgress = () => undefined,
}: {
  folder: string;
  dataDir: string;
  settings: DatasetSettings;
  onProgress?: (progress: DatasetProgress) => void;
}): Promise<{ dataset: string; manifest: SnapshotManifest; report: ImportReport }> {
  // Nothing is written, not even a folder, for an import that cannot begin.
  await findImportFiles(folder);
  let report: ImportReport | null = null;
  const published = await publishDataset({
    dataDir,
    kind: "import",
    detail: basename(resolve(folder)),
    settings,
    onProgress,
    fillErp: async (erpFile) => {
      report = await importFolder({
        folder,
        erpFile,
        onStep: ({ done, total }) => onProgress({ stage: "fill", done, total }),
      });
      return { warnings: report.warnings, rejected: report.rejected };
    },
  });
  return { ...published, report: report as unknown as ImportReport };
}
