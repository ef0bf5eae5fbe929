import type { Snapshot } from "@/lib/domain/snapshot";
import { Random } from "@/lib/numeric/random";
import { conditionalPositions } from "./measure-lists";
import { planWindows, TEST_WINDOWS } from "./plan-windows";
import { type RolledUpCustomer, rollUpCustomers } from "./roll-up";
import { samplePositions } from "./sample-positions";
import { type Protocol, type Split, splitAtWindow, splitLastBasket } from "./split";

/** Bounds of the work on large data: users measured, and users whose probabilities are checked, in a fold. */
export const MAX_EVALUATED_USERS = 10_000;
export const MAX_CALIBRATED_USERS = 5_000;

/** A fold by its instants alone: what a worker needs to cut the same split from the same snapshot. */
export interface FoldPlan {
  readonly protocol: Protocol;
  readonly cutoffSec: number;
  readonly endSec: number;
}

export interface Fold {
  readonly plan: FoldPlan;
  readonly split: Split;
  /** Positions of `split.users` that are measured: buyers in the holdout, all or a seeded sample. */
  readonly evaluated: Int32Array;
  /** Positions whose probabilities are checked, silent users among them. */
  readonly calibrated: Int32Array;
  /** The customers of the evaluated users; null where each has one agreement only. */
  readonly rollUp: readonly RolledUpCustomer[] | null;
  /** Buyers in the holdout, before sampling. */
  readonly buyers: number;
}

export interface FoldPlans {
  readonly plans: readonly FoldPlan[];
  readonly note: string | null;
}

/** The folds of a protocol. `next-basket` has one, whatever `windows` says. */
export function planFolds(snapshot: Snapshot, protocol: Protocol, windows: number = TEST_WINDOWS): FoldPlans {
  if (protocol === "next-basket") {
    const plan = { protocol, cutoffSec: snapshot.dataToSec + 1, endSec: snapshot.dataToSec + 1 };
    return { plans: snapshot.lines.item.length === 0 ? [] : [plan], note: null };
  }
  const { windows: planned, note } = planWindows(snapshot, { count: windows });
  return { plans: planned.map((window) => ({ protocol, ...window })), note };
}

export function makeFold(snapshot: Snapshot, plan: FoldPlan, seed: number): Fold {
  const split = plan.protocol === "next-basket" ? splitLastBasket(snapshot) : splitAtWindow(snapshot, plan);
  const buyers = conditionalPositions(split);
  const random = new Random(seed).fork(`fold ${plan.cutoffSec}`);
  const everyone = Int32Array.from(split.users.keys());
  const evaluated = samplePositions(buyers, MAX_EVALUATED_USERS, random.fork("evaluated"));
  return {
    plan,
    split,
    evaluated,
    rollUp: rollUpCustomers(split, evaluated),
    calibrated: samplePositions(everyone, MAX_CALIBRATED_USERS, random.fork("calibrated")),
    buyers: buyers.length,
  };
}
