import type { Interval } from "./bootstrap";
import type { CalibrationBins } from "./calibration";
import type { Protocol } from "./split";

/** Metrics by key (`precision@20` ...). */
export type Metrics = Readonly<Record<string, Interval>>;

export interface SliceReport {
  readonly dimension: string;
  readonly value: string;
  /** Evaluated users, summed over folds. */
  readonly users: number;
  /** Headline metrics only. */
  readonly metrics: Metrics;
  readonly ceiling: Readonly<Record<string, number | null>>;
}

export interface CutoffReport {
  readonly cutoff: string;
  readonly end: string;
  /** Users with history, buyers among them, and those measured. */
  readonly usersWithHistory: number;
  readonly buyers: number;
  readonly evaluatedUsers: number;
  /** Share of what was bought that the user had bought before; null without a purchase. */
  readonly repeatShare: number | null;
  /** What an oracle gets at this cutoff: `precision@k`, `recall@k`. */
  readonly ceiling: Readonly<Record<string, number | null>>;
}

export interface ModelReport {
  readonly name: string;
  readonly source: string;
  /** Settings at each cutoff, and how many were compared on earlier data to find them. */
  readonly params: readonly Readonly<Record<string, unknown>>[];
  readonly settingsTried: number;
  /** The search whose settings were used at every cutoff, and the windows it looked at; null = `settingsTried` says. */
  readonly tunedOn: {
    readonly snapshotId: string;
    readonly windows: readonly { readonly cutoff: string; readonly end: string }[];
    readonly trials: number;
  } | null;
  /** Over users who bought in the window. */
  readonly metrics: Metrics;
  /**
   * The same users, had they been shown only products they bought before, full length from those: precision, recall,
   * nDCG, repeat and explore at each k.
   */
  readonly withoutDiscover: Metrics;
  /** Over all users with history: silence is a miss. */
  readonly unconditional: Metrics;
  /** Headline metrics over customers with all their agreements (best score a product); null where each has one. */
  readonly rollUp: { readonly customers: number; readonly metrics: Metrics } | null;
  /** Precision over its ceiling, by k. */
  readonly shareOfCeiling: Metrics;
  /** Means at each cutoff, oldest first. */
  readonly byCutoff: readonly Readonly<Record<string, number | null>>[];
  /** Headline metrics at each cutoff with the interval of that cutoff alone, oldest first. */
  readonly byCutoffIntervals: readonly Metrics[];
  readonly slices: readonly SliceReport[];
  /** Paired difference to the baseline (positive = better); null for the baseline itself. */
  readonly versusBaseline: Metrics | null;
  /** The same to the model that serves; null for that model, and where it is not among the models. */
  readonly versusLive: Metrics | null;
  readonly calibration: (CalibrationBins & { readonly expectedCalibrationError: number | null }) | null;
  /** Expected calibration error at each cutoff, oldest first; null = the model claims no probability. */
  readonly calibrationErrorByCutoff: readonly (number | null)[];
  readonly tuneSeconds: number;
  readonly fitSeconds: number;
  readonly scoreSeconds: number;
  readonly peakMemoryMb: number;
}

/** What `npm run backtest` writes and the app's Performance page reads. */
export interface BacktestReport {
  /** 2: each model has `withoutDiscover`. A report of another version is refused, not half-read. */
  readonly schemaVersion: 2;
  readonly protocol: Protocol;
  readonly snapshotId: string;
  readonly codeVersion: string;
  readonly seed: number;
  readonly generatedAt: string;
  readonly windowDays: number | null;
  readonly data: {
    readonly from: string;
    readonly to: string;
    readonly users: number;
    readonly items: number;
    readonly lines: number;
  };
  readonly cutoffs: readonly CutoffReport[];
  /** Evaluated users, summed over cutoffs. */
  readonly users: number;
  /** What an oracle gets: `precision@k`, `recall@k`. */
  readonly ceiling: Readonly<Record<string, number | null>>;
  readonly baseline: string | null;
  /** The model that served when the report was made, where it is among the models. */
  readonly live: string | null;
  readonly bootstrapDraws: number;
  readonly notes: readonly string[];
  readonly models: readonly ModelReport[];
}
