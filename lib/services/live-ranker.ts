import type { ModelRegistry } from "@/lib/data/artifacts/model-registry";
import { defaultAsOfSec, type Snapshot } from "@/lib/domain/snapshot";
import { buildPopulation } from "@/lib/scoring/features/population";
import { decodeRanker } from "@/lib/scoring/rankers/ranker-codec";
import { type RankerRuntime, rankerRuntime } from "@/lib/scoring/rankers/score-candidates";

/** The promoted model, ready to answer for a snapshot at the end of its data. */
export interface LiveRanker {
  readonly modelId: string;
  readonly runtime: RankerRuntime;
}

export interface LiveRankers {
  /** The model that serves; null while none was promoted. */
  current(snapshot: Snapshot): Promise<LiveRanker | null>;
}

const RECHECK_MS = 1000;

/**
 * Follows the registry's pointer: a promotion or a roll-back shows within a second, without a restart. The population is
 * built once per snapshot (seconds of work, shared by every waiting request). A model that cannot be read or was trained on other
 * features is reported and the rules serve in its place: a damaged file must not take the lists away.
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
      const model = decodeRanker(await registry.read(modelId));
      return { modelId, runtime: rankerRuntime(model, buildPopulation(snapshot, defaultAsOfSec(snapshot))) };
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
