import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createReportFolder } from "./report-folder";

/** Removes all but the `keep` reports that changed last, with the lists beside them. Answers how many went. */
export async function pruneReports({ dataDir, keep }: { dataDir: string; keep: number }): Promise<number> {
  const reports = await createReportFolder(dataDir).list();
  const old = [...reports].sort((a, b) => b.changedAtMs - a.changedAtMs || (a.id < b.id ? -1 : 1)).slice(keep);
  for (const { id } of old) {
    await rm(join(dataDir, "reports", "lists", id), { recursive: true, force: true });
    await rm(join(dataDir, "reports", `${id}.json`), { force: true });
  }
  return old.length;
}
