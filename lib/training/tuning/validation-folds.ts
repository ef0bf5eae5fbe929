import { DAY_SEC, defaultAsOfSec, type Snapshot } from "@/lib/domain/snapshot";
import { makeFold } from "@/lib/evaluation/fold";
import { ndcg } from "@/lib/evaluation/metrics/ndcg";
import { planWindows, TEST_WINDOWS, WINDOW_DAYS } from "@/lib/evaluation/plan-windows";
import { rankUsers } from "@/lib/evaluation/rank-users";
import type { Split } from "@/lib/evaluation/split";
import { truncateSnapshot } from "@/lib/evaluation/truncate-snapshot";
import type { ModelDefinition, ModelParams } from "../model";

/** Windows a trial is measured on: enough to tell settings from chance, few enough for many trials. */
const VALIDATION_WINDOWS = 4;
const TUNING_K = 20;

export interface ValidationFold {
  readonly split: Split;
  /** Positions of `split.users` that bought in the window, all or a seeded sample. */
  readonly evaluated: Int32Array;
}

export interface ValidationFolds {
  /** Newest first, so that a hopeless trial is seen through on the window nearest to the test. */
  readonly folds: readonly ValidationFold[];
  /** The window before those, for settings already chosen: it took no part in choosing them. null = the data has none. */
  readonly check: ValidationFold | null;
  /** Start of the first test window: nothing at or after it is looked at. */
  readonly testStartSec: number;
}

/** The windows before the test. The data of the test windows is cut off first, so that nothing here can see it. */
export function validationFolds(snapshot: Snapshot, seed: number): ValidationFolds {
  const testStartSec = defaultAsOfSec(snapshot) - TEST_WINDOWS * WINDOW_DAYS * DAY_SEC;
  const { windows } = planWindows(snapshot, { count: VALIDATION_WINDOWS + 1, skip: TEST_WINDOWS });
  const beforeTest = truncateSnapshot(snapshot, testStartSec);
  const folds = windows
    .map((window) => makeFold(beforeTest, { protocol: "next-30-days", ...window }, seed))
    .filter((fold) => fold.evaluated.length > 0)
    .reverse();
  return { folds: folds.slice(0, VALIDATION_WINDOWS), check: folds[VALIDATION_WINDOWS] ?? null, testStartSec };
}

/** nDCG@20 of each evaluated user of a fold, under the settings. */
export function foldNdcg(
  definition: ModelDefinition,
  { split, evaluated }: ValidationFold,
  { params, seed }: { params: ModelParams; seed: number },
): Float64Array {
  const { past: snapshot, cutoffSec, protocol } = split;
  const scorer = definition.fit({ snapshot, cutoffSec, seed, protocol, params });
  const lists = rankUsers(scorer, split, evaluated);
  return Float64Array.from(evaluated, (position, row) => {
    const relevant = new Set(split.truth[position]?.items);
    const hits = Uint8Array.from(lists[row].items, (item) => (relevant.has(item) ? 1 : 0));
    return ndcg(hits, TUNING_K, relevant.size);
  });
}
