/** `run-job.ts KIND`: the process of one job, started by a worker or the web process with a channel to it. */
import { isJobKind } from "@/lib/domain/job-kind";
import { JOB_HANDLERS } from "@/lib/jobs/job-handlers";
import { serveJob } from "@/lib/jobs/serve-job";
import { getContext } from "@/lib/services/context";

const kind = process.argv[2] ?? "";
if (!isJobKind(kind) || process.send === undefined) {
  process.stderr.write("This is started by the program itself; use npm run jobs -- run JOB.\n");
  process.exit(2);
}
await serveJob({ handler: JOB_HANDLERS[kind], openContext: getContext });
