/** A sparse vector: ascending indices with their values. */
export interface SparseVector {
  readonly index: Int32Array;
  readonly value: Float64Array;
}

/** Compressed sparse rows: the entries of row r are [offset[r], offset[r + 1]), ascending by column. */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly offset: Uint32Array;
  readonly index: Int32Array;
  readonly value: Float64Array;
}

/** A vector from index -> value pairs in any order. */
export function sparseVector(entries: ReadonlyMap<number, number>): SparseVector {
  const index = new Int32Array(entries.size);
  const value = new Float64Array(entries.size);
  let at = 0;
  for (const key of entries.keys()) index[at++] = key;
  index.sort();
  for (at = 0; at < index.length; at++) value[at] = entries.get(index[at]) ?? 0;
  return { index, value };
}

/** Stacks vectors as the rows of a matrix with `columns` columns. */
export function stackRows(vectors: readonly SparseVector[], columns: number): SparseMatrix {
  const offset = new Uint32Array(vectors.length + 1);
  for (let row = 0; row < vectors.length; row++) offset[row + 1] = offset[row] + vectors[row].index.length;
  const index = new Int32Array(offset[vectors.length]);
  const value = new Float64Array(offset[vectors.length]);
  for (let row = 0; row < vectors.length; row++) {
    index.set(vectors[row].index, offset[row]);
    value.set(vectors[row].value, offset[row]);
  }
  return { rows: vectors.length, columns, offset, index, value };
}

/** Row r as views: no copy. */
export function rowOf(matrix: SparseMatrix, row: number): SparseVector {
  const from = matrix.offset[row];
  const to = matrix.offset[row + 1];
  return { index: matrix.index.subarray(from, to), value: matrix.value.subarray(from, to) };
}

/** The transpose; rows of the result are ascending too (a counting sort by column). */
export function transpose(matrix: SparseMatrix): SparseMatrix {
  const offset = new Uint32Array(matrix.columns + 1);
  for (const column of matrix.index) offset[column + 1]++;
  for (let column = 0; column < matrix.columns; column++) offset[column + 1] += offset[column];
  const next = offset.slice(0, matrix.columns);
  const index = new Int32Array(matrix.index.length);
  const value = new Float64Array(matrix.index.length);
  for (let row = 0; row < matrix.rows; row++) {
    for (let at = matrix.offset[row]; at < matrix.offset[row + 1]; at++) {
      const place = next[matrix.index[at]]++;
      index[place] = row;
      value[place] = matrix.value[at];
    }
  }
  return { rows: matrix.columns, columns: matrix.rows, offset, index, value };
}

export function dotSelf(vector: SparseVector): number {
  let sum = 0;
  for (let at = 0; at < vector.value.length; at++) sum += vector.value[at] * vector.value[at];
  return sum;
}
