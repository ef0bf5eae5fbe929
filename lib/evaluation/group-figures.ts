import {
  bootstrapMeans,
  type CustomerDraws,
  columnOf,
  foldMeans,
  type Interval,
  NO_INTERVAL,
  percentileInterval,
} from "./bootstrap";

/** One window of a report: columns with a row for each measured user. */
export interface GroupedWindow {
  /** The resampling unit of each row. */
  readonly customer: Int32Array;
  readonly group: readonly string[];
  /** The figure of the model that is asked about; NaN = no figure. */
  readonly value: Float64Array;
  /** What an oracle gets; NaN = nothing to get. */
  readonly ceiling: Float64Array;
  /** The same figure of other models. */
  readonly others: readonly Float64Array[];
}

export interface GroupFigure {
  /** Measured users, each counted once a window. */
  readonly users: number;
  readonly figure: Interval;
  readonly ceiling: number | null;
  /** In the order of `others`. */
  readonly others: readonly (number | null)[];
}

export interface GroupFigures extends GroupFigure {
  readonly group: string;
  /** One a window, oldest first; null where the group has nobody. */
  readonly windows: readonly (GroupFigure | null)[];
}

/**
 * Means of each group over the windows and in each of them, with the 95% interval of a bootstrap over customers: the same counting
 * as the slices of a report, for groups that a report does not know. With `isShare`, every figure is divided by the group's ceiling.
 */
export function groupFigures(
  windows: readonly GroupedWindow[],
  { drawn, isShare }: { drawn: CustomerDraws; isShare: boolean },
): GroupFigures[] {
  const groups = [...new Set(windows.flatMap(({ group }) => group))].sort();
  return groups.map((group): GroupFigures => {
    const parts = windows.map((window) => rowsOf(window, group));
    const figures = parts.map((part) => (part.customer.length === 0 ? null : figureOf([part], drawn, isShare)));
    return {
      group,
      ...figureOf(
        parts.filter((part) => part.customer.length > 0),
        drawn,
        isShare,
      ),
      windows: figures,
    };
  });
}

interface Part {
  readonly customer: Int32Array;
  /** Rows x (value, ceiling, others), row-major. */
  readonly values: Float64Array;
  readonly columns: number;
}

function rowsOf({ customer, group, value, ceiling, others }: GroupedWindow, wanted: string): Part {
  const rows = [...group.keys()].filter((row) => group[row] === wanted);
  const columns = 2 + others.length;
  return {
    columns,
    customer: Int32Array.from(rows, (row) => customer[row]),
    values: Float64Array.from(rows.flatMap((row) => [value[row], ceiling[row], ...others.map((other) => other[row])])),
  };
}

function figureOf(parts: readonly Part[], drawn: CustomerDraws, isShare: boolean): GroupFigure {
  const users = parts.reduce((sum, { customer }) => sum + customer.length, 0);
  if (parts.length === 0) return { users, figure: NO_INTERVAL, ceiling: null, others: [] };
  const { columns } = parts[0];
  const means = foldMeans(parts, columns);
  const draws = columnOf(bootstrapMeans(onlyValues(parts), 1, drawn), 1, 0);
  const numberOr = (value: number) => (Number.isNaN(value) ? null : value);
  const top = numberOr(means[1]);
  const over = (value: number | null) => {
    if (!isShare || value === null) return value;
    return top === null || top === 0 ? null : value / top;
  };
  const { mean, low, high } = percentileInterval(means[0], draws);
  return {
    users,
    figure: { mean: over(mean), low: over(low), high: over(high) },
    ceiling: isShare ? 1 : top,
    others: Array.from(means.subarray(2), (value) => over(numberOr(value))),
  };
}

/** Only the figure that is drawn with an interval is resampled. */
function onlyValues(parts: readonly Part[]) {
  return parts.map(({ customer, values, columns }) => ({
    customer,
    values: Float64Array.from(customer, (_, row) => values[row * columns]),
  }));
}
