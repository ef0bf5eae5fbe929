import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { AppError } from "@/lib/domain/app-error";

/** A file that is certain to be writable before the work begins whose answer it will hold. */
export interface JsonTarget {
  write(value: unknown): Promise<void>;
  /** Leaves nothing behind where nothing was written. */
  release(): Promise<void>;
}

/** Claims `path`; missing folders are made. Throws AppError `invalid_input` in one line where that is not possible. */
export async function claimJsonTarget(path: string): Promise<JsonTarget> {
  const target = resolve(path);
  const part = `${target}.${process.pid}.part`;
  try {
    await makeFolder(dirname(target));
    await writeFile(part, "");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new AppError("invalid_input", `${path} cannot be written (${code ?? "unknown reason"}).`, {
      field: "json",
      remedy: "Name a file in a folder that you may write to.",
      cause,
    });
  }
  return {
    // Written beside and renamed, so that a reader never meets half a file.
    async write(value) {
      await writeFile(part, `${JSON.stringify(value, null, 1)}\n`);
      await rename(part, target);
    },
    release: () => rm(part, { force: true }),
  };
}

/** Folders above are made too. One by one: Node's recursive mkdir never returns where the system allows no folder (/proc). */
async function makeFolder(folder: string): Promise<void> {
  if ((await stat(folder).catch(() => null))?.isDirectory()) return;
  if (dirname(folder) !== folder) await makeFolder(dirname(folder));
  await mkdir(folder);
}
