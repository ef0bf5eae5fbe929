import { stderr, stdout } from "node:process";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/domain/app-error";
import { isJobKind, JOB_KINDS } from "@/lib/domain/job-kind";
import type { JobRun } from "@/lib/domain/job-run";
import { executeRun, sleep } from "@/lib/jobs/execute-run";
import { openRuns } from "@/lib/jobs/open-runs";
import { createChildRunner } from "@/lib/jobs/run-in-child";
import { workerName } from "@/lib/jobs/worker-name";
import { getContext } from "@/lib/services/context";
import { isRunnerThere } from "@/lib/services/job-runner-seen";
import type { ServiceContext } from "@/lib/services/service-context";
import { runCommand } from "./run-command";

const USAGE = `Usage: npm run jobs -- list [COUNT] | show RUN | run JOB

list   the newest runs (20, or COUNT)
show   one run with its log
run    asks for a run of ${JOB_KINDS.join(", ")} and waits for its end. With Redis a worker does it; without, the web
       process if there is one, else this command itself.`;

const SHOWN = 20;
const LOOK_MS = 500;

function wrong(message: string): AppError {
  return new AppError("invalid_input", message, { remedy: "See npm run jobs -- --help." });
}

const instant = (sec: number | null) =>
  sec === null ? "-" : new Date(sec * 1000).toISOString().slice(0, 19).replace("T", " ");

function line(run: JobRun): string {
  const seconds =
    run.startedAtSec === null || run.finishedAtSec === null ? "" : `${run.finishedAtSec - run.startedAtSec} s`;
  const state = run.state === "running" ? `running ${Math.floor(run.progress * 100)}%` : run.state;
  const counts = Object.entries(run.counts).map(([name, value]) => `${name} ${value}`);
  return [
    String(run.id).padStart(5),
    run.kind.padEnd(9),
    state.padEnd(12),
    run.trigger.padEnd(8),
    instant(run.queuedAtSec),
    seconds.padStart(7),
    run.error ?? counts.join(", "),
  ].join("  ");
}

async function run({ store, nowSec }: ServiceContext, kind: string): Promise<number> {
  if (!isJobKind(kind)) throw wrong(`There is no job "${kind}": ${JOB_KINDS.join(", ")}.`);
  const { redisUrl, jobs } = env();
  const { id } = await store.startJobRun({ kind, trigger: "command", startedBy: null, retryOf: null, atSec: nowSec() });
  stdout.write(`Run ${id} of ${kind} is queued.\n`);
  const isElsewhere = await isRunnerThere(store, nowSec());
  if (redisUrl !== null && !isElsewhere) stderr.write("No worker is there yet: start one with npm run worker.\n");
  if (redisUrl === null && !isElsewhere) {
    await runHere({ store, nowSec, leaseSec: jobs.leaseSec, id });
    // What follows from it waits for nobody either.
    for (const next of await openRuns(store)) {
      if (next.state === "queued" && next.id > id)
        await runHere({ store, nowSec, leaseSec: jobs.leaseSec, id: next.id });
    }
  }
  let told = -1;
  for (;;) {
    const now = await store.jobRun(id);
    if (now === null) throw new AppError("not_found", `Run ${id} is gone.`);
    const percent = Math.floor(now.progress * 100);
    if (now.state === "running" && percent > told) {
      told = percent;
      stderr.write(`${percent}%\n`);
    }
    if (now.state === "done" || now.state === "failed") {
      stdout.write(`${line(now)}\n`);
      return now.state === "done" ? 0 : 1;
    }
    await sleep(LOOK_MS);
  }
}

/** Nobody else is there to do it. Should a web process start meanwhile and claim the run, it has it. */
async function runHere({
  store,
  nowSec,
  leaseSec,
  id,
}: Pick<ServiceContext, "store" | "nowSec"> & { leaseSec: number; id: number }): Promise<void> {
  const worker = workerName();
  const stopping = new AbortController();
  for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => stopping.abort());
  const atSec = nowSec();
  const claimed = await store.claimJobRun({ id, worker, atSec, staleBeforeSec: atSec - leaseSec });
  if (claimed === null) return;
  const options = { store, nowSec, leaseSec, worker, runJob: createChildRunner() };
  const shown = setInterval(async () => {
    const now = await store.jobRun(id).catch(() => null);
    if (now?.state === "running") stderr.write(`${Math.floor(now.progress * 100)}%\n`);
  }, LOOK_MS * 4);
  const outcome = await executeRun(options, claimed, stopping.signal).finally(() => clearInterval(shown));
  if (outcome === "stopped") {
    await store.finishJobRun({ id, worker, atSec: nowSec(), error: "Interrupted at the command line. Retry it." });
  }
}

async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === undefined || command === "--help" || command === "-h") {
    stdout.write(`${USAGE}\n`);
    return 0;
  }
  const context = await getContext();
  const { store } = context;
  if (command === "run" && rest.length === 1) return await run(context, rest[0]);
  if (command === "list" && rest.length <= 1) {
    const limit = Number(rest[0] ?? SHOWN);
    if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
      throw wrong("COUNT must be a whole number from 1 to 1000.");
    const { rows } = await store.listJobRuns({ kind: null }, { offset: 0, limit });
    stdout.write(rows.length === 0 ? "Nothing has run yet.\n" : `${rows.map(line).join("\n")}\n`);
    return 0;
  }
  if (command === "show" && rest.length === 1 && /^\d{1,9}$/.test(rest[0])) {
    const found = await store.jobRun(Number(rest[0]));
    if (found === null) throw new AppError("not_found", `There is no run ${rest[0]}.`);
    stdout.write(`${[line(found), ...found.log].join("\n")}\n`);
    return 0;
  }
  throw wrong(`"jobs ${args.join(" ")}" is no command.`);
}

// What was asked of others goes on without this process.
await runCommand(async (args) => process.exit(await main(args)));
