import type { Env } from "@/lib/config/env";
import type { AppStorePort } from "@/lib/data/app-store/app-store-port";
import type { ModelRegistry } from "@/lib/data/artifacts/model-registry";
import type { ValueCache } from "@/lib/data/cache/value-cache";
import type { ErpPort, ReportPort, SnapshotPort } from "@/lib/data/ports";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { AnalyticsCache } from "./analytics";
import type { LiveRankers } from "./live-ranker";
import type { OutcomeBook } from "./outcome-book";

/** What every service works with; made once a process by `context.ts`, by hand in tests. */
export interface ServiceContext {
  readonly env: Pick<Env, "source">;
  readonly erp: ErpPort;
  readonly snapshots: SnapshotPort;
  readonly reports: ReportPort;
  readonly models: ModelRegistry;
  readonly rules: ScoringRules;
  readonly analytics: AnalyticsCache;
  readonly rankers: LiveRankers;
  /** Pure results by all that they depend on; what people said and who may see what never go in. */
  readonly cache: ValueCache;
  readonly store: AppStorePort;
  readonly outcomes: OutcomeBook;
  /** Seconds since 1970 UTC, whole: when something is said, and what day it is. */
  readonly nowSec: () => number;
}
