import { quantileSorted } from "@/lib/numeric/quantile";
import { Random } from "@/lib/numeric/random";

export const BOOTSTRAP_DRAWS = 2000;

/** Rows of one fold: `customer[i]` is the resampling unit of row i, `values` row-major rows x columns (NaN = gap). */
export interface BootstrapFold {
  readonly customer: Int32Array;
  readonly values: Float64Array;
}

/** How often each draw takes each customer: draws x customers, row-major. */
export interface CustomerDraws {
  readonly draws: number;
  readonly customers: number;
  readonly count: Uint8Array;
}

/** Draws customers with replacement. Models measured on the same draws are paired. */
export function drawCustomers(input: { customers: number; draws: number; seed: number }): CustomerDraws {
  const { customers, draws } = input;
  const count = new Uint8Array(draws * customers);
  const random = new Random(input.seed).fork("bootstrap");
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < customers; i++) count[draw * customers + random.int(customers)]++;
  }
  return { draws, customers, count };
}

/** draws x columns, row-major: mean over folds of the mean over the drawn rows. NaN where nothing was drawn. */
export function bootstrapMeans(folds: readonly BootstrapFold[], columns: number, drawn: CustomerDraws): Float64Array {
  const means = new Float64Array(drawn.draws * columns);
  for (let draw = 0; draw < drawn.draws; draw++) {
    const from = draw * drawn.customers;
    means.set(
      foldMeans(folds, columns, (customer) => drawn.count[from + customer]),
      draw * columns,
    );
  }
  return means;
}

/** Mean over folds of the weighted mean over rows, by column; gaps are skipped, a fold of gaps too. */
export function foldMeans(
  folds: readonly BootstrapFold[],
  columns: number,
  weightOf: (customer: number) => number = () => 1,
): Float64Array {
  const total = new Float64Array(columns);
  const foldsWithValue = new Int32Array(columns);
  const sums = new Float64Array(columns);
  const weights = new Float64Array(columns);
  for (const { customer, values } of folds) {
    sums.fill(0);
    weights.fill(0);
    for (let row = 0; row < customer.length; row++) {
      const weight = weightOf(customer[row]);
      if (weight === 0) continue;
      const at = row * columns;
      for (let column = 0; column < columns; column++) {
        const value = values[at + column];
        if (Number.isNaN(value)) continue;
        sums[column] += weight * value;
        weights[column] += weight;
      }
    }
    for (let column = 0; column < columns; column++) {
      if (weights[column] === 0) continue;
      total[column] += sums[column] / weights[column];
      foldsWithValue[column]++;
    }
  }
  return total.map((sum, column) => (foldsWithValue[column] === 0 ? Number.NaN : sum / foldsWithValue[column]));
}

export interface Interval {
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export const NO_INTERVAL: Interval = { mean: null, low: null, high: null };

/** The 95% percentile interval of one column of draws around a mean. */
export function percentileInterval(mean: number, draws: Float64Array): Interval {
  if (Number.isNaN(mean)) return NO_INTERVAL;
  const sorted = draws.filter((value) => !Number.isNaN(value)).sort();
  return { mean, low: quantileSorted(sorted, 0.025) ?? mean, high: quantileSorted(sorted, 0.975) ?? mean };
}

/** One column of a draws x columns table. */
export function columnOf(means: Float64Array, columns: number, column: number): Float64Array {
  const draws = means.length / columns;
  return Float64Array.from({ length: draws }, (_, draw) => means[draw * columns + column]);
}
