import type { SnapshotManifest } from "@/lib/data/ports";
import type { Variant } from "@/lib/domain/recommendation";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { HistoryOrigin } from "./read-history";
import { DEFAULT_VARIANT } from "./recommendation-options";
import type { TrialWeights } from "./trial-weights";
import type { DataStamp } from "./views";

/** So that a file made with tried weights is never taken for one of the model in force. */
const trialName = ({ frequency, recency, recencyDays }: TrialWeights) =>
  ` (trial: frequency ${frequency}, recency ${recency}, ${recencyDays} days)`;

/** Seconds since 1970 as an ISO instant. */
export const isoOf = (timeSec: number) => new Date(timeSec * 1000).toISOString();

export function dataStamp(
  { snapshot, manifest }: { snapshot: Snapshot; manifest: SnapshotManifest },
  {
    asOfSec,
    variant = DEFAULT_VARIANT,
    liveModelId = null,
    trial = null,
    origin = "snapshot",
  }: {
    asOfSec: number;
    variant?: Variant;
    liveModelId?: string | null;
    trial?: TrialWeights | null;
    origin?: HistoryOrigin;
  },
): DataStamp {
  return {
    dataTo: snapshot.lines.timeSec.length > 0 ? isoOf(snapshot.dataToSec) : null,
    snapshotId: snapshot.id,
    sourceKind: manifest.source.kind,
    model: variant === "ranker" ? (liveModelId ?? variant) : variant + (trial === null ? "" : trialName(trial)),
    asOf: isoOf(asOfSec),
    ...(origin === "snapshot" ? {} : { history: origin }),
  };
}
