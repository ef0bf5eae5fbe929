import type { BacktestReport, Metrics, ModelReport } from "@/lib/evaluation/report";

/** A small backtest report in the words of a test: two windows, three models, two segments. */
export function sampleReport(parts: Partial<BacktestReport> = {}): BacktestReport {
  return {
    schemaVersion: 2,
    protocol: "next-30-days",
    snapshotId: "snapshot",
    codeVersion: "code",
    seed: 1,
    generatedAt: "2024-06-02T00:00:00.000Z",
    windowDays: 30,
    data: { from: "2023-01-01T00:00:00.000Z", to: "2024-06-01T00:00:00.000Z", users: 9, items: 9, lines: 90 },
    cutoffs: ["2024-04-01", "2024-05-01"].map((day, at) => ({
      cutoff: `${day}T00:00:00.000Z`,
      end: `2024-0${5 + at}-01T00:00:00.000Z`,
      usersWithHistory: 9,
      buyers: 6,
      evaluatedUsers: 6 - at,
      repeatShare: 0.5,
      ceiling: { "precision@20": 0.8, "recall@20": 1 },
    })),
    users: 11,
    ceiling: { "precision@20": 0.8, "recall@20": 1 },
    baseline: "v3",
    live: "ranker",
    bootstrapDraws: 2000,
    notes: ["Nobody is HEAVY."],
    models: [
      sampleModel("popularity", { value: 0.1, difference: -0.1 }),
      sampleModel("v3", { value: 0.2, difference: null }),
      sampleModel("ranker", { value: 0.3, difference: 0.1 }),
    ],
    ...parts,
  };
}

const around = (mean: number) => ({ mean, low: mean - 0.02, high: mean + 0.02 });

function metricsAt(value: number): Metrics {
  return {
    "precision@20": around(value),
    "recall@20": around(value),
    "ndcg@20": around(value),
    "hitRate@20": around(value * 2),
    "repeatPrecision@20": around(value * 1.5),
    "explorePrecision@20": { mean: null, low: null, high: null },
    "repeatRecall@20": around(value * 2),
    "exploreRecall@20": around(value / 2),
  };
}

export function sampleModel(
  name: string,
  { value, difference }: { value: number; difference: number | null },
): ModelReport {
  const slice = (segment: string, users: number, at: number) => ({
    dimension: "segment",
    value: segment,
    users,
    metrics: metricsAt(at),
    ceiling: { "precision@20": 0.8, "recall@20": 1 },
  });
  return {
    name,
    source: "made for a test",
    params: [{}, {}],
    settingsTried: 0,
    tunedOn: null,
    metrics: metricsAt(value),
    withoutDiscover: { ...metricsAt(value * 0.9), "exploreRecall@20": { mean: 0, low: 0, high: 0 } },
    unconditional: metricsAt(value / 2),
    rollUp: null,
    shareOfCeiling: { "precision@20": around(value / 0.8) },
    byCutoff: [{ "precision@20": value }, { "precision@20": value + 0.01 }],
    byCutoffIntervals: [metricsAt(value), metricsAt(value + 0.01)],
    slices: [slice("LIGHT", 9, value), slice("HEAVY", 2, value + 0.1)],
    versusBaseline: difference === null ? null : metricsAt(difference),
    versusLive: name === "ranker" ? null : metricsAt(value - 0.3),
    calibration:
      name === "ranker" ? { count: [4, 0], predicted: [1, 0], observed: [2, 0], expectedCalibrationError: 0.25 } : null,
    calibrationErrorByCutoff: name === "ranker" ? [0.2, 0.3] : [null, null],
    tuneSeconds: 0,
    fitSeconds: 1,
    scoreSeconds: 2,
    peakMemoryMb: 30,
  };
}
