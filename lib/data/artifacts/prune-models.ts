import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { openModelRegistry } from "./model-registry";

/**
 * Removes all but the newest `keep` models; the live one, and the retired ones a roll-back may go to, stay whatever their age.
 * Answers how many went.
 */
export async function pruneModels({ dataDir, keep }: { dataDir: string; keep: number }): Promise<number> {
  const models = await openModelRegistry(dataDir).list();
  const old = models.slice(keep).filter(({ state }) => state === "candidate");
  for (const { manifest } of old) {
    const folder = join(dataDir, "models", manifest.id);
    // Out of sight in one step: a list that is read meanwhile meets the whole model or none of it.
    const aside = join(dataDir, "models", `.removed-${manifest.id}`);
    await rename(folder, aside);
    await rm(aside, { recursive: true, force: true });
  }
  return old.length;
}
