import { AppError } from "./app-error";
import type { StoreProblem } from "./store-status";

const REMEDIES: Readonly<Record<StoreProblem, string>> = {
  away: "What was to be saved was not confirmed. Try again in a moment: sent twice, it counts once.",
  corrupt: "Nothing was saved. An administrator has to restore the store from a backup.",
  read_only: "Nothing was saved. An administrator has to free the store: its disk or account allows reading only.",
};
const MESSAGES: Readonly<Record<StoreProblem, string>> = {
  away: "The program's own store cannot be used now.",
  corrupt: "The program's own store is damaged.",
  read_only: "The program's own store takes no changes now.",
};

/** The store could not do what was asked, and did none of it. */
export class StoreFailure extends AppError {
  static override readonly brand: string = "partwise.store-failure";
  readonly problem: StoreProblem;

  constructor(problem: StoreProblem, cause: unknown) {
    super(problem === "corrupt" ? "corrupt" : "unavailable", MESSAGES[problem], { remedy: REMEDIES[problem], cause });
    this.problem = problem;
  }
}

/** Whether the store is the reason: one that is away, damaged, read-only, or of a newer version. */
export const isStoreFailure = (error: unknown): error is AppError =>
  error instanceof AppError && (error.code === "unavailable" || error.code === "corrupt");
