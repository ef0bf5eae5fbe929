/** Ten bins of equal width over predicted probability. */
export const CALIBRATION_BINS = 10;

export interface CalibrationBins {
  readonly count: number[];
  /** Sums over the pairs of a bin: of the predicted probabilities, and of what came true (0 or 1). */
  readonly predicted: number[];
  readonly observed: number[];
}

export function emptyBins(): CalibrationBins {
  const zeros = () => new Array<number>(CALIBRATION_BINS).fill(0);
  return { count: zeros(), predicted: zeros(), observed: zeros() };
}

export function addToBins(bins: CalibrationBins, probability: number, cameTrue: boolean): void {
  const bin = Math.min(CALIBRATION_BINS - 1, Math.max(0, Math.floor(probability * CALIBRATION_BINS)));
  bins.count[bin]++;
  bins.predicted[bin] += probability;
  if (cameTrue) bins.observed[bin]++;
}

export function mergeBins(all: readonly CalibrationBins[]): CalibrationBins {
  const merged = emptyBins();
  for (const bins of all) {
    for (let bin = 0; bin < CALIBRATION_BINS; bin++) {
      merged.count[bin] += bins.count[bin];
      merged.predicted[bin] += bins.predicted[bin];
      merged.observed[bin] += bins.observed[bin];
    }
  }
  return merged;
}

/**
 * Expected calibration error: mean over pairs of |mean predicted - observed share| of their bin (Naeini et al. 2015).
 * null without a pair.
 */
export function expectedCalibrationError(bins: CalibrationBins): number | null {
  let total = 0;
  let error = 0;
  for (let bin = 0; bin < CALIBRATION_BINS; bin++) {
    total += bins.count[bin];
    error += Math.abs(bins.predicted[bin] - bins.observed[bin]);
  }
  return total === 0 ? null : error / total;
}
