import { refreshSnapshot } from "@/lib/services/refresh-snapshot";
import type { JobHandler } from "../job-handler";

/** Makes the snapshot that serves out of what the order database holds now. */
export const snapshot: JobHandler = async ({ context, progress, say, signal }) => {
  let step = "";
  const made = await refreshSnapshot({
    context,
    mode: "incremental",
    signal,
    onProgress: ({ done, total, step: now }) => {
      if (now !== step) say(`Step: ${now}`);
      step = now;
      progress(done / total);
    },
  });
  const { lines, linesRead, orders, agreements, customers, products } = made;
  for (const warning of made.warnings) say(`Note: ${warning}`);
  say(made.isNew ? `Snapshot ${made.snapshotId.slice(0, 12)} serves.` : "Nothing has changed since the last snapshot.");
  // Lists of the same snapshot are in the cache already; to compute them again takes next to nothing.
  return { counts: { lines, linesRead, orders, agreements, customers, products }, next: ["score-all"] };
};
