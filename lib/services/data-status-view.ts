/** What the page of data answers. */
import type { DataStamp, Page } from "./views";

/** How this process has kept answers since it started. */
export interface CacheView {
  /** Whether Redis is set beside the process's own memory. */
  tier: "memory" | "memory+redis";
  state: "ok" | "degraded";
  /** Share of requests that computed nothing; null before the first. */
  hitRate: number | null;
  requests: number;
  /** Milliseconds over the last requests of each origin. */
  from: {
    origin: "memory" | "packed" | "redis" | "shared" | "computed";
    requests: number;
    p50Ms: number | null;
    p95Ms: number | null;
  }[];
  entries: number;
  bytes: number;
}

export interface DataStatusView {
  snapshotId: string;
  builtAt: string;
  source: { kind: "demo" | "import" | "mssql"; detail: string };
  counts: { lines: number; orders: number; agreements: number; customers: number; products: number };
  dataFrom: string | null;
  dataTo: string | null;
  excludedProductIds: string[];
  warnings: string[];
  tables: { name: string; rows: number; required: boolean }[];
  /** Null unless the data was imported. */
  rejected: {
    total: number;
    returns: number;
    byReason: { reason: string; count: number }[];
    list: Page<{ file: string; line: number; reason: string; value: string }>;
  } | null;
  cache: CacheView;
  stamp: DataStamp;
}
