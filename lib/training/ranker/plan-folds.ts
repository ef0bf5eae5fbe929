import { DAY_SEC } from "@/lib/domain/snapshot";
import { Random } from "@/lib/numeric/random";
import type { FitContext } from "./fit-context";
import { basketFolds, type TrainingFold, windowFolds } from "./training-asks";

/**
 * Windows to learn from, newest first, each with asks in a seeded order, so that the first of them are a sample. The same
 * for the same context in every thread.
 */
export function planFolds(context: FitContext): TrainingFold[] {
  const random = new Random(context.seed).fork("order of lists");
  return foldsOf(context)
    .filter((fold) => fold.asks.length > 0)
    .map((fold) => ({ ...fold, asks: random.fork(fold.contextSec).shuffle([...fold.asks]) }));
}

function foldsOf({ snapshot, cutoffSec, seed, settings, protocol }: FitContext): TrainingFold[] {
  const { maxFolds, maxUsers } = settings;
  if (protocol === "next-basket") return basketFolds(snapshot, { maxFolds, maxUsers, seed });
  // A short history gets shorter windows rather than none.
  const spanDays = (cutoffSec - snapshot.dataFromSec) / DAY_SEC;
  const horizonDays = Math.max(1, Math.min(settings.horizonDays, Math.floor(spanDays / 3)));
  const strideDays = Math.max(1, Math.round((settings.strideDays * horizonDays) / settings.horizonDays));
  return windowFolds(snapshot, cutoffSec, {
    maxFolds,
    maxUsers,
    seed,
    horizonDays,
    strideDays,
    minHistoryDays: horizonDays,
  });
}

/** How many lists of the newest window are held out, when there is no older one to train on: half, the first ones. */
export function heldLists(folds: readonly TrainingFold[]): number {
  const [newest] = folds;
  return folds.length > 1 ? newest.asks.length : Math.ceil(newest.asks.length / 2);
}
