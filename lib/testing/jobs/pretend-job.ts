/**
 * The process of a pretended job, for tests of those who start jobs. PRETEND says what it does: `done`, `slow` (reports until
 * PRETEND_FILE exists), `crash`, `unavailable`, `busy` (computes without letting any event through), `broken`.
 */
import { existsSync } from "node:fs";
import { AppError } from "@/lib/domain/app-error";
import { serveJob } from "@/lib/jobs/serve-job";
import { fakeContext } from "@/lib/testing/fakes";

const context = fakeContext({ lines: [{ customer: "1", order: "a", day: 1, product: "10" }] });

await serveJob({
  openContext: async () => context,
  handler: async ({ progress, say, signal }) => {
    const what = process.env.PRETEND ?? "done";
    say(`pretending ${what} in ${process.pid}`);
    if (what === "crash") process.kill(process.pid, "SIGKILL");
    if (what === "unavailable") throw new AppError("unavailable", "The source does not answer.", { remedy: "Wait." });
    if (what === "broken") throw new Error("customer Olena's secret");
    while (what === "busy");
    for (let step = 1; what === "slow" && !existsSync(process.env.PRETEND_FILE ?? "") && !signal.aborted; step++) {
      progress(Math.min(0.9, step / 20), { steps: step });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    if (signal.aborted) throw new AppError("unavailable", "Stopped.");
    return { counts: { pretended: 1 }, next: [] };
  },
});
