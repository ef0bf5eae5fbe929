import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { buildSnapshot } from "@/lib/data/snapshots/build-snapshot";
import { isMissing } from "@/lib/data/snapshots/dataset-folder";
import { decodeSnapshot } from "@/lib/data/snapshots/snapshot-codec";
import { AppError } from "@/lib/domain/app-error";
import type { Snapshot } from "@/lib/domain/snapshot";
import { findImportFiles } from "./find-import-files";
import { importFolder } from "./import-folder";

/** Raise when the same files begin to give another snapshot: older cache files are then not found. */
const CACHE_VERSION = 1;

/**
 * The snapshot of an import folder without touching the current dataset: for evaluation on data that is not being served.
 * Kept in `cacheDir` under the hash of the files' contents. No product is excluded. Throws what the import throws.
 */
export async function loadImportFolder({ folder, cacheDir }: { folder: string; cacheDir: string }): Promise<Snapshot> {
  const hash = createHash("sha256").update(`v${CACHE_VERSION}`);
  for (const file of await findImportFiles(folder)) {
    hash.update(`\n${file.name.toLowerCase()}\n`);
    for await (const bytes of createReadStream(file.path)) hash.update(bytes as Buffer);
  }
  const cached = join(cacheDir, `import-${hash.digest("hex").slice(0, 32)}.bin`);
  return (await readCached(cached)) ?? (await build({ folder, cacheDir, cached }));
}

async function readCached(path: string): Promise<Snapshot | null> {
  try {
    return decodeSnapshot(await readFile(path));
  } catch (error) {
    if (isMissing(error)) return null;
    if (!(error instanceof AppError)) throw error;
    // A damaged cache costs a rebuild, nothing more.
    await rm(path, { force: true });
    return null;
  }
}

async function build({
  folder,
  cacheDir,
  cached,
}: {
  folder: string;
  cacheDir: string;
  cached: string;
}): Promise<Snapshot> {
  const workFolder = join(cacheDir, `.import-${process.pid}-${randomBytes(6).toString("hex")}`);
  await mkdir(workFolder, { recursive: true });
  try {
    const erpFile = join(workFolder, "erp.duckdb");
    const snapshotFile = join(workFolder, "snapshot.bin");
    await importFolder({ folder, erpFile });
    await buildSnapshot({
      erpFile,
      snapshotFile,
      temporaryFolder: join(workFolder, "sort"),
      settings: { excludedProductIds: [], dropWidelyBought: false },
    });
    const snapshot = decodeSnapshot(await readFile(snapshotFile));
    await rename(snapshotFile, cached);
    return snapshot;
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}
