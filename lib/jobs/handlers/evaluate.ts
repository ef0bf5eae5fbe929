import { availableParallelism } from "node:os";
import { env } from "@/lib/config/env";
import { TEST_WINDOWS } from "@/lib/evaluation/plan-windows";
import { storeReport } from "@/lib/services/backtest/report-store";
import { runBacktest } from "@/lib/services/backtest/run-backtest";
import { modelNamed } from "@/lib/training/models";
import type { JobHandler } from "../job-handler";

const SEED = 1;

/** Measures the chosen models on the last windows of the data that is served; the Performance page draws the report. */
export const evaluate: JobHandler = async ({ context, progress, say }) => {
  const { dataDir, jobs } = env();
  const models = jobs.evaluateModels.map((name) => modelNamed(name).name);
  const { snapshot } = await context.snapshots.current();
  const report = await runBacktest({
    snapshot,
    protocol: "next-30-days",
    models,
    windows: TEST_WINDOWS,
    seed: SEED,
    // One thread stays for whoever uses the machine meanwhile.
    threads: Math.max(1, availableParallelism() - 1),
    dataDir,
    embedder: null,
    generatedAt: new Date().toISOString(),
    onProgress: ({ done, total, reused, last }) => {
      progress(total === 0 ? 1 : done / total, { cells: done, reused });
      if (last !== "") say(`${done} of ${total} measured: ${last}`);
    },
  });
  await storeReport(dataDir, report);
  return { counts: { models: report.models.length, windows: report.cutoffs.length }, next: [] };
};
