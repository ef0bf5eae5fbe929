import type { JobKind } from "@/lib/domain/job-kind";
import { evaluate } from "./handlers/evaluate";
import { prune } from "./handlers/prune";
import { scoreAll } from "./handlers/score-all";
import { snapshot } from "./handlers/snapshot";
import type { JobHandler } from "./job-handler";

export const JOB_HANDLERS: Readonly<Record<JobKind, JobHandler>> = {
  snapshot,
  "score-all": scoreAll,
  evaluate,
  prune,
};
