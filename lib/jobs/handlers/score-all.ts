import { scoreAll as scoreAllAgreements } from "@/lib/services/score-all";
import type { JobHandler } from "../job-handler";

/** Computes the list of every active agreement, so that the morning's first visitor does not wait for it. */
export const scoreAll: JobHandler = async ({ context, progress, say, signal }) => {
  const { agreements, computed, kept, threads, modelId } = await scoreAllAgreements({
    context,
    signal,
    onProgress: ({ done, total }) => {
      if (total > 0) progress(done / total, { agreements: done });
    },
  });
  say(`${modelId ?? "The rules"} ranked on ${threads} threads.`);
  return { counts: { agreements, computed, kept }, next: [] };
};
