import type { ModelRegistry } from "@/lib/data/artifacts/model-registry";
import { defaultAsOfSec, type Snapshot } from "@/lib/domain/snapshot";
import { buildPopulation } from "@/lib/scoring/features/population";
import { decodeRanker } from "@/lib/scoring/rankers/ranker-codec";
import { featuresOf } from "@/lib/scoring/rankers/ranker-model";
import { type RankerRuntime, rankerRuntime } from "@/lib/scoring/rankers/score-candidates";
import type { AnswerThread, AnswerThreadOptions } from "./answer-thread";

/** The promoted model, ready to answer for a snapshot at the end of its data. */
export interface LiveRanker {
  readonly modelId: string;
  /** Built at its first use: answers from the cache need none of it. */
  readonly runtime: RankerRuntime;
  /** Answers in its stead, away from the thread that serves pages; null = there is none. */
  readonly thread: AnswerThread | null;
}

export interface LiveRankers {
  /** The model that serves; null while none was promoted. */
  current(snapshot: Snapshot): Promise<LiveRanker | null>;
}

const RECHECK_MS = 1000;

/** A stored model for a snapshot. Throws AppError when it cannot be read or was trained on other features. */
export function rankerOf({
  modelId,
  bytes,
  snapshot,
  thread = null,
}: {
  modelId: string;
  bytes: Uint8Array;
  snapshot: Snapshot;
  thread?: AnswerThread | null;
}): LiveRanker {
  const model = decodeRanker(bytes);
  // Refuses a model of other features now, while the rules can still serve in its place.
  featuresOf(model);
  let runtime: RankerRuntime | null = null;
  return {
    modelId,
    get runtime() {
      runtime ??= rankerRuntime(model, buildPopulation(snapshot, defaultAsOfSec(snapshot)));
      return runtime;
    },
    thread,
  };
}

/**
 * Follows the registry's pointer: a promotion or a roll-back shows within a second, without a restart. The population is
 * built once per snapshot, in the ranker's thread where it has one, else at the first list that the cache does not have. A
 * model that cannot be read or was trained on other features is reported and the rules serve in its place: a damaged file
 * must not take the lists away.
 */
export function createLiveRankers({
  registry,
  onRefused,
  openThread = () => null,
  nowMs = Date.now,
}: {
  registry: Pick<ModelRegistry, "live" | "read">;
  onRefused: (error: unknown) => void;
  /** A thread that answers with the model; null = answers are computed here. */
  openThread?: (serving: Pick<AnswerThreadOptions, "snapshot" | "model">) => AnswerThread | null;
  nowMs?: () => number;
}): LiveRankers {
  let checkedMs = Number.NEGATIVE_INFINITY;
  let liveId: string | null = null;
  let ready: { readonly key: string; readonly ranker: Promise<LiveRanker | null> } | null = null;

  async function load(modelId: string, snapshot: Snapshot): Promise<LiveRanker | null> {
    try {
      const bytes = await registry.read(modelId);
      return rankerOf({ modelId, bytes, snapshot, thread: openThread({ snapshot, model: { modelId, bytes } }) });
    } catch (error) {
      onRefused(error);
      return null;
    }
  }

  return {
    async current(snapshot) {
      if (nowMs() - checkedMs >= RECHECK_MS) {
        checkedMs = nowMs();
        try {
          liveId = (await registry.live())?.manifest.id ?? null;
        } catch (error) {
          // The model that serves goes on serving.
          onRefused(error);
        }
      }
      const key = liveId === null ? null : `${liveId}@${snapshot.id}`;
      if (ready !== null && ready.key !== key) {
        void ready.ranker.then((ranker) => ranker?.thread?.retire());
        ready = null;
      }
      if (liveId === null || key === null) return null;
      ready ??= { key, ranker: load(liveId, snapshot) };
      return ready.ranker;
    },
  };
}
