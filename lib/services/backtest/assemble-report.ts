import { DEFAULT_SCORING_RULES } from "@/lib/domain/scoring-rules";
import type { Snapshot } from "@/lib/domain/snapshot";
import { BOOTSTRAP_DRAWS } from "@/lib/evaluation/bootstrap";
import { expectedCalibrationError, mergeBins } from "@/lib/evaluation/calibration";
import { type Fold, MAX_CALIBRATED_USERS } from "@/lib/evaluation/fold";
import { WINDOW_DAYS } from "@/lib/evaluation/plan-windows";
import { historyOf } from "@/lib/evaluation/rank-users";
import type { BacktestReport, CutoffReport, Metrics, ModelReport } from "@/lib/evaluation/report";
import { SLICE_DIMENSIONS } from "@/lib/evaluation/slices";
import {
  ceilingOf,
  compareModels,
  type EvaluationFrame,
  type ModelSummary,
  makeFrame,
  summariseModel,
} from "@/lib/evaluation/summarise-model";
import { summariseWithoutDiscover } from "@/lib/evaluation/summarise-without-discover";
import { modelNamed } from "@/lib/training/models";
import type { TunedSettings } from "@/lib/training/tuning/tuned-settings";
import type { MeasuredCell } from "./run-cells";

/** The model all others are compared with, when it is among them. */
const BASELINE = "v3";

export interface AssembleInput {
  readonly snapshot: Snapshot;
  readonly folds: readonly Fold[];
  readonly models: readonly string[];
  /** The cell of a model at a fold. */
  readonly cellOf: (model: string, fold: number) => MeasuredCell;
  readonly header: Pick<BacktestReport, "protocol" | "codeVersion" | "seed" | "generatedAt">;
  /** Paper of a model that was fitted over other weights than its definition names; null = the definition's. */
  readonly sourceOf?: (model: string) => string | null;
  /** Said by the planning of the folds. */
  readonly note: string | null;
  readonly tuned?: readonly TunedSettings[];
  /** Name of the model that serves; null = the rules do. */
  readonly live?: string | null;
}

/** Measures the lists of every cell on the same users and puts the report together. */
export function assembleReport({
  snapshot,
  folds,
  models,
  cellOf,
  sourceOf,
  header,
  note,
  tuned = [],
  live = null,
}: AssembleInput): BacktestReport {
  const everyDimension = makeFrame(folds, {
    dimensions: SLICE_DIMENSIONS,
    seed: header.seed,
    rules: DEFAULT_SCORING_RULES,
  });
  const hasHeavy = everyDimension.slices.some((slices) => slices.segment.includes("HEAVY"));
  const frame: EvaluationFrame = {
    ...everyDimension,
    dimensions: SLICE_DIMENSIONS.filter((dimension) => !hasHeavy || dimension !== "orderQuantile"),
  };
  const summaries = new Map<string, ModelSummary>();
  for (const name of models) {
    const cells = folds.map((_, fold) => cellOf(name, fold));
    summaries.set(
      name,
      summariseModel(frame, {
        lists: cells.map((cell) => typed(cell.lists)),
        rollUpLists: cells.map((cell) => cell.rollUpLists && typed(cell.rollUpLists)),
      }),
    );
  }
  const withoutDiscover = (name: string) =>
    summariseWithoutDiscover(
      frame,
      folds.map((_, fold) => typed(cellOf(name, fold).reorderLists)),
    );
  // Something must be the measure of the others: the first system, or else the first model named.
  const baselineName = summaries.has(BASELINE) ? BASELINE : (models[0] ?? null);
  const serving = live ?? BASELINE;
  const against = (name: string, other: string | null) =>
    other === null || other === name ? null : (summaries.get(other) ?? null);
  return {
    schemaVersion: 2,
    ...header,
    snapshotId: snapshot.id,
    windowDays: header.protocol === "next-30-days" ? WINDOW_DAYS : null,
    data: {
      from: isoTime(snapshot.dataFromSec),
      to: isoTime(snapshot.dataToSec),
      users: snapshot.lines.userCount,
      items: snapshot.lines.itemCount,
      lines: snapshot.lines.item.length,
    },
    cutoffs: folds.map((fold, i) => cutoffReport(fold, ceilingOf({ folds: [fold], customers: [frame.customers[i]] }))),
    users: folds.reduce((sum, fold) => sum + fold.evaluated.length, 0),
    ceiling: ceilingOf(frame),
    baseline: baselineName,
    live: summaries.has(serving) ? serving : null,
    bootstrapDraws: BOOTSTRAP_DRAWS,
    notes: notesOf({ folds, note, hasHeavy, protocol: header.protocol }),
    models: [...summaries].map(([name, summary]) =>
      modelReport(name, {
        source: sourceOf?.(name) ?? modelNamed(name).source,
        summary,
        withoutDiscover: withoutDiscover(name),
        cells: folds.map((_, fold) => cellOf(name, fold)),
        baseline: against(name, baselineName),
        live: against(name, serving),
        tunedOn: tunedOn(tuned.find((one) => one.model === name)),
      }),
    ),
  };
}

