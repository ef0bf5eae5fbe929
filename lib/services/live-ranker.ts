import type { ModelRegistry } from "@/lib/data/artifacts/model-registry";
import { defaultAsOfSec, type Snapshot } from "@/lib/domain/snapshot";
import { buildPopulation } from "@/lib/scoring/features/population";
import { decodeRanker } from "@/lib/scoring/rankers/ranker-codec";
import { featuresOf } from "@/lib/scoring/rankers/ranker-model";
import { type RankerRuntime, rankerRuntime } from "@/lib/scoring/rankers/score-candidates";

/** The promoted model, ready to answer for a snapshot at the end of its data. */
export interface LiveRanker {
  readonly modelId: string;
  /** Built at its first use: answers from the cache need none of it. */
  readonly runtime: RankerRuntime;
}

export interface LiveRankers {
  /** The model that serves; null while none was promoted. */
  current(snapshot: Snapshot): Promise<LiveRanker | null>;
}

const RECHECK_MS = 1000;

/** A stored model for a snapshot. Throws AppError when it cannot be read or was trained on other features. */
export function rankerOf(modelId: string, bytes: Uint8Array, snapshot: Snapshot): LiveRanker {
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
  };
}

/**
 * Follows the registry's pointer: a promotion or a roll-back shows within a second, without a restart. The population is
 * built once per snapshot, at the first list that the cache does not have (seconds of work, shared by every later request). A
 * model that cannot be read or was trained on other features is reported and the rules serve in its place: a damaged file
 * must not take the lists away.
 */
export function createLiveRankers({
  registry,
  onRefused,
  nowMs = Date.now,
}: {
  registry: Pick<ModelRegistry, "live" | "read">;
  onRefused: (error: unknown) => void;
  nowMs?: () => number;
}): LiveRankers {
  let checkedMs = Number.NEGATIVE_INFINITY;
  let liveId: string | null = null;
  let ready: { readonly key: string; readonly ranker: Promise<LiveRanker | null> } | null = null;

  async function load(modelId: string, snapshot: Snapshot): Promise<LiveRanker | null> {
    try {
      return rankerOf(modelId, await registry.read(modelId), snapshot);
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
      if (liveId === null) return null;
      const key = `${liveId}@${snapshot.id}`;
      if (ready?.key !== key) ready = { key, ranker: load(liveId, snapshot) };
      return ready.ranker;
    },
  };
}
