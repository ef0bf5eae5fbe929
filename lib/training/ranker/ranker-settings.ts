/** What a fit of the ranker may be told; the tuner searches over these. */
export interface RankerSettings extends Readonly<Record<string, number>> {
  /** Horizon of a training window, days: the promise of the list. */
  readonly horizonDays: number;
  /** Days between two training windows. */
  readonly strideDays: number;
  readonly maxFolds: number;
  /** No older window is added once so many rows are expected. */
  readonly rowBudget: number;
  /** Rows of LambdaMART at most: the newest windows. */
  readonly rankRowBudget: number;
  /** Users of a fold at most. */
  readonly maxUsers: number;
  /** Share that a tree sees of candidates bought neither before nor after: of log loss, and of LambdaMART. */
  readonly keepUnbought: number;
  readonly rankKeepUnbought: number;
  readonly perScore: number;
  readonly perPopularity: number;
  readonly maxNew: number;
  readonly maxBins: number;
  readonly maxRounds: number;
  readonly patience: number;
  readonly learningRate: number;
  readonly maxLeaves: number;
  /** Splits on the longest path of a tree. */
  readonly maxDepth: number;
  readonly minChildRows: number;
  readonly lambdaL2: number;
  readonly rowShare: number;
  readonly featureShare: number;
  /** Ranks that LambdaMART looks at. */
  readonly truncation: number;
  /** Share of the LambdaMART member in the score; the rest is log loss. */
  readonly rankShare: number;
  /** Copies of each member with other seeds, averaged: of log loss, and of LambdaMART. */
  readonly seeds: number;
  readonly rankSeeds: number;
}

/** Middle-of-the-road settings of the method's literature; none was fitted to a data set by hand. */
export const RANKER_DEFAULTS: RankerSettings = {
  horizonDays: 30,
  strideDays: 15,
  maxFolds: 12,
  rowBudget: 2_500_000,
  rankRowBudget: 1_000_000,
  maxUsers: 2500,
  keepUnbought: 0.4,
  rankKeepUnbought: 1,
  perScore: 120,
  perPopularity: 100,
  maxNew: 500,
  maxBins: 64,
  maxRounds: 150,
  patience: 40,
  learningRate: 0.1,
  maxLeaves: 31,
  maxDepth: 7,
  minChildRows: 100,
  lambdaL2: 5,
  rowShare: 0.7,
  featureShare: 0.2,
  truncation: 30,
  rankShare: 0.5,
  seeds: 2,
  rankSeeds: 2,
};
