import type { Env } from "@/lib/config/env";
import type { PackedAnswers } from "@/lib/data/answers/packed-answers";
import type { AppStorePort } from "@/lib/data/app-store/app-store-port";
import type { ModelRegistry } from "@/lib/data/artifacts/model-registry";
import type { ValueCache } from "@/lib/data/cache/value-cache";
import type { ErpPort, LiveErpPort, ReportPort, SnapshotPort } from "@/lib/data/ports";
import type { Puller } from "@/lib/data/pull/create-puller";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { SourceStatus } from "@/lib/domain/source-status";
import type { StoreStatus } from "@/lib/domain/store-status";
import type { AnalyticsCache } from "./analytics";
import type { DerivedValues } from "./derived-values";
import type { LiveRankers } from "./live-ranker";
import type { OutcomeBook } from "./outcome-book";

/** What every service works with; made once a process by `context.ts`, by hand in tests. */
export interface ServiceContext {
  readonly env: Pick<Env, "source">;
  /** What belongs to the snapshot: every list reads it. */
  readonly erp: ErpPort;
  /** The order database itself, where it is SQL Server; null where the data set is all there is. */
  readonly live: LiveErpPort | null;
  /** How the order database does; a data set always does well. */
  readonly sourceStatus: () => SourceStatus;
  readonly snapshots: SnapshotPort;
  readonly puller: Puller;
  readonly reports: ReportPort;
  readonly models: ModelRegistry;
  readonly rules: ScoringRules;
  readonly analytics: AnalyticsCache;
  /** What follows from a snapshot or a list alone, computed once. */
  readonly derived: DerivedValues;
  readonly rankers: LiveRankers;
  /** Pure results by all that they depend on; what people said and who may see what never go in. */
  readonly cache: ValueCache;
  /** Answers computed ahead, packed beside the data. */
  readonly answers: PackedAnswers;
  readonly store: AppStorePort;
  /** How the store does, as its last call told. */
  readonly storeStatus: () => StoreStatus;
  readonly outcomes: OutcomeBook;
  /** Seconds since 1970 UTC, whole: when something is said, and what day it is. */
  readonly nowSec: () => number;
}
