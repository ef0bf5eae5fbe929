import { env } from "@/lib/config/env";
import { pruneModels } from "@/lib/data/artifacts/prune-models";
import { pruneReports } from "@/lib/data/reports/prune-reports";
import { removeOldDatasets } from "@/lib/data/snapshots/dataset-folder";
import type { JobHandler } from "../job-handler";

/** Removes what is beyond the numbers that are kept; what serves, and what it would be rolled back to, always stays. */
export const prune: JobHandler = async ({ context, progress, say }) => {
  const { dataDir, jobs } = env();
  const { keep } = jobs;
  const snapshots = await removeOldDatasets({ dataDir, keep: keep.snapshots });
  progress(0.25, { snapshots });
  const models = await pruneModels({ dataDir, keep: keep.models });
  progress(0.5, { snapshots, models });
  const reports = await pruneReports({ dataDir, keep: keep.reports });
  progress(0.75, { snapshots, models, reports });
  const runs = await context.store.removeOldJobRuns(keep.runs);
  say(
    `Kept at most ${keep.snapshots} snapshots, ${keep.models} models, ${keep.reports} reports and ${keep.runs} runs.`,
  );
  return { counts: { snapshots, models, reports, runs }, next: [] };
};
