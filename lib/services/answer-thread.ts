import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/domain/app-error";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { Snapshot } from "@/lib/domain/snapshot";
import { log } from "@/lib/observability/log";
import type { AgreementAnswer } from "./agreement-answer";
import type { AnswerWorkerData, AskedAnswer, ToldAnswer } from "./answer-worker";

/**
 * A thread that answers with one model about one snapshot. What the model knows of everybody takes seconds to compute, an
 * answer tens of milliseconds: in the thread that serves pages, everybody's page would wait for both.
 */
export interface AnswerThread {
  /** Has it started, unless it is; nobody waits. */
  start(): void;
  /** The answer; null = the thread is gone, whoever asked computes it. Throws AppError `internal` when the computation does. */
  answer(asked: Omit<AskedAnswer, "id">): Promise<AgreementAnswer | null>;
  /** Ends it once nothing is asked of it. */
  retire(): void;
}

/** Source of a thread's program; where it is not there, whoever asks computes. */
const WORKER_FILE = "lib/services/answer-worker.ts";
const MAX_HEAP_MB = 2048;
/** A request that got hold of the old model just before the swap may still be about to ask. */
const GRACE_MS = 30_000;

export interface AnswerThreadOptions {
  readonly snapshot: Snapshot;
  readonly rules: ScoringRules;
  readonly model: { readonly modelId: string; readonly bytes: Uint8Array };
  readonly graceMs?: number;
}

/** null where threads cannot be had: a snapshot that is not in shared memory, or a program without its sources. */
export function openAnswerThread({
  snapshot,
  rules,
  model,
  graceMs = GRACE_MS,
}: AnswerThreadOptions): AnswerThread | null {
  const { buffer } = snapshot.lines.item;
  const file = join(/* turbopackIgnore: true */ process.cwd(), WORKER_FILE);
  if (!(buffer instanceof SharedArrayBuffer) || !existsSync(file)) return null;
  const waiting = new Map<number, PromiseWithResolvers<AgreementAnswer | null>>();
  let worker: Worker | null = null;
  let isGone = false;
  let isRetired = false;
  let lastId = 0;

  function end(error: unknown): void {
    if (isGone) return;
    isGone = true;
    if (error !== null) log.warn("answer_thread_ended", { model: model.modelId, reason: String(error) });
    for (const { resolve } of waiting.values()) resolve(null);
    waiting.clear();
    void worker?.terminate();
  }

  function hear(told: ToldAnswer): void {
    const asked = waiting.get(told.id);
    waiting.delete(told.id);
    if ("answer" in told) asked?.resolve(told.answer);
    else asked?.reject(new AppError("internal", `The model could not answer: ${told.failed}`));
    if (isRetired && waiting.size === 0) end(null);
  }

  function started(): Worker {
    if (worker !== null) return worker;
    const data: AnswerWorkerData = { bytes: buffer as SharedArrayBuffer, snapshotId: snapshot.id, rules, model };
    worker = new Worker(/* turbopackIgnore: true */ file, {
      workerData: data,
      execArgv: ["--conditions=react-server", "--import", "tsx"],
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    worker.on("message", hear);
    worker.once("error", end);
    worker.once("exit", (code) => end(`exit ${code}`));
    // A program that has nothing else to do ends.
    worker.unref();
    return worker;
  }

  return {
    start() {
      if (!isGone) started();
    },
    answer(asked) {
      if (isGone) return Promise.resolve(null);
      const id = ++lastId;
      const answered = Promise.withResolvers<AgreementAnswer | null>();
      waiting.set(id, answered);
      const thread = started();
      thread.ref();
      thread.postMessage({ id, ...asked } satisfies AskedAnswer);
      return answered.promise.finally(() => {
        if (waiting.size === 0) thread.unref();
      });
    },
    retire() {
      const when = () => {
        isRetired = true;
        if (waiting.size === 0) end(null);
      };
      setTimeout(when, graceMs).unref();
    },
  };
}
