import type { Random } from "@/lib/numeric/random";

/** A density on [0, 1]: equal parts of truncated normal kernels. */
export interface KernelDensity {
  readonly centre: Float64Array;
  readonly width: Float64Array;
}

/**
 * The adaptive Parzen estimator of Bergstra et al. (NIPS 2011, section 4.2): a kernel on every observation as wide as its
 * farther neighbour is away, within limits, and one wide kernel in the middle for the even prior.
 */
export function fitKernels(observed: readonly number[]): KernelDensity {
  const centre = Float64Array.from([...observed, 0.5]).sort();
  const prior = centre.indexOf(0.5);
  const narrowest = 1 / Math.min(100, centre.length);
  const width = centre.map((at, i) => {
    if (i === prior) return 1;
    const left = i === 0 ? 0 : at - centre[i - 1];
    const right = i === centre.length - 1 ? 0 : centre[i + 1] - at;
    return Math.min(1, Math.max(narrowest, left, right));
  });
  return { centre, width };
}

export function drawFromKernels({ centre, width }: KernelDensity, random: Random): number {
  const kernel = random.int(centre.length);
  for (;;) {
    // A kernel has at least a third of its mass within the interval, so this ends soon.
    const unit = random.normal(centre[kernel], width[kernel]);
    if (unit >= 0 && unit <= 1) return unit;
  }
}

export function logDensity({ centre, width }: KernelDensity, unit: number): number {
  let sum = 0;
  for (let kernel = 0; kernel < centre.length; kernel++) {
    const place = (at: number) => (at - centre[kernel]) / width[kernel];
    const inside = normalShareBelow(place(1)) - normalShareBelow(place(0));
    sum += Math.exp(-0.5 * place(unit) ** 2) / (width[kernel] * inside * Math.sqrt(2 * Math.PI));
  }
  return Math.log(sum / centre.length);
}

/** Normal distribution function, error below 1.5e-7 (Abramowitz & Stegun 1964, 7.1.26). */
export function normalShareBelow(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * series * Math.exp(-x * x);
  return z < 0 ? tail : 1 - tail;
}
