import { parentPort, workerData } from "node:worker_threads";
import { decodeSnapshot } from "@/lib/data/snapshots/snapshot-codec";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { Population } from "@/lib/scoring/population";
import { createAnalyticsCache } from "./analytics";
import { rankerOf } from "./live-ranker";
import type { ParsedOptions } from "./recommendation-options";
import { type ScoredShard, type ShardTask, scoreShard } from "./score-shard";

/** What a thread that scores ahead is started with; then it takes shards until it is told to end. */
export interface ScoreWorkerData {
  /** The snapshot's file, shared between threads and checked by the one that read it. */
  readonly bytes: SharedArrayBuffer;
  readonly snapshotId: string;
  readonly population: Population;
  readonly rules: ScoringRules;
  readonly options: ParsedOptions;
  readonly model: { readonly modelId: string; readonly bytes: Uint8Array } | null;
  readonly folder: string;
}

export type ScoreWorkerAnswer = { readonly done: ScoredShard } | { readonly failed: string };

const { bytes, snapshotId, population, rules, options, model, folder } = workerData as ScoreWorkerData;
const port = parentPort;
if (port === null) throw new Error("This runs in a thread of score-all.");
const snapshot = decodeSnapshot(new Uint8Array(bytes), { trustedId: snapshotId });
const at = createAnalyticsCache(rules, population).at(snapshot, options.asOfSec);
const live = model === null ? null : rankerOf({ ...model, snapshot });

port.on("message", (task: ShardTask) => {
  scoreShard({ at, options, rules, live, folder }, task)
    .then((done): ScoreWorkerAnswer => ({ done }))
    .catch((error: unknown): ScoreWorkerAnswer => ({ failed: String(error) }))
    .then((answer) => port.postMessage(answer));
});
