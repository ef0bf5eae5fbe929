/**
 * Sums of gradient and Hessian per bin of every feature, interleaved: entry `2 * (offset[f] + b)` is the gradient of bin b
 * of feature f and the next one its Hessian.
 */
export interface HistogramLayout {
  /** First bin of each feature; length = features + 1. */
  readonly offset: Int32Array;
}

export function histogramLayout(cuts: readonly Float64Array[]): HistogramLayout {
  const offset = new Int32Array(cuts.length + 1);
  for (let feature = 0; feature < cuts.length; feature++)
    offset[feature + 1] = offset[feature] + cuts[feature].length + 2;
  return { offset };
}

export interface BuildHistogramInput {
  readonly columns: readonly Uint8Array[];
  readonly offset: Int32Array;
  /** Features to fill; the others keep what they hold. */
  readonly features: Int32Array;
  /** Rows of the node and their derivatives, in the same order. */
  readonly rows: Int32Array;
  readonly grad: Float64Array;
  readonly hess: Float64Array;
  readonly count: number;
  readonly out: Float64Array;
}

/**
 * Fills the histogram of a node. Four features a pass: rows and derivatives are read once for four columns, and the
 * additions to four different bins do not wait for each other (twice as fast as one column at a time).
 */
export function buildHistogram({ columns, offset, features, rows, grad, hess, count, out }: BuildHistogramInput): void {
  for (let i = 0; i < features.length; i++) out.fill(0, 2 * offset[features[i]], 2 * offset[features[i] + 1]);
  let at = 0;
  for (; at + 4 <= features.length; at += 4) {
    const [fa, fb, fc, fd] = [features[at], features[at + 1], features[at + 2], features[at + 3]];
    fillFour({
      a: columns[fa],
      b: columns[fb],
      c: columns[fc],
      d: columns[fd],
      baseA: 2 * offset[fa],
      baseB: 2 * offset[fb],
      baseC: 2 * offset[fc],
      baseD: 2 * offset[fd],
      rows,
      grad,
      hess,
      count,
      out,
    });
  }
  for (; at < features.length; at++) {
    const column = columns[features[at]];
    const base = 2 * offset[features[at]];
    for (let i = 0; i < count; i++) {
      const slot = base + (column[rows[i]] << 1);
      out[slot] += grad[i];
      out[slot + 1] += hess[i];
    }
  }
}

interface FillFourInput {
  a: Uint8Array;
  b: Uint8Array;
  c: Uint8Array;
  d: Uint8Array;
  baseA: number;
  baseB: number;
  baseC: number;
  baseD: number;
  rows: Int32Array;
  grad: Float64Array;
  hess: Float64Array;
  count: number;
  out: Float64Array;
}

function fillFour({ a, b, c, d, baseA, baseB, baseC, baseD, rows, grad, hess, count, out }: FillFourInput): void {
  for (let i = 0; i < count; i++) {
    const row = rows[i];
    const g = grad[i];
    const h = hess[i];
    let slot = baseA + (a[row] << 1);
    out[slot] += g;
    out[slot + 1] += h;
    slot = baseB + (b[row] << 1);
    out[slot] += g;
    out[slot + 1] += h;
    slot = baseC + (c[row] << 1);
    out[slot] += g;
    out[slot + 1] += h;
    slot = baseD + (d[row] << 1);
    out[slot] += g;
    out[slot + 1] += h;
  }
}

/** The sibling's histogram: `parent - child`, written into `parent` (Ke et al. 2017). */
export function subtractHistogram(parent: Float64Array, child: Float64Array): void {
  for (let i = 0; i < parent.length; i++) parent[i] -= child[i];
}
