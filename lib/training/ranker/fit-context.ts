import type { Snapshot } from "@/lib/domain/snapshot";
import type { RankerSettings } from "./ranker-settings";

/** What every task of one fit rests on. */
export interface FitContext {
  /** Every line is before `cutoffSec`. */
  readonly snapshot: Snapshot;
  readonly cutoffSec: number;
  readonly seed: number;
  readonly settings: RankerSettings;
  readonly protocol: "next-30-days" | "next-basket";
  /** Features left out, by index. */
  readonly hidden: Int32Array;
}
