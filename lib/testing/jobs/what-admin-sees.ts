import { parseEnv } from "@/lib/config/env";
import type { AppStorePort } from "@/lib/data/app-store/app-store-port";
import type { Caller } from "@/lib/domain/caller";
import type { JobRunView, JobsView } from "@/lib/services/jobs-view";
import { listJobs } from "@/lib/services/list-jobs";
import { requestJob } from "@/lib/services/request-job";
import { fakeContext } from "@/lib/testing/fakes";

const ADMIN: Caller = { subject: "test|admin", email: null, name: "Admin", role: "admin", scope: { kind: "all" } };

/** The Data page over a store, as its administrator sees and uses it: what GET /api/jobs answers, and what the buttons do. */
export function adminOf(store: AppStorePort, leaseSec = 3) {
  const context = fakeContext(
    { lines: [{ customer: "1", order: "a", day: 1, product: "10" }] },
    { store, nowSec: () => Math.floor(Date.now() / 1000) },
  );
  const settings = parseEnv({ PARTWISE_JOB_LEASE_SEC: String(leaseSec) });
  const sees = (): Promise<JobsView> => listJobs(ADMIN, { context, settings });
  return {
    sees,
    run: async (id: number): Promise<JobRunView | undefined> => (await sees()).history.find((one) => one.id === id),
    starts: (kind: "snapshot" | "score-all" | "evaluate" | "prune") => requestJob(ADMIN, { kind }, context),
    retries: (retryOf: number) => requestJob(ADMIN, { retryOf }, context),
  };
}
