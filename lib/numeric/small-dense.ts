/** Lower Cholesky factor of a symmetric positive definite matrix (size x size, row-major), in place; the upper part is zeroed. */
export function choleskyInPlace(matrix: Float64Array, size: number): void {
  for (let j = 0; j < size; j++) {
    const rowJ = j * size;
    for (let i = j; i < size; i++) {
      const rowI = i * size;
      let sum = matrix[rowI + j];
      for (let k = 0; k < j; k++) sum -= matrix[rowI + k] * matrix[rowJ + k];
      // Directions lost to rounding get a tiny pivot instead of a root of a negative number.
      if (i === j) matrix[rowJ + j] = Math.sqrt(Math.max(sum, 1e-12));
      else matrix[rowI + j] = sum / matrix[rowJ + j];
    }
    matrix.fill(0, rowJ + j + 1, rowJ + size);
  }
}

/** x with L x = b, in place; L is lower triangular (size x size, row-major). */
export function solveLower(lower: Float64Array, size: number, b: Float64Array, at = 0): void {
  for (let i = 0; i < size; i++) {
    let sum = b[at + i];
    for (let k = 0; k < i; k++) sum -= lower[i * size + k] * b[at + k];
    b[at + i] = sum / lower[i * size + i];
  }
}

/** x with L' x = b, in place. */
export function solveLowerTransposed(lower: Float64Array, size: number, b: Float64Array, at = 0): void {
  for (let i = size - 1; i >= 0; i--) {
    const x = b[at + i] / lower[i * size + i];
    b[at + i] = x;
    for (let k = 0; k < i; k++) b[at + k] -= lower[i * size + k] * x;
  }
}

/** Sum over rows of outer products: rows' x rows, as a full symmetric matrix (width x width, row-major). */
export function gram(rows: Float64Array, rowCount: number, width: number): Float64Array {
  const out = new Float64Array(width * width);
  for (let row = 0; row < rowCount; row++) {
    const from = row * width;
    for (let i = 0; i < width; i++) {
      const held = rows[from + i];
      if (held === 0) continue;
      const at = i * width;
      for (let j = 0; j <= i; j++) out[at + j] += held * rows[from + j];
    }
  }
  for (let i = 0; i < width; i++) for (let j = i + 1; j < width; j++) out[i * width + j] = out[j * width + i];
  return out;
}
