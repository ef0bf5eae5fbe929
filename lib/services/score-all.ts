import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/domain/app-error";
import { populationOf } from "@/lib/scoring/population";
import { answerSetOf } from "./agreement-answer";
import { planScoring } from "./plan-scoring";
import { parseRecommendationOptions } from "./recommendation-options";
import type { ScoreWorkerAnswer, ScoreWorkerData } from "./score-all-worker";
import { type ScoredShard, type ShardScorer, type ShardTask, scoreShard } from "./score-shard";
import type { ServiceContext } from "./service-context";
import { sharePopulation } from "./share-population";

export interface AllScored {
  /** Agreements with an answer now: computed in this run, or kept from one before. */
  readonly agreements: number;
  readonly computed: number;
  readonly kept: number;
  /** Bytes written. */
  readonly bytes: number;
  readonly threads: number;
  /** The trained model that ranked; null = the rules. */
  readonly modelId: string | null;
  /** Whether every active agreement has its answer; not when `limitSec` ended the run. The next run goes on from there. */
  readonly isComplete: boolean;
  readonly seconds: number;
}

export interface ScoreProgress {
  readonly done: number;
  readonly total: number;
  readonly step: "prepare" | "score";
}

export interface ScoreAllOptions {
  readonly context: ServiceContext;
  readonly onProgress?: (progress: ScoreProgress) => void;
  readonly signal?: AbortSignal;
  readonly threads?: number;
  /** No shard is begun later than so long after the start; null = until all is done. */
  readonly limitSec?: number | null;
  /** Agreements a shard: what a killed run loses at most, for each thread. */
  readonly shardAgreements?: number;
}

/** Half a second of rules; a trained model takes a minute for a thousand. */
const SHARD_OF_RULES = 1000;
const SHARD_OF_MODEL = 100;

/**
 * Answers, ahead of the working day, the question that opening each active agreement asks: as the page asks it without
 * parameters, without what people refused. Answers are packed in shards beside the snapshot, each whole once it is there, so that a
 * run that was killed or ended by its limit is taken up where it stopped, and one after a few refusals computes those alone.
 * Agreements that ordered last come first. Throws the signal's reason when aborted.
 */
export async function scoreAll(options: ScoreAllOptions): Promise<AllScored> {
  const { context, onProgress = () => undefined, signal, limitSec = null } = options;
  const startedMs = performance.now();
  onProgress({ step: "prepare", done: 0, total: 0 });
  const { snapshot } = await context.snapshots.current();
  const live = await context.rankers.current(snapshot);
  const asked = parseRecommendationOptions({}, { snapshot, hasLiveModel: live !== null });
  const at = context.analytics.at(snapshot, asked.asOfSec);
  const set = answerSetOf(snapshot.id, { options: asked, rules: context.rules, live });
  const size = options.shardAgreements ?? (asked.variant === "ranker" ? SHARD_OF_MODEL : SHARD_OF_RULES);
  const shards = await planScoring(context, { at, set, shardAgreements: size });
  const total = shards.tasks.reduce((sum, { tasks }) => sum + tasks.length, 0);
  const scorer: ShardScorer = { at, options: asked, rules: context.rules, live, folder: shards.folder };
  const lanes = await lanesOf(context, scorer, options.threads ?? availableParallelism());
  const sum = { computed: 0, kept: 0, bytes: 0 };
  let isComplete = true;
  try {
    const queue = [...shards.tasks];
    onProgress({ step: "score", done: 0, total });
    const run = async (lane: Lane) => {
      for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
        signal?.throwIfAborted();
        if (limitSec !== null && performance.now() - startedMs > limitSec * 1000) {
          isComplete = false;
          return;
        }
        const { computed, kept, bytes } = await lane.score(task);
        sum.computed += computed;
        sum.kept += kept;
        sum.bytes += bytes;
        onProgress({ step: "score", done: sum.computed + sum.kept, total });
      }
    };
    await Promise.all(lanes.map(run));
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
  await context.answers.prune(set);
  return {
    ...sum,
    agreements: sum.computed + sum.kept,
    threads: lanes.length,
    modelId: asked.variant === "ranker" ? (live?.modelId ?? null) : null,
    isComplete,
    seconds: (performance.now() - startedMs) / 1000,
  };
}

/** One that scores a shard at a time. */
interface Lane {
  score(task: ShardTask): Promise<ScoredShard>;
  close(): Promise<void>;
}

/** Source of a thread's program; a bundled server does not have it and scores in its own thread. */
const WORKER_FILE = "lib/services/score-all-worker.ts";
/** What a thread may hold. V8 lets a heap grow to four times of what lives in it where 2 GB are allowed, and to half more where it is less. */
const HEAP_OF_RULES_MB = 768;
const HEAP_OF_MODEL_MB = 2048;
/** Answers live for a moment: with room for a hundred of them the collector finds nearly all dead. */
const YOUNG_HEAP_MB = 16;

async function lanesOf(context: ServiceContext, scorer: ShardScorer, threads: number): Promise<Lane[]> {
  const { snapshot, index, asOfSec } = scorer.at;
  const { buffer } = snapshot.lines.item;
  const file = join(/* turbopackIgnore: true */ process.cwd(), WORKER_FILE);
  const canShare = buffer instanceof SharedArrayBuffer && existsSync(file);
  if (threads <= 1 || !canShare) return [ownLane(scorer)];
  const usesModel = scorer.options.variant === "ranker" && scorer.live !== null;
  const data: ScoreWorkerData = {
    bytes: buffer,
    snapshotId: snapshot.id,
    // Not that of `at`, which would stay in memory beside the shared one.
    population: sharePopulation(populationOf(snapshot, { index, asOfSec, rules: scorer.rules })),
    rules: scorer.rules,
    options: scorer.options,
    model:
      usesModel && scorer.live !== null
        ? { modelId: scorer.live.modelId, bytes: await context.models.read(scorer.live.modelId) }
        : null,
    folder: scorer.folder,
  };
  const heapMb = usesModel ? HEAP_OF_MODEL_MB : HEAP_OF_RULES_MB;
  return Array.from({ length: threads }, () => workerLane(file, data, heapMb));
}

/** Scores in this thread, a shard at a time, letting others in between. */
function ownLane(scorer: ShardScorer): Lane {
  return {
    async score(task) {
      await new Promise((resolve) => setImmediate(resolve));
      return await scoreShard(scorer, task);
    },
    close: async () => undefined,
  };
}

function workerLane(file: string, data: ScoreWorkerData, heapMb: number): Lane {
  const worker = new Worker(/* turbopackIgnore: true */ file, {
    workerData: data,
    execArgv: ["--conditions=react-server", "--import", "tsx"],
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
  });
  const failed = new Promise<never>((_resolve, reject) => {
    worker.once("error", reject);
    worker.once("exit", () => reject(new AppError("internal", "A thread that scores ahead ended.")));
  });
  failed.catch(() => undefined);
  return {
    async score(task) {
      const answered = new Promise<ScoreWorkerAnswer>((resolve) => worker.once("message", resolve));
      worker.postMessage(task);
      const answer = await Promise.race([answered, failed]);
      if ("done" in answer) return answer.done;
      throw new AppError("internal", `Scoring ahead failed: ${answer.failed}`);
    },
    close: async () => {
      await worker.terminate();
    },
  };
}
