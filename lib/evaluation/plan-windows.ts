import { DAY_SEC, defaultAsOfSec, type Snapshot } from "@/lib/domain/snapshot";

export const WINDOW_DAYS = 30;
export const TEST_WINDOWS = 3;

/** History is `t < cutoffSec`, the holdout `cutoffSec <= t < endSec`. */
export interface Window {
  readonly cutoffSec: number;
  readonly endSec: number;
}

export interface WindowPlan {
  /** Oldest first, not overlapping. */
  readonly windows: readonly Window[];
  /** Why there are fewer windows than asked for; null when there are as many. */
  readonly note: string | null;
}

/**
 * The last `count` windows of 30 days, the last one ending at the midnight (UTC) after the newest line. A window
 * needs as many days of history as it is long: a list made of a few days says nothing about any model.
 * `skip` leaves out the newest windows (those before the test are for tuning).
 */
export function planWindows(
  snapshot: Pick<Snapshot, "dataFromSec" | "dataToSec">,
  { count = TEST_WINDOWS, skip = 0 }: { count?: number; skip?: number } = {},
): WindowPlan {
  const lengthSec = WINDOW_DAYS * DAY_SEC;
  const dataEndSec = defaultAsOfSec(snapshot);
  const dataStartSec = Math.floor(snapshot.dataFromSec / DAY_SEC) * DAY_SEC;
  const windows: Window[] = [];
  for (let index = skip + count; index > skip; index--) {
    const cutoffSec = dataEndSec - index * lengthSec;
    if (cutoffSec - dataStartSec >= lengthSec) windows.push({ cutoffSec, endSec: cutoffSec + lengthSec });
  }
  const spanDays = snapshot.dataToSec === 0 ? 0 : (dataEndSec - dataStartSec) / DAY_SEC;
  const note =
    windows.length === count
      ? null
      : `The data span ${spanDays} days: ${windows.length} of ${count} windows of ${WINDOW_DAYS} days have at least ${WINDOW_DAYS} days of history before them.`;
  return { windows, note };
}
