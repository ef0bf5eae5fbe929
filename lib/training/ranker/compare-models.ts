import { DEFAULT_SCORING_RULES } from "@/lib/domain/scoring-rules";
import type { Segment } from "@/lib/domain/segment";
import {
  BOOTSTRAP_DRAWS,
  bootstrapMeans,
  columnOf,
  drawCustomers,
  foldMeans,
  type Interval,
  percentileInterval,
} from "@/lib/evaluation/bootstrap";
import { measureLists } from "@/lib/evaluation/measure-lists";
import { USER_METRIC_KEYS } from "@/lib/evaluation/metric-keys";
import { rankUsers } from "@/lib/evaluation/rank-users";
import type { Split } from "@/lib/evaluation/split";
import type { Scorer } from "@/lib/scoring/scorer";
import { segmentsOfUsers } from "@/lib/scoring/segments-of-users";

/** What the gate looks at, in this order. */
export const COMPARED_METRICS = [
  "precision@20",
  "ndcg@20",
  "recall@20",
  "explorePrecision@20",
  "exploreRecall@20",
] as const;

export interface ComparedModels {
  readonly users: number;
  readonly metrics: Record<string, { candidate: Interval; incumbent: Interval; difference: Interval }>;
  readonly segments: { segment: Segment; users: number; difference: Interval }[];
}

/** Two models on the same users of one split, with intervals paired by customer. */
export function compareModels(
  split: Split,
  input: { candidate: Scorer; incumbent: Scorer; positions: Int32Array; seed: number },
): ComparedModels {
  const { positions } = input;
  const listsOf = (scorer: Scorer) =>
    measureLists(
      split,
      positions,
      rankUsers(scorer, split, positions).map((list) => list.items),
    );
  const [candidate, incumbent] = [listsOf(input.candidate), listsOf(input.incumbent)];
  const customer = Int32Array.from(positions, (position) => split.past.users.customer[split.users[position]]);
  const drawn = drawCustomers({
    customers: split.past.customers.customerId.length,
    draws: BOOTSTRAP_DRAWS,
    seed: input.seed,
  });
  const keys = COMPARED_METRICS.map((key) => USER_METRIC_KEYS.indexOf(key));
  const columns = 3 * keys.length;
  const width = USER_METRIC_KEYS.length;
  const table = new Float64Array(positions.length * columns);
  for (let row = 0; row < positions.length; row++) {
    for (let i = 0; i < keys.length; i++) {
      const a = candidate.values[row * width + keys[i]];
      const b = incumbent.values[row * width + keys[i]];
      table.set([a, b, a - b], row * columns + 3 * i);
    }
  }
  const intervals = (rows: Int32Array): Interval[] => {
    const values = new Float64Array(rows.length * columns);
    for (const [at, row] of rows.entries())
      values.set(table.subarray(row * columns, (row + 1) * columns), at * columns);
    const folds = [{ customer: rows.map((row) => customer[row]), values }];
    const means = foldMeans(folds, columns);
    const draws = bootstrapMeans(folds, columns, drawn);
    return Array.from(means, (mean, column) => percentileInterval(mean, columnOf(draws, columns, column)));
  };
  const all = intervals(Int32Array.from(positions.keys()));
  const segmentOf = segmentsOfUsers(split.past, DEFAULT_SCORING_RULES);
  const rowsOf = new Map<Segment, number[]>();
  for (let row = 0; row < positions.length; row++) {
    const segment = segmentOf[split.users[positions[row]]];
    rowsOf.set(segment, [...(rowsOf.get(segment) ?? []), row]);
  }
  return {
    users: positions.length,
    metrics: Object.fromEntries(
      COMPARED_METRICS.map((key, i) => [
        key,
        { candidate: all[3 * i], incumbent: all[3 * i + 1], difference: all[3 * i + 2] },
      ]),
    ),
    segments: Array.from(rowsOf, ([segment, rows]) => ({
      segment,
      users: rows.length,
      difference: intervals(Int32Array.from(rows))[2],
    })).sort((a, b) => (a.segment < b.segment ? -1 : 1)),
  };
}
