import type { ListedModel } from "@/lib/data/artifacts/model-manifest";
import { gateObjections } from "@/lib/training/ranker/promotion-gate";

/** Why a version may not become live now; empty = it may. The gate judges the comparison made when it was fitted. */
export function promotionObjections({ manifest, state }: ListedModel, live: ListedModel | null): string[] {
  if (state === "live") return [];
  const { comparison } = manifest;
  if (comparison === null) return ["It was not compared with the model that serves."];
  const objections = gateObjections(comparison);
  if (live !== null && comparison.incumbent !== live.manifest.id) {
    objections.push(`It was compared with ${comparison.incumbent}, and ${live.manifest.id} serves now.`);
  }
  return objections;
}
