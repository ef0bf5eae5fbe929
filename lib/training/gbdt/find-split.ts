export interface SplitRules {
  readonly lambdaL2: number;
  /** Least sum of Hessians on each side. */
  readonly minChildWeight: number;
  /** Least rows on each side, estimated from the Hessian's share as LightGBM does. */
  readonly minChildRows: number;
  readonly minGain: number;
}

/** A cut of one node: bins 1 ... `bin` go left, and bin 0 (missing) where `missingLeft` says. */
export interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly gain: number;
  readonly leftGrad: number;
  readonly leftHess: number;
}

export interface FindSplitInput {
  readonly histogram: Float64Array;
  readonly offset: Int32Array;
  readonly features: Int32Array;
  readonly grad: number;
  readonly hess: number;
  readonly rows: number;
  readonly rules: SplitRules;
  /** -1, 0 or 1 for each feature: the score may only fall, is free, or may only rise with it; null = all free. */
  readonly monotone: Int8Array | null;
}

/**
 * The cut with the largest gain G_l^2 / (H_l + lambda) + G_r^2 / (H_r + lambda) - G^2 / (H + lambda) (Chen & Guestrin,
 * "XGBoost", 2016, equation 7); missing values are tried on both sides. Equal gains: the first feature, the lowest bin.
 */
export function findSplit({
  histogram,
  offset,
  features,
  grad,
  hess,
  rows,
  rules,
  monotone,
}: FindSplitInput): Split | null {
  const { lambdaL2, minChildWeight, minChildRows, minGain } = rules;
  const parent = (grad * grad) / (hess + lambdaL2);
  const minHess = Math.max(minChildWeight, (minChildRows * hess) / rows);
  let best: Split | null = null;
  let bestGain = minGain;
  for (let i = 0; i < features.length; i++) {
    const feature = features[i];
    const first = offset[feature];
    const bins = offset[feature + 1] - first;
    const missingGrad = histogram[2 * first];
    const missingHess = histogram[2 * first + 1];
    const direction = monotone === null ? 0 : monotone[feature];
    const sides = missingHess > 1e-12 || missingGrad !== 0 ? 2 : 1;
    for (let side = 0; side < sides; side++) {
      let leftGrad = side === 0 ? 0 : missingGrad;
      let leftHess = side === 0 ? 0 : missingHess;
      // The last bin on the left leaves only missing values for the right: a cut on missingness, found at side 0 only.
      const lastBin = side === 0 && sides === 2 ? bins - 1 : bins - 2;
      for (let bin = 1; bin <= lastBin; bin++) {
        leftGrad += histogram[2 * (first + bin)];
        leftHess += histogram[2 * (first + bin) + 1];
        if (leftHess < minHess) continue;
        const rightHess = hess - leftHess;
        if (rightHess < minHess) break;
        const rightGrad = grad - leftGrad;
        const gain =
          (leftGrad * leftGrad) / (leftHess + lambdaL2) + (rightGrad * rightGrad) / (rightHess + lambdaL2) - parent;
        if (!(gain > bestGain)) continue;
        if (direction !== 0 && direction * (leftGrad / (leftHess + lambdaL2) - rightGrad / (rightHess + lambdaL2)) < 0)
          continue;
        bestGain = gain;
        best = { feature, bin, missingLeft: side === 1, gain, leftGrad, leftHess };
      }
    }
  }
  return best;
}
