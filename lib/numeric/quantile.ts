/**
 * Quantile `q` in [0, 1] of ascending values, linear between neighbours (type 7 of Hyndman & Fan, "Sample Quantiles in
 * Statistical Packages", 1996). null for no values.
 */
export function quantileSorted(sorted: ArrayLike<number>, q: number): number | null {
  if (sorted.length === 0) return null;
  const position = Math.min(1, Math.max(0, q)) * (sorted.length - 1);
  const below = Math.floor(position);
  const share = position - below;
  return share === 0 ? sorted[below] : sorted[below] + share * (sorted[below + 1] - sorted[below]);
}

/** Median of values in any order; null for none. The argument is not changed. */
export function median(values: ArrayLike<number>): number | null {
  if (values.length === 1) return values[0];
  return quantileSorted(Float64Array.from(values).sort(), 0.5);
}
