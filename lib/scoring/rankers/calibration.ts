/**
 * A non-decreasing map from a score to a probability: linear between knots, flat outside them.
 * `score` is strictly ascending, `probability` non-decreasing in [0, 1], both of the same length >= 1.
 */
export interface Calibration {
  readonly score: Float64Array;
  readonly probability: Float64Array;
}

export function calibrated({ score, probability }: Calibration, value: number): number {
  const last = score.length - 1;
  if (!(value > score[0])) return probability[0];
  if (value >= score[last]) return probability[last];
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (score[middle] <= value) low = middle;
    else high = middle;
  }
  const share = (value - score[low]) / (score[high] - score[low]);
  return probability[low] + share * (probability[high] - probability[low]);
}
