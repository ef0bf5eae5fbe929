import { DAY_SEC, type Snapshot } from "@/lib/domain/snapshot";
import { conditionalPositions } from "@/lib/evaluation/measure-lists";
import { ndcg } from "@/lib/evaluation/metrics/ndcg";
import { WINDOW_DAYS } from "@/lib/evaluation/plan-windows";
import { rankUsers } from "@/lib/evaluation/rank-users";
import { samplePositions } from "@/lib/evaluation/sample-positions";
import { type Protocol, type Split, splitAtWindow, splitLastBasket } from "@/lib/evaluation/split";
import { Random } from "@/lib/numeric/random";
import type { ModelDefinition, ModelParams } from "./model";

/** Users that decide between settings: enough to tell good from bad, few enough to be quick on any data. */
const TUNING_USERS = 500;
const MIN_TUNING_USERS = 30;
const TUNING_K = 20;

export interface ChosenParams {
  readonly params: ModelParams;
  /** Settings compared; 0 = the published ones stand, for want of a grid or of earlier data. */
  readonly tried: number;
}

/**
 * Settings for a fit at `cutoffSec`, chosen by nDCG@20 on the holdout just before it (the last 30 days of the past, or
 * each user's last basket of the past). Uses nothing at or after the cutoff. Ties keep the earlier setting,
 * the published one first.
 */
export function chooseParams(
  definition: ModelDefinition,
  input: { snapshot: Snapshot; cutoffSec: number; seed: number; protocol: Protocol },
): ChosenParams {
  const published = { params: definition.params, tried: 0 };
  if (definition.grid === undefined) return published;
  const split = tuningSplit(input);
  if (split === null) return published;
  const positions = samplePositions(conditionalPositions(split), TUNING_USERS, new Random(input.seed).fork("tuning"));
  if (positions.length < MIN_TUNING_USERS) return published;
  let best = published.params;
  let bestScore = Number.NEGATIVE_INFINITY;
  const candidates = [definition.params, ...definition.grid.map((part) => ({ ...definition.params, ...part }))];
  for (const params of candidates as ModelParams[]) {
    const scorer = definition.fit({
      snapshot: split.past,
      cutoffSec: split.cutoffSec,
      seed: input.seed,
      params: { ...params, ...definition.tuneWith } as ModelParams,
    });
    const lists = rankUsers(scorer, split, positions);
    const score = meanNdcg(
      split,
      positions,
      lists.map((list) => list.items),
    );
    if (score <= bestScore) continue;
    bestScore = score;
    best = params;
  }
  return { params: best, tried: candidates.length };
}

function tuningSplit(input: { snapshot: Snapshot; cutoffSec: number; protocol: Protocol }): Split | null {
  const { snapshot, cutoffSec } = input;
  if (input.protocol === "next-basket") return splitLastBasket(snapshot);
  const startSec = cutoffSec - WINDOW_DAYS * DAY_SEC;
  if (startSec - snapshot.dataFromSec < WINDOW_DAYS * DAY_SEC) return null;
  return splitAtWindow(snapshot, { cutoffSec: startSec, endSec: cutoffSec });
}

function meanNdcg(split: Split, positions: Int32Array, lists: readonly Int32Array[]): number {
  let sum = 0;
  for (let row = 0; row < positions.length; row++) {
    const relevant = new Set(split.truth[positions[row]]?.items);
    const hits = Uint8Array.from(lists[row], (item) => (relevant.has(item) ? 1 : 0));
    sum += ndcg(hits, TUNING_K, relevant.size);
  }
  return sum / positions.length;
}
