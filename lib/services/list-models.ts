import type { ListedModel } from "@/lib/data/artifacts/model-manifest";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { defaultAsOfSec } from "@/lib/domain/snapshot";
import { getContext } from "./context";
import { dataStamp, isoOf } from "./data-stamp";
import type { ModelsView, ModelVersion } from "./models-view";
import { promotionObjections } from "./promotion-objections";
import type { ServiceContext } from "./service-context";

/** Every fitted model with how it was made and how it did; for managers, and for administrators to act on. */
export async function listModels(caller: Caller, context?: ServiceContext): Promise<ModelsView> {
  // What a role may not see does not exist for it.
  if (caller.role === "rep") throw new AppError("not_found", "There is nothing at this address.");
  const { snapshots, models } = context ?? (await getContext());
  const current = await snapshots.current();
  const versions = await models.list();
  const live = versions.find(({ state }) => state === "live") ?? null;
  return {
    versions: versions.map((version) => versionView(version, { live, snapshotId: current.snapshot.id })),
    liveId: live?.manifest.id ?? null,
    canAct: caller.role === "admin",
    // Before the first model, the rules served.
    canRollBack: versions.some(({ state }) => state !== "candidate"),
    stamp: dataStamp(current, {
      asOfSec: defaultAsOfSec(current.snapshot),
      ...(live === null ? {} : { variant: "ranker" as const, liveModelId: live.manifest.id }),
    }),
  };
}

function versionView(
  version: ListedModel,
  { live, snapshotId }: { live: ListedModel | null; snapshotId: string },
): ModelVersion {
  const { manifest, state } = version;
  const { comparison, featureSet } = manifest;
  const named = (values: Readonly<Record<string, unknown>>) =>
    Object.entries(values).map(([name, value]) => ({
      name,
      value: Array.isArray(value) ? value.join(", ") : String(value),
    }));
  return {
    id: manifest.id,
    name: manifest.name,
    state,
    createdAt: manifest.createdAt,
    snapshotId: manifest.snapshotId,
    isCurrentData: manifest.snapshotId === snapshotId,
    fittedTo: isoOf(manifest.cutoffSec),
    seed: manifest.seed,
    codeVersion: manifest.codeVersion,
    featureSet: `${featureSet.name} ${featureSet.version}`,
    fitSeconds: manifest.fitSeconds,
    peakMemoryMb: manifest.peakMemoryMb,
    settings: named(manifest.settings),
    facts: named(manifest.facts),
    comparison: comparison && {
      incumbent: comparison.incumbent,
      from: isoOf(comparison.cutoffSec),
      to: isoOf(comparison.endSec),
      users: comparison.users,
      metrics: Object.entries(comparison.metrics).map(([key, figures]) => ({ key, ...figures })),
      segments: comparison.segments,
    },
    objections: promotionObjections(version, live),
  };
}
