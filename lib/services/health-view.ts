import type { SourceProblem } from "@/lib/domain/source-status";
import type { StoreProblem } from "@/lib/domain/store-status";

/** The four things that answers rest on. */
export const HEALTH_PARTS = ["source", "cache", "snapshot", "store"] as const;
export type HealthPart = (typeof HEALTH_PARTS)[number];

/** `degraded`: slower, older, or without something; `down`: it does not answer. */
export type HealthState = "ok" | "degraded" | "down";

/** Closed, so that a page can word it: of the source and the store their own problems; `stale`, `missing`, `corrupt` of the snapshot. */
export type HealthReason = SourceProblem | StoreProblem | "stale" | "missing";

export interface PartHealth {
  state: HealthState;
  /** What the last answer of the part took; null when there was none, or when it needs none. */
  latencyMs: number | null;
  /** null when ok, and for whoever is not signed in. */
  reason: HealthReason | null;
}

export interface HealthView {
  /** `down` only when pages cannot be served. */
  status: HealthState;
  parts: Record<HealthPart, PartHealth>;
  /** When the snapshot was built and its newest line; null without one, and for whoever is not signed in. */
  builtAt: string | null;
  dataTo: string | null;
}
