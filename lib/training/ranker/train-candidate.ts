import { DAY_SEC, type Snapshot } from "@/lib/domain/snapshot";
import { conditionalPositions } from "@/lib/evaluation/measure-lists";
import { samplePositions } from "@/lib/evaluation/sample-positions";
import { type Split, splitAtWindow } from "@/lib/evaluation/split";
import { truncateSnapshot } from "@/lib/evaluation/truncate-snapshot";
import { Random } from "@/lib/numeric/random";
import { FEATURE_KINDS, type FeatureKind } from "@/lib/scoring/features/feature-block";
import { RANKER_FEATURES } from "@/lib/scoring/features/feature-set";
import { createRankerScorer } from "@/lib/scoring/rankers/ranker-scorer";
import type { Scorer } from "@/lib/scoring/scorer";
import { v3Model } from "../fit-v3";
import { type ComparedModels, compareModels } from "./compare-models";
import { type FitRankerInput, type FittedRanker, fitRanker, fitRankerWith, type RunFitTasks } from "./fit-ranker";
import type { RankerSettings } from "./ranker-settings";

const MAX_COMPARED_USERS = 5000;

export interface TrainCandidateInput {
  readonly snapshot: Snapshot;
  readonly asOfSec: number;
  readonly seed: number;
  readonly settings: RankerSettings;
  /** Settings of the live model, to fit it on the same past; null = V3 is what there is. */
  readonly incumbent: { readonly id: string; readonly settings: RankerSettings } | null;
  readonly say: (message: string) => void;
  /** Runs the parts of a fit in threads; absent = in this one. The bytes are the same. */
  readonly run?: RunFitTasks;
}

export interface TrainedCandidate {
  readonly fitted: FittedRanker;
  /** null = there is no earlier window to compare on. */
  readonly comparison:
    | (ComparedModels & { readonly incumbent: string; readonly cutoffSec: number; readonly endSec: number })
    | null;
}

/**
 * Fits the ranker on everything before `asOfSec`, and shows what its settings are worth: fitted without the last 30 days it
 * is compared, on what those days brought, with the incumbent fitted on the same past. null = too little data to learn from.
 */
export async function trainCandidate(input: TrainCandidateInput): Promise<TrainedCandidate | null> {
  const { snapshot, asOfSec, seed, settings, incumbent, say, run } = input;
  const split = lastWindow(snapshot, asOfSec, settings.horizonDays);
  const rankerOf = (which: RankerSettings) => scorerOf(split, { seed, settings: which, say, run });
  say("Comparing on the last window");
  const candidate = await rankerOf(settings);
  let comparison: TrainedCandidate["comparison"] = null;
  if (candidate !== null) {
    const isSame = incumbent !== null && JSON.stringify(incumbent.settings) === JSON.stringify(settings);
    const fittedIncumbent = incumbent === null ? null : isSame ? candidate : await rankerOf(incumbent.settings);
    const other =
      fittedIncumbent ??
      v3Model.fit({ snapshot: split.past, cutoffSec: split.cutoffSec, seed, params: v3Model.params });
    const positions = samplePositions(
      conditionalPositions(split),
      MAX_COMPARED_USERS,
      new Random(seed).fork("compared"),
    );
    comparison = {
      incumbent: fittedIncumbent === null || incumbent === null ? v3Model.name : incumbent.id,
      cutoffSec: split.cutoffSec,
      endSec: split.endSec,
      ...compareModels(split, { candidate, incumbent: other, positions, seed }),
    };
  }
  say("Fitting on everything");
  const fitted = await fitOf(run, {
    snapshot: truncateSnapshot(snapshot, asOfSec),
    cutoffSec: asOfSec,
    seed,
    settings,
    protocol: "next-30-days",
    onProgress: say,
  });
  return fitted === null ? null : { fitted, comparison };
}

export interface AblationRow {
  /** null = all kinds. */
  readonly without: FeatureKind | null;
  readonly features: number;
  readonly compared: ComparedModels;
}

/** Twelve fits are compared with each other, not with what serves: fewer windows and one copy of each member do. */
const ABLATION = { maxFolds: 5, maxRounds: 100, seeds: 1, rankSeeds: 1 };

/** The ranker without each kind of feature in turn, against the whole one, on the last window before `asOfSec`. */
export async function ablate(input: Omit<TrainCandidateInput, "incumbent">): Promise<AblationRow[]> {
  const { snapshot, asOfSec, seed, say, run } = input;
  const settings = { ...input.settings, ...ABLATION };
  const split = lastWindow(snapshot, asOfSec, settings.horizonDays);
  const positions = samplePositions(conditionalPositions(split), MAX_COMPARED_USERS, new Random(seed).fork("compared"));
  const whole = await scorerOf(split, { seed, settings, say, run });
  if (whole === null) return [];
  const rows: AblationRow[] = [];
  for (const without of [null, ...FEATURE_KINDS]) {
    say(without === null ? "All features" : `Without ${without}`);
    const hidden = Int32Array.from(RANKER_FEATURES.kinds.keys()).filter(
      (feature) => RANKER_FEATURES.kinds[feature] === without,
    );
    const candidate = without === null ? whole : await scorerOf(split, { seed, settings, say, run, hidden });
    if (candidate === null) continue;
    rows.push({
      without,
      features: RANKER_FEATURES.names.length - hidden.length,
      compared: compareModels(split, { candidate, incumbent: whole, positions, seed }),
    });
  }
  return rows;
}

function lastWindow(snapshot: Snapshot, asOfSec: number, horizonDays: number): Split {
  return splitAtWindow(truncateSnapshot(snapshot, asOfSec), {
    cutoffSec: asOfSec - horizonDays * DAY_SEC,
    endSec: asOfSec,
  });
}

const fitOf = (
  run: RunFitTasks | undefined,
  input: FitRankerInput,
): Promise<FittedRanker | null> | FittedRanker | null =>
  run === undefined ? fitRanker(input) : fitRankerWith(run, input);

async function scorerOf(
  { past, cutoffSec }: Split,
  {
    seed,
    settings,
    say,
    run,
    hidden,
  }: {
    seed: number;
    settings: RankerSettings;
    say: (message: string) => void;
    run: RunFitTasks | undefined;
    hidden?: Int32Array;
  },
): Promise<Scorer | null> {
  const fitted = await fitOf(run, {
    snapshot: past,
    cutoffSec,
    seed,
    settings,
    protocol: "next-30-days",
    hidden,
    onProgress: say,
  });
  return fitted === null ? null : createRankerScorer(fitted.model, fitted.populations);
}
