/** What can be wrong with the program's own store: it does not answer, it is damaged, it takes no writes. */
export const STORE_PROBLEMS = ["away", "corrupt", "read_only"] as const;
export type StoreProblem = (typeof STORE_PROBLEMS)[number];

/** How the program's own store does, as far as the last call told. */
export interface StoreStatus {
  readonly state: "ok" | "degraded";
  /** Seconds since 1970 UTC from which the state holds. */
  readonly sinceSec: number;
  /** null when ok. */
  readonly reason: StoreProblem | null;
}