const typed = (lists: readonly number[][]) => lists.map((list) => Int32Array.from(list));

interface ModelFigures {
  readonly source: string;
  readonly summary: ModelSummary;
  readonly withoutDiscover: Metrics;
  readonly cells: readonly MeasuredCell[];
  readonly baseline: ModelSummary | null;
  readonly live: ModelSummary | null;
  readonly tunedOn: ModelReport["tunedOn"];
}

function tunedOn(settings: TunedSettings | undefined): ModelReport["tunedOn"] {
  if (settings === undefined) return null;
  const { snapshotId, windows, trials } = settings;
  return { snapshotId, windows: windows.map(({ cutoff, end }) => ({ cutoff, end })), trials };
}

function modelReport(
  name: string,
  { source, summary, withoutDiscover, cells, baseline, live, tunedOn }: ModelFigures,
): ModelReport {
  const { draws: _draws, means: _means, ...figures } = summary;
  const bins = cells.map((cell) => cell.calibration).filter((cell) => cell !== null);
  const merged = mergeBins(bins);
  const sum = (of: (cell: MeasuredCell) => number) => cells.reduce((total, cell) => total + of(cell), 0);
  return {
    name,
    source,
    params: cells.map((cell) => cell.params),
    settingsTried: sum((cell) => cell.settingsTried),
    ...figures,
    withoutDiscover,
    tunedOn,
    versusBaseline: baseline === null ? null : compareModels(summary, baseline),
    versusLive: live === null ? null : compareModels(summary, live),
    calibration: bins.length === 0 ? null : { ...merged, expectedCalibrationError: expectedCalibrationError(merged) },
    calibrationErrorByCutoff: cells.map(({ calibration }) => calibration && expectedCalibrationError(calibration)),
    tuneSeconds: sum((cell) => cell.tuneSeconds),
    fitSeconds: sum((cell) => cell.fitSeconds),
    scoreSeconds: sum((cell) => cell.scoreSeconds),
    peakMemoryMb: Math.max(0, ...cells.map((cell) => cell.peakMemoryMb)),
  };
}

function cutoffReport(fold: Fold, ceiling: CutoffReport["ceiling"]): CutoffReport {
  let repeats = 0;
  let bought = 0;
  for (const position of fold.evaluated) {
    const owned = new Set(historyOf(fold.split, fold.split.users[position]).item);
    for (const item of fold.split.truth[position]?.items ?? []) {
      bought++;
      if (owned.has(item)) repeats++;
    }
  }
  return {
    cutoff: isoTime(fold.plan.cutoffSec),
    end: isoTime(fold.plan.endSec),
    usersWithHistory: fold.split.users.length,
    buyers: fold.buyers,
    evaluatedUsers: fold.evaluated.length,
    repeatShare: bought === 0 ? null : repeats / bought,
    ceiling,
  };
}

function notesOf(input: {
  folds: readonly Fold[];
  note: string | null;
  hasHeavy: boolean;
  protocol: BacktestReport["protocol"];
}): string[] {
  const notes: string[] = [];
  if (input.note !== null) notes.push(input.note);
  if (input.folds.length === 0)
    notes.push("Nobody with a history bought anything in a holdout: nothing could be measured.");
  if (input.protocol === "next-basket") {
    notes.push(
      "next-basket: the last order of each user with at least two is held out; the list is asked for as that order begins.",
    );
  } else {
    notes.push("The probabilities of a model are checked on what it lists, silent users included.");
  }
  for (const { split, evaluated, calibrated, buyers, plan } of input.folds) {
    if (evaluated.length < buyers) {
      notes.push(
        `At ${isoTime(plan.cutoffSec).slice(0, 10)} a seeded sample of ${evaluated.length} of ${buyers} buyers is measured.`,
      );
    }
    if (input.protocol === "next-30-days" && calibrated.length < split.users.length) {
      notes.push(
        `Calibration at ${isoTime(plan.cutoffSec).slice(0, 10)} rests on ${MAX_CALIBRATED_USERS} users drawn at random.`,
      );
    }
  }
  if (input.folds.length > 0 && !input.hasHeavy) {
    notes.push("No evaluated user is HEAVY: slices by quarter of the number of orders are given too.");
  }
  return notes;
}

function isoTime(sec: number): string {
  return new Date(sec * 1000).toISOString();
}
