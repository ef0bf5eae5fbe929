import { METRIC_KS, USER_METRIC_KEYS, USER_METRICS, type UserMetric } from "./metric-keys";
import { averagePrecision } from "./metrics/average-precision";
import { diversity } from "./metrics/diversity";
import { hitRate } from "./metrics/hit-rate";
import { kindPrecisionRecall } from "./metrics/kind-precision-recall";
import { ndcg } from "./metrics/ndcg";
import { novelty, selfInformationOf } from "./metrics/novelty";
import { precision } from "./metrics/precision";
import { recall } from "./metrics/recall";
import { reciprocalRank } from "./metrics/reciprocal-rank";
import { revenueRecall } from "./metrics/revenue-recall";
import { historyOf } from "./rank-users";
import type { RolledUpCustomer } from "./roll-up";
import type { GroundTruth, Split } from "./split";

/** One value a user and metric: row-major `[row * USER_METRIC_KEYS.length + key]`; NaN = no value (a gap). */
export interface MetricTable {
  readonly rows: number;
  readonly values: Float64Array;
}

/** One list to measure: what was shown to whom, what they bought, what they had bought before. */
interface Measured {
  readonly items: Int32Array;
  readonly truth: GroundTruth | null;
  readonly owned: ReadonlySet<number>;
}

/**
 * Measures the lists of the users at `positions` of the split; list i belongs to position i. A user without ground
 * truth gets a row of gaps: it is skipped by conditional averages and a miss in unconditional ones.
 */
export function measureLists(split: Split, positions: Int32Array, lists: readonly Int32Array[]): MetricTable {
  return measureAll(split, positions.length, (row) => ({
    items: lists[row],
    truth: split.truth[positions[row]],
    owned: new Set(historyOf(split, split.users[positions[row]]).item),
  }));
}

/** The same for lists of customers over all their agreements. */
export function measureRolledUp(
  split: Split,
  customers: readonly RolledUpCustomer[],
  lists: readonly Int32Array[],
): MetricTable {
  return measureAll(split, customers.length, (row) => ({
    items: lists[row],
    truth: customers[row].truth,
    owned: new Set(customers[row].members.flatMap((at) => Array.from(historyOf(split, split.users[at]).item))),
  }));
}

function measureAll(split: Split, rows: number, measuredOf: (row: number) => Measured): MetricTable {
  const width = USER_METRIC_KEYS.length;
  const values = new Float64Array(rows * width).fill(Number.NaN);
  const selfInformation = selfInformationOf(buyersPerItem(split), split.users.length);
  for (let row = 0; row < rows; row++) {
    const { items, truth, owned } = measuredOf(row);
    if (truth === null) continue;
    const measures = measureList({ items, truth, owned });
    let column = row * width;
    for (const k of METRIC_KS) {
      const kept = {
        ...measures(k),
        novelty: novelty(items, k, selfInformation),
        diversity: diversity(items, k, split.past.items.group),
      } satisfies Record<UserMetric, number | null>;
      for (const metric of USER_METRICS) values[column++] = kept[metric] ?? Number.NaN;
    }
  }
  return { rows, values };
}

function measureList({ items, truth, owned }: { items: Int32Array; truth: GroundTruth; owned: ReadonlySet<number> }) {
  const bought = new Map<number, number>();
  for (let i = 0; i < truth.items.length; i++) bought.set(truth.items[i], truth.value[i]);
  const hits = Uint8Array.from(items, (item) => (bought.has(item) ? 1 : 0));
  const value = Float64Array.from(items, (item) => bought.get(item) ?? 0);
  const isRepeat = Uint8Array.from(items, (item) => (owned.has(item) ? 1 : 0));
  const isExplore = isRepeat.map((flag) => 1 - flag);
  const relevant = truth.items.length;
  const relevantRepeat = truth.items.filter((item) => owned.has(item)).length;
  const totalValue = truth.value.reduce((sum, part) => sum + part, 0);
  return (k: number) => {
    const repeat = kindPrecisionRecall({ hits, isKind: isRepeat }, k, relevantRepeat);
    const explore = kindPrecisionRecall({ hits, isKind: isExplore }, k, relevant - relevantRepeat);
    return {
      precision: precision(hits, k),
      recall: recall(hits, k, relevant),
      ndcg: ndcg(hits, k, relevant),
      hitRate: hitRate(hits, k),
      mrr: reciprocalRank(hits, k),
      map: averagePrecision(hits, k, relevant),
      revenueRecall: revenueRecall(value, k, totalValue),
      repeatPrecision: repeat.precision,
      repeatRecall: repeat.recall,
      explorePrecision: explore.precision,
      exploreRecall: explore.recall,
    };
  };
}

/** Distinct users who bought each item before the cutoff. */
export function buyersPerItem(split: Pick<Split, "past">): Int32Array {
  const { lines } = split.past;
  const buyers = new Int32Array(lines.itemCount);
  const lastUser = new Int32Array(lines.itemCount).fill(-1);
  for (let user = 0; user < lines.userCount; user++) {
    for (let line = lines.userOffset[user]; line < lines.userOffset[user + 1]; line++) {
      const item = lines.item[line];
      if (lastUser[item] === user) continue;
      lastUser[item] = user;
      buyers[item]++;
    }
  }
  return buyers;
}

/** Positions of `split.users` that bought something in the holdout. */
export function conditionalPositions(split: Split): Int32Array {
  const positions: number[] = [];
  for (let position = 0; position < split.users.length; position++)
    if (split.truth[position] !== null) positions.push(position);
  return Int32Array.from(positions);
}
