import type { DataStamp } from "./views";

interface Interval {
  mean: number | null;
  low: number | null;
  high: number | null;
}

export interface ModelVersion {
  id: string;
  name: string;
  state: "candidate" | "live" | "retired";
  createdAt: string;
  /** The data it was fitted on, up to `fittedTo`. */
  snapshotId: string;
  isCurrentData: boolean;
  fittedTo: string;
  seed: number;
  codeVersion: string;
  featureSet: string;
  fitSeconds: number;
  peakMemoryMb: number;
  settings: { name: string; value: string }[];
  facts: { name: string; value: string }[];
  comparison: {
    incumbent: string;
    from: string;
    to: string;
    users: number;
    metrics: { key: string; candidate: Interval; incumbent: Interval; difference: Interval }[];
    segments: { segment: string; users: number; difference: Interval }[];
  } | null;
  /** Why it may not become live now; empty = it may. Empty for the live one. */
  objections: string[];
}

export interface ModelsView {
  /** Newest first. */
  versions: ModelVersion[];
  liveId: string | null;
  /** The caller may promote and roll back. */
  canAct: boolean;
  /** A model served before the live one. */
  canRollBack: boolean;
  stamp: DataStamp;
}
