import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folders whose code decides what a model computes. */
const ENGINE_FOLDERS = ["domain", "numeric", "scoring", "training", "evaluation"];

/** SHA-256 (16 hex digits) of the engine's source: a cell computed by other code is not reused. */
export async function codeVersion(): Promise<string> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const hash = createHash("sha256");
  for (const folder of ENGINE_FOLDERS) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts"))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const path of paths)
      hash
        .update(path.slice(root.length))
        .update("\0")
        .update(await readFile(path));
  }
  return hash.digest("hex").slice(0, 16);
}
