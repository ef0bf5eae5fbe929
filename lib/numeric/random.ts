/**
 * Seeded pseudo-random numbers, the same on every machine. The generator is xoshiro128** (Blackman & Vigna, "Scrambled
 * linear pseudorandom number generators", 2018/2021): 128 bits of state, period 2^128 - 1. Not for secrets.
 *
 * A stream is named by its seed and the labels it was forked with, not by how much was drawn before: adding a draw in
 * one place never shifts the numbers of another.
 */
export class Random {
  readonly #key: readonly [number, number, number, number];
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  #spareNormal: number | null = null;

  constructor(seed: number | string | readonly [number, number, number, number]) {
    this.#key = typeof seed === "object" ? seed : absorb(ROOT_KEY, String(seed));
    [this.#a, this.#b, this.#c, this.#d] = this.#key;
    // The all-zero state is the one fixed point of the generator.
    if ((this.#a | this.#b | this.#c | this.#d) === 0) this.#a = 1;
  }

  /** An independent stream named by this stream's name and the label, whatever was drawn from this one. */
  fork(label: string | number): Random {
    return new Random(absorb(this.#key, String(label)));
  }

  /** 32 random bits as a whole number in [0, 2^32). */
  nextUint32(): number {
    const product = Math.imul(this.#b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result >>> 0;
  }

  /** Uniform in [0, 1), 32 bits of resolution. */
  uniform(): number {
    return this.nextUint32() / 4294967296;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** Uniform whole number in [0, bound), bound <= 2^32. */
  int(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** One element, all equally likely; the list must not be empty. */
  pick<T>(list: readonly T[]): T {
    return list[this.int(list.length)];
  }

  /** Index drawn in proportion to non-negative weights with a positive sum. */
  weighted(weights: ArrayLike<number>): number {
    let total = 0;
    for (let index = 0; index < weights.length; index++) total += weights[index];
    let left = this.uniform() * total;
    for (let index = 0; index < weights.length; index++) {
      left -= weights[index];
      if (left < 0) return index;
    }
    return weights.length - 1;
  }

  /** Shuffles in place (Fisher-Yates; Durstenfeld 1964) and returns the list. */
  shuffle<T>(list: T[]): T[] {
    for (let index = list.length - 1; index > 0; index--) {
      const other = this.int(index + 1);
      [list[index], list[other]] = [list[other], list[index]];
    }
    return list;
  }

  /** Normal deviate (polar method, Marsaglia & Bray 1964). */
  normal(mean = 0, deviation = 1): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return mean + deviation * spare;
    }
    let x: number;
    let y: number;
    let square: number;
    do {
      x = 2 * this.uniform() - 1;
      y = 2 * this.uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    this.#spareNormal = y * factor;
    return mean + deviation * x * factor;
  }

  /** exp of a normal deviate: median `median`, spread `sigma` in log units. */
  logNormal(median: number, sigma: number): number {
    return median * Math.exp(this.normal(0, sigma));
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }

  /** Gamma deviate, shape and scale > 0 (Marsaglia & Tsang 2000; mean = shape * scale). */
  gamma(shape: number, scale = 1): number {
    if (shape < 1) return this.gamma(shape + 1, scale) * (1 - this.uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      const u = 1 - this.uniform();
      if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale;
    }
  }

  /** Beta deviate, both parameters > 0. */
  beta(alpha: number, beta: number): number {
    const x = this.gamma(alpha);
    return x / (x + this.gamma(beta));
  }

  /** Poisson deviate (Knuth's product below mean 30, PTRS of Hörmann 1993 from there). */
  poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean < 30) {
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = this.uniform(); product > limit; product *= this.uniform()) count++;
      return count;
    }
    const b = 0.931 + 2.53 * Math.sqrt(mean);
    const a = -0.059 + 0.02483 * b;
    const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    const vr = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
      const u = this.uniform() - 0.5;
      const v = 1 - this.uniform();
      const us = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= vr) return k;
      if (k < 0 || (us < 0.013 && v > us)) continue;
      if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= k * Math.log(mean) - mean - logFactorial(k)) return k;
    }
  }

  /** Negative binomial as a gamma mixture of Poissons: variance = mean + mean^2 / dispersion. */
  negativeBinomial(mean: number, dispersion: number): number {
    return this.poisson(this.gamma(dispersion, mean / dispersion));
  }

  /**
   * Whole number in [1, count] with probability proportional to rank^-exponent, exponent > 0
   * (rejection-inversion, Hörmann & Derflinger 1996).
   */
  zipf(count: number, exponent: number): number {
    const high = zipfIntegral(count + 0.5, exponent);
    const low = zipfIntegral(1.5, exponent) - 1;
    const accept = 2 - zipfInverse(zipfIntegral(2.5, exponent) - 2 ** -exponent, exponent);
    for (;;) {
      const u = high + this.uniform() * (low - high);
      const x = zipfInverse(u, exponent);
      const rank = Math.min(count, Math.max(1, Math.round(x)));
      if (rank - x <= accept || u >= zipfIntegral(rank + 0.5, exponent) - rank ** -exponent) return rank;
    }
  }
}

const ROOT_KEY = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344] as const;

/** 128-bit hash of a text, started from a key (cyrb128, bryc, public domain; a MurmurHash3 relative). */
function absorb(key: readonly [number, number, number, number], label: string): [number, number, number, number] {
  let [a, b, c, d] = key;
  // The length closes the text, so that forking "ab" differs from forking "a" and then "b".
  for (let index = 0; index <= label.length; index++) {
    const code = index < label.length ? label.charCodeAt(index) : 0x10000 + label.length;
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  const all = a ^ b ^ c ^ d;
  return [all, b ^ all, c ^ all, d ^ all];
}

/** ln(k!), Stirling's series from 10 on (error below 1e-10). */
function logFactorial(k: number): number {
  if (k < 10) {
    let product = 1;
    for (let factor = 2; factor <= k; factor++) product *= factor;
    return Math.log(product);
  }
  const n = k + 1;
  return (n - 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n ** 3);
}

/** Integral of x^-exponent up to a constant; the logarithm at exponent 1. */
function zipfIntegral(x: number, exponent: number): number {
  const logX = Math.log(x);
  const t = (1 - exponent) * logX;
  return logX * (Math.abs(t) > 1e-8 ? Math.expm1(t) / t : 1 + t / 2);
}

function zipfInverse(y: number, exponent: number): number {
  const t = Math.max(-1, y * (1 - exponent));
  return Math.exp(y * (Math.abs(t) > 1e-8 ? Math.log1p(t) / t : 1 - t / 2));
}
