import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { JOB_KINDS } from "@/lib/domain/job-kind";
import { log } from "@/lib/observability/log";
import { auditDenial, auditLine } from "./audit";
import { getContext } from "./context";
import { parseInput } from "./parse-input";
import type { ServiceContext } from "./service-context";

const schema = z.union([
  z.object({ kind: z.enum(JOB_KINDS) }).strict(),
  z.object({ retryOf: z.int().min(1).max(2_000_000_000) }).strict(),
]);

export type JobRequest = z.input<typeof schema>;

/**
 * Queues a run of a job, or the repetition of one that failed, and notes who asked. Answers the run's number. For
 * administrators. Throws AppError `not_found`, `invalid_input`, and `conflict` when the job waits or runs already.
 */
export async function requestJob(caller: Caller, request: JobRequest, context?: ServiceContext): Promise<number> {
  const used = context ?? (await getContext());
  if (caller.role !== "admin") {
    await auditDenial(used, { subject: caller.subject, detail: { action: "job" } });
    throw new AppError("not_found", "There is nothing at this address.");
  }
  const input = parseInput(schema, request);
  const { store, nowSec } = used;
  const retryOf = "retryOf" in input ? input.retryOf : null;
  const kind = "kind" in input ? input.kind : await failedKind(used, input.retryOf);
  const { rows } = await store.listJobRuns({ kind }, { offset: 0, limit: 10 });
  const open = rows.find(({ state }) => state === "queued" || state === "running");
  if (open) {
    throw new AppError("conflict", `Run ${open.id} of this job is not over yet.`, {
      remedy: "Wait for its end, then ask again.",
    });
  }
  const { id } = await store.startJobRun({
    kind,
    trigger: retryOf === null ? "person" : "retry",
    startedBy: { subject: caller.subject, name: caller.name },
    retryOf,
    atSec: nowSec(),
  });
  await store.writeAudit(
    auditLine(used, { kind: "job", subject: caller.subject, detail: { job: kind, run: id, retryOf } }),
  );
  log.info("job_queued", { run: id, kind, trigger: retryOf === null ? "person" : "retry" });
  return id;
}

async function failedKind({ store }: ServiceContext, id: number) {
  const run = await store.jobRun(id);
  const kind = JOB_KINDS.find((known) => known === run?.kind);
  if (run === null || kind === undefined) throw new AppError("not_found", `There is no run ${id}.`);
  if (run.state !== "failed") throw new AppError("conflict", `Run ${id} did not fail: there is nothing to repeat.`);
  return kind;
}
