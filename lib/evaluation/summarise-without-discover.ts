import { type BootstrapFold, bootstrapMeans, columnOf, foldMeans, percentileInterval } from "./bootstrap";
import { measureLists } from "./measure-lists";
import { METRIC_KS, metricKey, USER_METRIC_KEYS, WITHOUT_DISCOVER_METRICS } from "./metric-keys";
import type { Metrics } from "./report";
import type { EvaluationFrame } from "./summarise-model";

const KEYS: readonly string[] = METRIC_KS.flatMap((k) => WITHOUT_DISCOVER_METRICS.map((name) => metricKey(name, k)));

/**
 * Figures of the lists that hold only what each user had bought before: same scores, same users, same draws as the whole
 * lists, so that the two stand side by side. `lists[fold][row]` belongs to an evaluated user. Without Discover no
 * explore item is shown: its precision is a gap, its recall 0 wherever something new was bought.
 */
export function summariseWithoutDiscover(
  { folds, customers, drawn }: Pick<EvaluationFrame, "folds" | "customers" | "drawn">,
  lists: readonly (readonly Int32Array[])[],
): Metrics {
  const tables = folds.map(
    ({ split, evaluated }, fold): BootstrapFold => ({
      customer: customers[fold],
      values: columnsOf(measureLists(split, evaluated, lists[fold]).values),
    }),
  );
  const means = foldMeans(tables, KEYS.length);
  const draws = bootstrapMeans(tables, KEYS.length, drawn);
  return Object.fromEntries(
    KEYS.map((key, column) => [key, percentileInterval(means[column], columnOf(draws, KEYS.length, column))]),
  );
}

/** The columns of `KEYS` out of a table of every metric. */
function columnsOf(values: Float64Array): Float64Array {
  const width = USER_METRIC_KEYS.length;
  const columns = KEYS.map((key) => USER_METRIC_KEYS.indexOf(key));
  const picked = new Float64Array((values.length / width) * KEYS.length);
  for (let at = 0; at < picked.length; at++) {
    const row = Math.floor(at / KEYS.length);
    picked[at] = values[row * width + columns[at % KEYS.length]];
  }
  return picked;
}
