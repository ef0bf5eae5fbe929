/**
 * What can be wrong with the live order database: nobody answers, it takes too long, more is asked than it may be asked at
 * once, it turns the account away, it lacks a required table.
 */
export const SOURCE_PROBLEMS = ["unreachable", "slow", "busy", "refused", "schema"] as const;
export type SourceProblem = (typeof SOURCE_PROBLEMS)[number];

/** How the live order database does. Where orders come from an embedded data set it is always `ok`. */
export interface SourceStatus {
  readonly state: "ok" | "degraded";
  /** Seconds since 1970 UTC from which the state holds. */
  readonly sinceSec: number;
  /** null when ok. */
  readonly reason: SourceProblem | null;
}
