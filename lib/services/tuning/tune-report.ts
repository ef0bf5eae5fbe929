import type { ModelParams } from "@/lib/training/model";
import type { ComparedSettings } from "@/lib/training/tuning/compare-settings";
import type { Sampler, SearchResult } from "@/lib/training/tuning/run-search";
import { bestTrial, meanScore, type Trial, type TrialKind } from "@/lib/training/tuning/trial";

/** Trials of one way of choosing settings; values are means over the validation windows. */
interface KindSummary {
  readonly trials: number;
  readonly best: number | null;
}

export interface WindowReport {
  readonly cutoff: string;
  readonly end: string;
  readonly users: number;
}

/** What `npm run tune` writes. */
export interface TuneReport {
  readonly schemaVersion: 1;
  readonly model: string;
  readonly objective: "ndcg@20";
  readonly protocol: "next-30-days";
  readonly sampler: Sampler;
  readonly seed: number;
  readonly snapshotId: string;
  readonly codeVersion: string;
  readonly spaceVersion: string;
  readonly generatedAt: string;
  /** Nothing at or after this instant was looked at. */
  readonly testStart: string;
  /** In the order that trials run through them. */
  readonly windows: readonly WindowReport[];
  readonly endedBy: SearchResult["endedBy"];
  readonly trialsReused: number;
  readonly trialSeconds: number;
  readonly states: Readonly<Record<Trial["state"], number>>;
  readonly random: KindSummary;
  readonly tpe: KindSummary & {
    /** Best of its first trials, as many as were drawn at random: what a fair comparison takes. */
    readonly bestOfAsManyAsRandom: number | null;
  };
  /** Settings that stood in during the search; the comparison below goes without. */
  readonly standIns: ModelParams;
  readonly defaults: { readonly params: ModelParams; readonly searchScore: number };
  readonly best: { readonly params: ModelParams; readonly trial: number; readonly searchScore: number };
  /** The best and the default settings fitted in full, on the windows that chose the best: its gain is flattered. */
  readonly compared: ComparedSettings;
  /** The same on a window before those, which chose nothing; null where the data has none. */
  readonly checked: (ComparedSettings & { readonly window: WindowReport }) | null;
  /** Whether the interval of the difference lies above 0, and the check does not speak against it. */
  readonly isClearlyBetter: boolean;
  readonly trials: readonly Trial[];
}

export function kindSummary(trials: readonly Trial[], kind: TrialKind, first = trials.length): KindSummary {
  const ofKind = trials.filter((trial) => trial.kind === kind).slice(0, first);
  const best = bestTrial(ofKind);
  return { trials: ofKind.length, best: best === null ? null : meanScore(best.scores) };
}

export function stateCounts(trials: readonly Trial[]): TuneReport["states"] {
  const count = (state: Trial["state"]) => trials.filter((trial) => trial.state === state).length;
  return { complete: count("complete"), pruned: count("pruned"), failed: count("failed") };
}
