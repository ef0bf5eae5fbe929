import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { JobKind } from "@/lib/domain/job-kind";
import { SCORE_ALL_FLAGS } from "@/lib/services/score-all-flags";
import type { JobCounts, JobFailure } from "./job-handler";
import { type JobMessage, jobMessageSchema } from "./job-message";

/** How a job ended. `isCrash`: its process went without a word. */
export type JobEnd =
  | { readonly ok: true; readonly counts: JobCounts; readonly next: readonly JobKind[] }
  | { readonly ok: false; readonly failure: JobFailure; readonly isCrash: boolean };

export interface JobListener {
  progress(fraction: number, counts: JobCounts | undefined): void;
  say(line: string): void;
}

/** Runs a job of the kind to its end, away from this process's event loop. Never throws. */
export type RunJob = (kind: JobKind, listener: JobListener, signal: AbortSignal) => Promise<JobEnd>;

const KEPT_ERROR_LINES = 20;
/** A job that was asked to stop and does not is ended. */
const STOP_TIMEOUT_MS = 3_000;

/** The command that runs the file with TypeScript and server-only modules, as the npm scripts do. */
export function typescriptCommand(file: string): readonly string[] {
  return ["--conditions=react-server", "--import", "tsx", path.resolve(/* turbopackIgnore: true */ file)];
}

/**
 * Runs each job in a process of its own: computing for minutes holds nobody's requests and no sign of life up, and running out
 * of memory ends the job alone.
 */
export function createChildRunner({
  entry = "lib/cli/run-job.ts",
  env = process.env,
}: {
  entry?: string;
  env?: NodeJS.ProcessEnv;
} = {}): RunJob {
  return (kind, listener, signal) => {
    const flags = kind === "score-all" ? SCORE_ALL_FLAGS : [];
    const child = spawn(process.execPath, [...flags, ...typescriptCommand(entry), kind], {
      env,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    return endOf(child, listener, signal);
  };
}

function endOf(child: ChildProcess, listener: JobListener, signal: AbortSignal): Promise<JobEnd> {
  return new Promise((resolve) => {
    const errors: string[] = [];
    let last: Extract<JobMessage, { type: "done" | "failed" }> | null = null;
    let killTimer: NodeJS.Timeout | undefined;
    const stop = () => {
      child.kill("SIGTERM");
      killTimer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    child.stderr?.on("data", (chunk: Buffer) => {
      // Also into this process's own log, where an operator looks first.
      process.stderr.write(chunk);
      errors.push(...chunk.toString("utf8").split("\n").filter(Boolean));
      errors.splice(0, errors.length - KEPT_ERROR_LINES);
    });
    child.on("message", (raw) => {
      const parsed = jobMessageSchema.safeParse(raw);
      if (!parsed.success) return;
      const message = parsed.data;
      if (message.type === "progress") listener.progress(message.fraction, message.counts);
      else if (message.type === "log") listener.say(message.line);
      else last = message;
    });
    const finish = (how: string) => {
      clearTimeout(killTimer);
      signal.removeEventListener("abort", stop);
      if (last?.type === "done") return resolve({ ok: true, counts: last.counts, next: last.next });
      if (last?.type === "failed") return resolve({ ok: false, failure: last, isCrash: false });
      const isOutOfMemory = errors.some((line) => line.includes("heap out of memory"));
      resolve({
        ok: false,
        isCrash: true,
        failure: {
          code: "internal",
          message: isOutOfMemory ? "The job ran out of memory." : `The job's process ended without an answer (${how}).`,
          remedy: isOutOfMemory
            ? "Give the machine more memory, or raise the heap with NODE_OPTIONS=--max-old-space-size=MEGABYTES."
            : "Start it again; if it ends so again, the log of the process that ran it says more.",
        },
      });
    };
    child.once("error", (error) => finish((error as NodeJS.ErrnoException).code ?? "not started"));
    child.once("close", (code, signalName) => finish(signalName ?? `exit code ${code}`));
  });
}
