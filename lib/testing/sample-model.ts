import type { ListedModel, ModelManifest, ModelState } from "@/lib/data/artifacts/model-manifest";

const around = (mean: number) => ({ mean, low: mean - 0.001, high: mean + 0.001 });

/** A fitted model in the words of a test; `difference` is that of every compared metric, null = not compared. */
export function sampleVersion(
  id: string,
  input: { state?: ModelState; difference?: number | null; incumbent?: string } = {},
): ListedModel {
  const { state = "candidate", difference = 0.01, incumbent = "v3" } = input;
  const figures = { candidate: around(0.3), incumbent: around(0.29), difference: around(difference ?? 0) };
  const manifest: ModelManifest = {
    id,
    name: "ranker",
    createdAt: "2024-06-01T00:00:00.000Z",
    snapshotId: "snapshot",
    cutoffSec: 1_700_000_000,
    seed: 1,
    settings: { rate: 0.1, depth: 6 },
    codeVersion: "code",
    featureSet: { name: "base", version: 1 },
    fitSeconds: 12.5,
    peakMemoryMb: 900,
    facts: { windows: 10, lists: [100, 120] },
    comparison:
      difference === null
        ? null
        : {
            incumbent,
            cutoffSec: 1_700_000_000,
            endSec: 1_702_592_000,
            users: 200,
            metrics: { "precision@20": figures, "ndcg@20": figures, "exploreRecall@20": figures },
            segments: [{ segment: "LIGHT", users: 200, difference: around(difference) }],
          },
    sha256: "0".repeat(64),
  };
  return { manifest, state };
}
