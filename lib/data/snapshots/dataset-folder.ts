import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";

/**
 * What lies in the data directory:
 *
 *     current.json                       {"dataset": "<name>"}: the pointer, swapped by one rename
 *     datasets/<name>/erp.duckdb         the ERP tables
 *     datasets/<name>/snapshot.bin       the order history as columns
 *     datasets/<name>/manifest.json      how and from what both were made
 *     datasets/<name>/rejected.csv       refused lines of an import
 *     datasets/.building-<pid>-<random>  a dataset that is being built
 *
 * A dataset never changes once it is in place. Whatever moment a process dies at, the pointer names a whole one.
 */
export const ERP_FILE = "erp.duckdb";
export const SNAPSHOT_FILE = "snapshot.bin";
export const MANIFEST_FILE = "manifest.json";
export const REJECTED_FILE = "rejected.csv";

const POINTER_FILE = "current.json";
const BUILDING = /^\.building-(\d+)-[0-9a-f]+$/;
/** A process id means nothing to another container on the same disk, so a build must also have been silent for this long. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000;
/** A name sorts by the instant of its build, so that the oldest are easy to find. */
const DATASET = /^\d{17}-[0-9a-f]+$/;

export const datasetsFolder = (dataDir: string) => join(dataDir, "datasets");
export const datasetFolder = (dataDir: string, dataset: string) => join(datasetsFolder(dataDir), dataset);

const pointerSchema = z.object({ dataset: z.string().regex(DATASET) });

/** Name of the dataset that serves, null when there is none yet. Throws AppError `corrupt` on a damaged pointer. */
export async function readPointer(dataDir: string): Promise<string | null> {
  const file = join(dataDir, POINTER_FILE);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  try {
    return pointerSchema.parse(JSON.parse(text)).dataset;
  } catch (cause) {
    throw new AppError("corrupt", "The pointer to the current data set is damaged.", {
      remedy: `Delete ${POINTER_FILE} in the data directory and make or import the data again.`,
      cause,
    });
  }
}

/** A fresh folder to build in, beside the datasets so that a rename moves it into place. */
export async function createBuildFolder(dataDir: string): Promise<string> {
  const folder = join(datasetsFolder(dataDir), `.building-${process.pid}-${randomBytes(6).toString("hex")}`);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Moves a finished build into place and lets the pointer name it. Everything in it must have been synced. */
export async function swapIn({
  dataDir,
  buildFolder,
  builtAt,
}: {
  dataDir: string;
  buildFolder: string;
  builtAt: Date;
}): Promise<string> {
  const stamp = builtAt.toISOString().replace(/\D/g, "").slice(0, 17);
  const dataset = `${stamp}-${randomBytes(4).toString("hex")}`;
  await syncFolder(buildFolder);
  await rename(buildFolder, datasetFolder(dataDir, dataset));
  await syncFolder(datasetsFolder(dataDir));
  await writeFileDurably({ folder: dataDir, name: POINTER_FILE, text: `${JSON.stringify({ dataset })}\n` });
  return dataset;
}

/** Names of the datasets that are in place, oldest first. */
export async function datasetsIn(dataDir: string): Promise<string[]> {
  try {
    return (await readdir(datasetsFolder(dataDir))).filter((name) => DATASET.test(name)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/**
 * Removes what nobody needs: all but the newest `keep` datasets (never the current one), and builds whose process
 * is gone. Another process's build in progress stays. Answers how many datasets went.
 */
export async function removeOldDatasets({ dataDir, keep }: { dataDir: string; keep: number }): Promise<number> {
  const current = await readPointer(dataDir);
  if (current === null) return 0;
  const datasets = await datasetsIn(dataDir);
  const old = datasets.slice(0, Math.max(0, datasets.length - keep)).filter((name) => name !== current);
  for (const name of old) await rm(datasetFolder(dataDir, name), { recursive: true, force: true });
  await removeAbandonedBuilds(datasetsFolder(dataDir));
  return old.length;
}

/** Removes builds (`.building-<pid>-<random>`) of processes that are gone. */
export async function removeAbandonedBuilds(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const pid = BUILDING.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = join(root, name);
    if (Date.now() - (await lastTouchedMs(folder)) > ABANDONED_AFTER_MS)
      await rm(folder, { recursive: true, force: true });
  }
}

async function lastTouchedMs(folder: string): Promise<number> {
  const entries = await readdir(folder).catch(() => []);
  const stamps = await Promise.all(
    [folder, ...entries.map((entry) => join(folder, entry))].map((path) => stat(path).catch(() => null)),
  );
  return Math.max(0, ...stamps.map((each) => each?.mtimeMs ?? 0));
}

/** Writes beside, syncs, renames: a reader sees the old text or the new, never half of it. */
export async function writeFileDurably({
  folder,
  name,
  text,
}: {
  folder: string;
  name: string;
  text: string;
}): Promise<void> {
  const beside = join(folder, `.${name}-${process.pid}-${randomBytes(4).toString("hex")}`);
  const file = await open(beside, "wx");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, join(folder, name));
  await syncFolder(folder);
}

/** Syncs a file that another library wrote. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another account.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException)?.code === "ENOENT";
}
