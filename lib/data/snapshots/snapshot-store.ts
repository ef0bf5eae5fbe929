import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RejectedLine, SnapshotManifest, SnapshotPort } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Snapshot } from "@/lib/domain/snapshot";
import {
  datasetFolder,
  datasetsIn,
  isMissing,
  MANIFEST_FILE,
  REJECTED_FILE,
  readPointer,
  SNAPSHOT_FILE,
} from "./dataset-folder";
import { manifestSchema } from "./manifest-schema";
import { readRejectedLines } from "./rejected-lines";
import { decodeSnapshot } from "./snapshot-codec";

/** A whole dataset in memory, with the folder its other files are in. */
export interface LoadedDataset {
  readonly dataset: string;
  readonly folder: string;
  readonly snapshot: Snapshot;
  readonly manifest: SnapshotManifest;
}

export interface SnapshotStore extends SnapshotPort {
  current(): Promise<LoadedDataset>;
}

const RECHECK_AFTER_MS = 1000;
const TRIES = 3;

/**
 * The current dataset of a data directory, kept in memory. The pointer is looked at again at most once a second. When a new
 * dataset cannot be read, `onRefused` hears it and the one in memory goes on serving; without one in memory the newest
 * one before it that is whole, with a warning in its manifest. Throws only where there is none.
 */
export function createSnapshotStore({
  dataDir,
  onRefused = () => undefined,
  noDataRemedy = "Run `npm run demo`, or `npm run import -- FOLDER`.",
  nowMs = () => performance.now(),
}: {
  dataDir: string;
  onRefused?: (error: unknown) => void;
  /** What to do while there is no data set yet. */
  noDataRemedy?: string;
  nowMs?: () => number;
}): SnapshotStore {
  let loaded: LoadedDataset | null = null;
  let refused: string | null = null;
  let checkedAtMs = Number.NEGATIVE_INFINITY;
  let loading: Promise<LoadedDataset> | null = null;

  async function refresh(): Promise<LoadedDataset> {
    let named: string | null = null;
    try {
      for (let attempt = 1; ; attempt++) {
        named = await readPointer(dataDir);
        if (named === null) throw noData(noDataRemedy);
        if (loaded !== null && (named === loaded.dataset || named === refused)) return loaded;
        try {
          loaded = await loadDataset(dataDir, named);
          return loaded;
        } catch (error) {
          // Between the pointer and its folder another process may have swapped and tidied up: look again.
          const isGone = isMissing(error) && attempt < TRIES && (await readPointer(dataDir)) !== named;
          if (!isGone) throw isMissing(error) ? incomplete(error) : error;
        }
      }
    } catch (error) {
      loaded ??= await loadEarlier(dataDir, { error, refused: named });
      if (loaded === null) throw error;
      refused = named;
      onRefused(error);
      return loaded;
    }
  }

  async function current(): Promise<LoadedDataset> {
    if (loading) return loading;
    if (loaded !== null && nowMs() - checkedAtMs < RECHECK_AFTER_MS) return loaded;
    loading = refresh().finally(() => {
      loading = null;
      checkedAtMs = nowMs();
    });
    return loading;
  }

  async function rejectedLines(range: { offset: number; limit: number }): Promise<RejectedLine[]> {
    const { folder, manifest } = await current();
    return manifest.rejected === null ? [] : readRejectedLines(join(folder, REJECTED_FILE), range);
  }

  return { current, rejectedLines };
}

/** The newest whole dataset beside the one that was refused, when that one is damaged; null = there is none. */
async function loadEarlier(
  dataDir: string,
  { error, refused }: { error: unknown; refused: string | null },
): Promise<LoadedDataset | null> {
  if (!(error instanceof AppError) || error.code !== "corrupt") return null;
  const others = (await datasetsIn(dataDir)).reverse().filter((dataset) => dataset !== refused);
  for (const dataset of others) {
    const earlier = await loadDataset(dataDir, dataset).catch(() => null);
    if (earlier === null) continue;
    const warning = `The newest data set is damaged, the one from ${earlier.manifest.builtAt} serves. ${error.message} ${error.remedy ?? ""}`;
    return { ...earlier, manifest: { ...earlier.manifest, warnings: [warning.trim(), ...earlier.manifest.warnings] } };
  }
  return null;
}

async function loadDataset(dataDir: string, dataset: string): Promise<LoadedDataset> {
  const folder = datasetFolder(dataDir, dataset);
  const manifestText = await readFile(join(folder, MANIFEST_FILE), "utf8");
  const manifest = parseManifest(manifestText);
  const snapshot = decodeSnapshot(await readShared(join(folder, SNAPSHOT_FILE)));
  if (snapshot.id !== manifest.snapshotId) {
    throw new AppError("corrupt", "The snapshot is not the one its manifest describes.", {
      remedy: "Import the data or make the demo data again.",
    });
  }
  return { dataset, folder, snapshot, manifest };
}

/** Read in pieces, for one call reads 2 GiB at most. */
const READ_BYTES = 64 * 2 ** 20;

/** A file in memory that threads can share: those that score ahead read one copy. */
async function readShared(path: string): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(new SharedArrayBuffer(size));
    for (let at = 0; at < size; ) {
      const { bytesRead } = await file.read(bytes, at, Math.min(READ_BYTES, size - at), at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

function parseManifest(text: string): SnapshotManifest {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError("corrupt", "The manifest of the data set is damaged.", {
      remedy: "Import the data or make the demo data again.",
      cause,
    });
  }
}

function noData(remedy: string): AppError {
  return new AppError("unavailable", "There is no data yet.", { remedy });
}

function incomplete(cause: unknown): AppError {
  return new AppError("corrupt", "A file of the current data set is missing.", {
    remedy: "Import the data or make the demo data again.",
    cause,
  });
}
