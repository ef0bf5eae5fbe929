/** What the Performance page reads of a backtest report; the report of the services fits. */
export interface IntervalFigure {
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Figures by key, `precision@20`. */
export type Intervals = Readonly<Record<string, IntervalFigure>>;
export type Figures = Readonly<Record<string, number | null>>;

export interface PerformanceModel {
  readonly name: string;
  readonly metrics: Intervals;
  /** Of the lists that hold only what each customer bought before. */
  readonly withoutDiscover: Intervals;
  readonly shareOfCeiling: Intervals;
  readonly byCutoff: readonly Figures[];
  readonly byCutoffIntervals: readonly Intervals[];
  readonly slices: readonly {
    readonly dimension: string;
    readonly value: string;
    readonly users: number;
    readonly metrics: Intervals;
    readonly ceiling: Figures;
  }[];
  readonly versusBaseline: Intervals | null;
  readonly calibration: {
    readonly count: readonly number[];
    readonly predicted: readonly number[];
    readonly observed: readonly number[];
    readonly expectedCalibrationError: number | null;
  } | null;
  readonly tuneSeconds: number;
  readonly fitSeconds: number;
  readonly scoreSeconds: number;
  readonly peakMemoryMb: number;
}

export interface PerformanceReport {
  readonly cutoffs: readonly {
    readonly cutoff: string;
    readonly end: string;
    readonly evaluatedUsers: number;
    readonly ceiling: Figures;
  }[];
  readonly ceiling: Figures;
  readonly baseline: string | null;
  readonly models: readonly PerformanceModel[];
}

/** What is read: which figure, at which length of the list, of which model. */
export interface PerformanceQuestion {
  readonly metric: PerformanceMetric;
  readonly k: number;
  readonly model: string;
}

export const PERFORMANCE_METRICS = ["precision", "recall", "ndcg", "hitRate", "share"] as const;
export type PerformanceMetric = (typeof PERFORMANCE_METRICS)[number];

/** Lengths of a list at which a report holds its figures. */
export const PERFORMANCE_KS = [5, 10, 20, 50] as const;
