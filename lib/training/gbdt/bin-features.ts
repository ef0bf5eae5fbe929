import { Random } from "@/lib/numeric/random";

/**
 * Where each feature is cut. Bin 0 holds missing values (NaN); bin b >= 1 holds values v with
 * `cuts[b - 2] < v <= cuts[b - 1]`, the last bin everything above the last cut.
 */
export interface BinMapper {
  /** Ascending cuts of each feature; a feature with c cuts has c + 2 bins. */
  readonly cuts: readonly Float64Array[];
}

/** Features as small whole numbers, one column a feature. */
export interface BinnedMatrix {
  readonly rowCount: number;
  readonly columns: readonly Uint8Array[];
}

export interface FitBinsInput {
  readonly columns: readonly Float32Array[];
  readonly rowCount: number;
  /** Bins of a feature, the one for missing values included; 3 ... 255. */
  readonly maxBins: number;
  /** At most so many rows are looked at. */
  readonly sampleRows: number;
  readonly seed: number;
}

/**
 * Quantile cuts of every feature, half-way between two neighbouring values so that the same tree is found whatever the
 * spread of a gap (histogram method: Ke et al., "LightGBM", 2017, section 2.1).
 */
export function fitBins({ columns, rowCount, maxBins, sampleRows, seed }: FitBinsInput): BinMapper {
  const rows = sampleOfRows(rowCount, sampleRows, seed);
  const values = new Float32Array(rows.length);
  return {
    cuts: columns.map((column) => {
      let count = 0;
      for (let i = 0; i < rows.length; i++) {
        const value = column[rows[i]];
        if (!Number.isNaN(value)) values[count++] = value;
      }
      return cutsOf(values.slice(0, count).sort(), maxBins - 2);
    }),
  };
}

function sampleOfRows(rowCount: number, sampleRows: number, seed: number): Int32Array {
  if (rowCount <= sampleRows) return Int32Array.from({ length: rowCount }, (_, row) => row);
  const random = new Random(seed).fork("bins");
  // Selection sampling (Knuth, TAOCP 2, 3.4.2 S): ascending rows, each subset equally likely.
  const rows = new Int32Array(sampleRows);
  let taken = 0;
  for (let row = 0; taken < sampleRows; row++) {
    if ((rowCount - row) * random.uniform() < sampleRows - taken) rows[taken++] = row;
  }
  return rows;
}

/** At most `maxCuts` cuts through ascending values, as even in rows as equal values allow. */
function cutsOf(sorted: Float32Array, maxCuts: number): Float64Array {
  const distinct: number[] = [];
  const upTo: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) {
      distinct.push(sorted[i]);
      upTo.push(i + 1);
    } else upTo[upTo.length - 1] = i + 1;
  }
  const cuts: number[] = [];
  const middle = (index: number) => finiteMiddle(distinct[index], distinct[index + 1]);
  if (distinct.length - 1 <= maxCuts) {
    for (let index = 0; index + 1 < distinct.length; index++) cuts.push(middle(index));
    return Float64Array.from(cuts);
  }
  // Greedy: a bin is closed once it holds its share of the rows that are left, so a value that fills many bins by
  // itself leaves finer bins for the others.
  let closedRows = 0;
  for (let index = 0; index + 1 < distinct.length && cuts.length < maxCuts; index++) {
    const share = (sorted.length - closedRows) / (maxCuts + 1 - cuts.length);
    const inBin = upTo[index] - closedRows;
    const nextInBin = upTo[index + 1] - closedRows;
    // Close where the count is nearest to the share.
    if (inBin >= share || (nextInBin > share && share - inBin < nextInBin - share)) {
      cuts.push(middle(index));
      closedRows = upTo[index];
    }
  }
  return Float64Array.from(cuts);
}

/** Half-way between two ascending values, also when one is infinite. */
function finiteMiddle(low: number, high: number): number {
  if (low === Number.NEGATIVE_INFINITY) return high === Number.POSITIVE_INFINITY ? 0 : -Number.MAX_VALUE;
  if (high === Number.POSITIVE_INFINITY) return Number.MAX_VALUE;
  return (low + high) / 2;
}

/** The bin of one value. */
export function binOf(cuts: Float64Array, value: number): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value > cuts[middle]) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** `binOf` for many values of one feature: as many steps for every value, none of them a branch to guess wrong. */
export function binFinder(cuts: Float64Array): (value: number) => number {
  let half = 1;
  while (2 * half <= cuts.length) half *= 2;
  const padded = new Float64Array(2 * half).fill(Number.POSITIVE_INFINITY);
  padded.set(cuts);
  return (value) => {
    if (Number.isNaN(value)) return 0;
    let below = 0;
    for (let step = half; step > 0; step >>= 1) below += value > padded[below + step - 1] ? step : 0;
    return below + 1;
  };
}

/** Bins every value; the columns are shareable between threads. */
export function binMatrix(mapper: BinMapper, columns: readonly Float32Array[], rowCount: number): BinnedMatrix {
  return {
    rowCount,
    columns: columns.map((column, feature) => {
      const bins = new Uint8Array(new SharedArrayBuffer(rowCount));
      const find = binFinder(mapper.cuts[feature]);
      for (let row = 0; row < rowCount; row++) bins[row] = find(column[row]);
      return bins;
    }),
  };
}
