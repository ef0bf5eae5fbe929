import { parentPort, workerData } from "node:worker_threads";
import { decodeSnapshot } from "@/lib/data/snapshots/snapshot-codec";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import { type AgreementAnswer, type AgreementQuestion, computeAnswer } from "./agreement-answer";
import { createAnalyticsCache } from "./analytics";
import { rankerOf } from "./live-ranker";
import { historyOfPortable, type PortableHistory } from "./portable-history";

/** What a thread that answers with the trained model is started with. */
export interface AnswerWorkerData {
  /** The snapshot's file, shared between threads and checked by the one that read it. */
  readonly bytes: SharedArrayBuffer;
  readonly snapshotId: string;
  readonly rules: ScoringRules;
  readonly model: { readonly modelId: string; readonly bytes: Uint8Array };
}

export interface AskedAnswer {
  readonly id: number;
  /** Instant of what is known of everybody; the question's own may be later. */
  readonly asOfSec: number;
  readonly history: PortableHistory;
  readonly question: Omit<AgreementQuestion, "rules" | "live">;
}

export type ToldAnswer =
  | { readonly id: number; readonly answer: AgreementAnswer }
  | { readonly id: number; readonly failed: string };

const { bytes, snapshotId, rules, model } = workerData as AnswerWorkerData;
const port = parentPort;
if (port === null) throw new Error("This runs in a thread of the web process.");
const snapshot = decodeSnapshot(new Uint8Array(bytes), { trustedId: snapshotId });
const analytics = createAnalyticsCache(rules);
const live = rankerOf({ ...model, snapshot });

port.on("message", ({ id, asOfSec, history, question }: AskedAnswer) => {
  try {
    const at = analytics.at(snapshot, asOfSec);
    const answer = computeAnswer(at, historyOfPortable(at, history), { ...question, rules, live });
    port.postMessage({ id, answer } satisfies ToldAnswer);
  } catch (error) {
    port.postMessage({ id, failed: String(error) } satisfies ToldAnswer);
  }
});
// Seconds of work: done before anybody asks, while the thread that serves pages serves them.
void live.runtime;
