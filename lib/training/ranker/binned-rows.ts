import { type BinMapper, binFinder } from "../gbdt/bin-features";
import type { TrainingRows } from "./training-rows";

/** Candidates of several lists as bins, one column a feature. All columns are shared memory: threads read one copy. */
export interface BinnedRows {
  readonly rowCount: number;
  readonly columns: readonly Uint8Array[];
  /** 1 = bought in the holdout. */
  readonly label: Uint8Array;
  /** 1 = bought before it. */
  readonly isRepeat: Uint8Array;
  /** Rows of list q: [listOffset[q], listOffset[q + 1]). */
  readonly listOffset: Int32Array;
  /** Distinct items bought in the holdout of each list, candidates or not. */
  readonly relevant: Int32Array;
}

const sharedBytes = (length: number) => new Uint8Array(new SharedArrayBuffer(length));

/** Rows walked together: their values stay in the cache while column after column is written. */
const BLOCK = 64;

export function binRows(rows: TrainingRows, { cuts }: BinMapper): BinnedRows {
  const { values, rowCount, featureCount } = rows;
  const finders = cuts.map(binFinder);
  const columns = Array.from({ length: featureCount }, () => sharedBytes(rowCount));
  for (let from = 0; from < rowCount; from += BLOCK) {
    const to = Math.min(rowCount, from + BLOCK);
    for (let feature = 0; feature < featureCount; feature++) {
      const column = columns[feature];
      const binOf = finders[feature];
      for (let row = from, at = from * featureCount + feature; row < to; row++, at += featureCount)
        column[row] = binOf(values[at]);
    }
  }
  return {
    rowCount,
    columns,
    label: rows.label,
    isRepeat: rows.isRepeat,
    listOffset: rows.listOffset,
    relevant: rows.relevant,
  };
}

/** Lists of several parts behind each other; there is at least one part. */
export function joinBinned(parts: readonly BinnedRows[]): BinnedRows {
  const rowCount = parts.reduce((total, part) => total + part.rowCount, 0);
  const lists = parts.reduce((total, part) => total + part.relevant.length, 0);
  const joined = (pick: (part: BinnedRows) => Uint8Array) => {
    const all = sharedBytes(rowCount);
    let row = 0;
    for (const part of parts) {
      all.set(pick(part), row);
      row += part.rowCount;
    }
    return all;
  };
  const listOffset = new Int32Array(lists + 1);
  const relevant = new Int32Array(lists);
  let row = 0;
  let list = 0;
  for (const part of parts) {
    relevant.set(part.relevant, list);
    for (let i = 1; i < part.listOffset.length; i++) listOffset[list + i] = row + part.listOffset[i];
    row += part.rowCount;
    list += part.relevant.length;
  }
  return {
    rowCount,
    columns: parts[0].columns.map((_, feature) => joined((part) => part.columns[feature])),
    label: joined((part) => part.label),
    isRepeat: joined((part) => part.isRepeat),
    listOffset,
    relevant,
  };
}

/** Lists [from, to) as views. */
export function sliceLists(rows: BinnedRows, from: number, to: number): BinnedRows {
  const [first, last] = [rows.listOffset[from], rows.listOffset[to]];
  return {
    rowCount: last - first,
    columns: rows.columns.map((column) => column.subarray(first, last)),
    label: rows.label.subarray(first, last),
    isRepeat: rows.isRepeat.subarray(first, last),
    listOffset: rows.listOffset.slice(from, to + 1).map((row) => row - first),
    relevant: rows.relevant.slice(from, to),
  };
}

/** How many lists from `from` on hold at most `rowBudget` rows together; at least one where there is one. */
export function listsWithin(rows: BinnedRows, from: number, rowBudget: number): number {
  let to = from;
  while (to < rows.relevant.length && rows.listOffset[to + 1] - rows.listOffset[from] <= rowBudget) to++;
  return Math.max(to, Math.min(from + 1, rows.relevant.length)) - from;
}
