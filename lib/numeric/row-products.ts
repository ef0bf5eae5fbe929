/**
 * Products of rows that wait for no sum: an addition must end before the next one to the same sum begins, so that four
 * sums side by side are several times as fast as one.
 */

/** Dot product of `vector` with the entries of `matrix` from `from` on. */
export function rowDot(matrix: Float64Array | Float32Array, from: number, vector: Float64Array): number {
  const length = vector.length;
  const whole = length - (length % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let at = 0; at < whole; at += 4) {
    a += matrix[from + at] * vector[at];
    b += matrix[from + at + 1] * vector[at + 1];
    c += matrix[from + at + 2] * vector[at + 2];
    d += matrix[from + at + 3] * vector[at + 3];
  }
  for (let at = whole; at < length; at++) a += matrix[from + at] * vector[at];
  return a + b + (c + d);
}

/** out = matrix x vector; the matrix is square, as wide as the vector is long, row-major. */
export function timesVector(matrix: Float64Array, vector: Float64Array, out: Float64Array): void {
  const size = vector.length;
  const whole = size - (size % 4);
  for (let row = 0; row < whole; row += 4) {
    const r0 = row * size;
    const r1 = r0 + size;
    const r2 = r1 + size;
    const r3 = r2 + size;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let column = 0; column < size; column++) {
      const value = vector[column];
      a += matrix[r0 + column] * value;
      b += matrix[r1 + column] * value;
      c += matrix[r2 + column] * value;
      d += matrix[r3 + column] * value;
    }
    out[row] = a;
    out[row + 1] = b;
    out[row + 2] = c;
    out[row + 3] = d;
  }
  for (let row = whole; row < size; row++) out[row] = rowDot(matrix, row * size, vector);
}

/** Dot products of `vector` with chosen rows of a matrix as wide: each summed from first to last, four of them side by side. */
export function rowDots(matrix: Float64Array | Float32Array, rows: Int32Array, vector: Float64Array): Float64Array {
  const width = vector.length;
  const out = new Float64Array(rows.length);
  const last = rows.length - 1;
  for (let at = 0; at <= last; at += 4) {
    // Beyond the end the last row is taken again.
    const r0 = rows[at] * width;
    const r1 = rows[Math.min(at + 1, last)] * width;
    const r2 = rows[Math.min(at + 2, last)] * width;
    const r3 = rows[Math.min(at + 3, last)] * width;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let column = 0; column < width; column++) {
      const value = vector[column];
      a += value * matrix[r0 + column];
      b += value * matrix[r1 + column];
      c += value * matrix[r2 + column];
      d += value * matrix[r3 + column];
    }
    // What is written beyond the end of a typed array is dropped.
    out[at] = a;
    out[at + 1] = b;
    out[at + 2] = c;
    out[at + 3] = d;
  }
  return out;
}
