/** Rows handled together: a block's rows stay in the cache while the other rows stream by. */
const BLOCK = 32;
const TILE = 4;

/**
 * Inverse of a symmetric positive definite matrix (row-major n x n; only the lower triangle is read). Cholesky
 * A = L L', then U = (L^-1)', then A^-1 = U U'; every step is a dot product of two contiguous rows, done for 4 x 4 rows
 * at a time (Golub & Van Loan, "Matrix Computations", section 4.2). About n^3 / 2 multiplications.
 * Throws RangeError where the matrix is not positive definite.
 */
export function invertSymmetric(matrix: Float64Array, n: number): Float64Array {
  // Padded with the identity to whole tiles, so that no loop below has an edge.
  const size = Math.ceil(n / TILE) * TILE;
  const lower = new Float64Array(size * size);
  for (let row = 0; row < n; row++) lower.set(matrix.subarray(row * n, row * n + n), row * size);
  for (let row = n; row < size; row++) lower[row * size + row] = 1;

  factor(lower, size);
  const upper = invertTransposed(lower, size);
  multiplyByTranspose(upper, lower, size);

  const inverse = new Float64Array(n * n);
  for (let row = 0; row < n; row++) inverse.set(lower.subarray(row * size, row * size + n), row * n);
  return inverse;
}

/** Cholesky: the lower triangle of `a` becomes L. */
function factor(a: Float64Array, n: number): void {
  for (let block = 0; block < n; block += BLOCK) {
    const blockEnd = Math.min(n, block + BLOCK);
    for (let j0 = 0; j0 < blockEnd; j0 += TILE) {
      for (let i0 = Math.max(block, j0); i0 < blockEnd; i0 += TILE) {
        tileDots({ left: a, leftRow: i0, right: a, rightRow: j0, n, from: 0, to: j0 });
        for (let i = i0; i < i0 + TILE; i++) {
          for (let j = j0; j < j0 + TILE && j <= i; j++) {
            let sum = a[i * n + j] - dots[(i - i0) * TILE + j - j0];
            for (let k = j0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
            if (i > j) a[i * n + j] = sum / a[j * n + j];
            else if (sum > 0) a[i * n + i] = Math.sqrt(sum);
            else throw new RangeError(`Not positive definite at row ${i}`);
          }
        }
      }
    }
  }
}

/** U = (L^-1)': row j of U is column j of L^-1, zero left of the diagonal. */
function invertTransposed(lower: Float64Array, n: number): Float64Array {
  const upper = new Float64Array(n * n);
  for (let block = 0; block < n; block += BLOCK) {
    const blockEnd = Math.min(n, block + BLOCK);
    for (let i0 = block; i0 < n; i0 += TILE) {
      for (let j0 = block; j0 < blockEnd && j0 <= i0; j0 += TILE) {
        tileDots({ left: lower, leftRow: i0, right: upper, rightRow: j0, n, from: j0, to: i0 });
        for (let j = j0; j < j0 + TILE; j++) {
          for (let i = Math.max(i0, j); i < i0 + TILE; i++) {
            let sum = i === j ? -1 : dots[(i - i0) * TILE + j - j0];
            for (let k = i0; k < i; k++) sum += lower[i * n + k] * upper[j * n + k];
            upper[j * n + i] = -sum / lower[i * n + i];
          }
        }
      }
    }
  }
  return upper;
}

/** out = U U', both triangles. */
function multiplyByTranspose(upper: Float64Array, out: Float64Array, n: number): void {
  for (let block = 0; block < n; block += BLOCK) {
    const blockEnd = Math.min(n, block + BLOCK);
    for (let j0 = block; j0 < n; j0 += TILE) {
      for (let i0 = block; i0 < blockEnd && i0 <= j0; i0 += TILE) {
        tileDots({ left: upper, leftRow: i0, right: upper, rightRow: j0, n, from: j0, to: n });
        for (let i = i0; i < i0 + TILE; i++) {
          for (let j = j0; j < j0 + TILE; j++) {
            out[i * n + j] = dots[(i - i0) * TILE + j - j0];
            out[j * n + i] = out[i * n + j];
          }
        }
      }
    }
  }
}

interface TileInput {
  readonly left: Float64Array;
  readonly leftRow: number;
  readonly right: Float64Array;
  readonly rightRow: number;
  readonly n: number;
  /** Columns [from, to) of the rows are multiplied; the sums are 0 for an empty span. */
  readonly from: number;
  readonly to: number;
}

/** Result of `tileDots`: 4 x 4, row-major. */
const dots = new Float64Array(TILE * TILE);

/** Dot products of rows leftRow..+3 with rows rightRow..+3; sixteen sums live in registers. */
function tileDots({ left, leftRow, right, rightRow, n, from, to }: TileInput): void {
  const a0 = leftRow * n;
  const a1 = a0 + n;
  const a2 = a1 + n;
  const a3 = a2 + n;
  const b0 = rightRow * n;
  const b1 = b0 + n;
  const b2 = b1 + n;
  const b3 = b2 + n;
  // Two rows of the left at a time: eight sums and six loads fit the sixteen registers of a CPU.
  for (let half = 0; half < 2; half++) {
    const x = half === 0 ? a0 : a2;
    const y = half === 0 ? a1 : a3;
    let x0 = 0;
    let x1 = 0;
    let x2 = 0;
    let x3 = 0;
    let y0 = 0;
    let y1 = 0;
    let y2 = 0;
    let y3 = 0;
    for (let column = from; column < to; column++) {
      const p = left[x + column];
      const q = left[y + column];
      const r0 = right[b0 + column];
      const r1 = right[b1 + column];
      const r2 = right[b2 + column];
      const r3 = right[b3 + column];
      x0 += p * r0;
      x1 += p * r1;
      x2 += p * r2;
      x3 += p * r3;
      y0 += q * r0;
      y1 += q * r1;
      y2 += q * r2;
      y3 += q * r3;
    }
    const at = half * 2 * TILE;
    dots[at] = x0;
    dots[at + 1] = x1;
    dots[at + 2] = x2;
    dots[at + 3] = x3;
    dots[at + 4] = y0;
    dots[at + 5] = y1;
    dots[at + 6] = y2;
    dots[at + 7] = y3;
  }
}
