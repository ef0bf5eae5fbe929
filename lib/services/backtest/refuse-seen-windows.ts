import { AppError } from "@/lib/domain/app-error";
import { lookedUntil, type TunedSettings } from "@/lib/training/tuning/tuned-settings";

/**
 * Throws AppError `invalid_input` when settings were tuned, on this data, on anything at or after `fromSec`: they would be
 * measured on what they were chosen by.
 */
export function refuseSeenWindows(
  tuned: readonly TunedSettings[],
  { snapshotId, fromSec }: { snapshotId: string; fromSec: number },
): void {
  for (const settings of tuned) {
    const until = lookedUntil(settings);
    if (settings.snapshotId !== snapshotId || until === null || Date.parse(until) <= fromSec * 1000) continue;
    const day = (iso: string) => iso.slice(0, 10);
    throw new AppError(
      "invalid_input",
      `The settings of ${settings.model} were tuned on data to ${day(until)}, which is measured from ${day(new Date(fromSec * 1000).toISOString())} on.`,
      { field: "settings", remedy: "Measure fewer windows, or leave the settings out." },
    );
  }
}
