export const METRIC_KS = [5, 10, 20, 50] as const;
/** Length of a list that is kept for evaluation. */
export const LIST_LENGTH = 50;

/** Metrics with one value a user; a report key is `${name}@${k}`. */
export const USER_METRICS = [
  "precision",
  "recall",
  "ndcg",
  "hitRate",
  "mrr",
  "map",
  "revenueRecall",
  "repeatPrecision",
  "repeatRecall",
  "explorePrecision",
  "exploreRecall",
  "novelty",
  "diversity",
] as const;
export type UserMetric = (typeof USER_METRICS)[number];

/** Metrics of all lists together. */
export const SET_METRICS = ["coverage"] as const;

/** Metrics by which models are chosen and compared: these carry intervals for every slice and every cutoff. */
export const HEADLINE_METRICS = ["precision", "recall", "ndcg", "hitRate"] as const satisfies readonly UserMetric[];

/** Metrics of a list without its Discover items, beside those of the whole list. */
export const WITHOUT_DISCOVER_METRICS = [
  "precision",
  "recall",
  "ndcg",
  "repeatPrecision",
  "repeatRecall",
  "explorePrecision",
  "exploreRecall",
] as const satisfies readonly UserMetric[];

export function metricKey(metric: string, k: number): string {
  return `${metric}@${k}`;
}

/** Every per-user key, in the column order of `MetricTable`. */
export const USER_METRIC_KEYS: readonly string[] = METRIC_KS.flatMap((k) =>
  USER_METRICS.map((metric) => metricKey(metric, k)),
);
