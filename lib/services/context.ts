import "server-only";
import path from "node:path";
import { type Env, env } from "@/lib/config/env";
import { loadScoringRules } from "@/lib/config/scoring-config";
import { openSqliteAppStore } from "@/lib/data/app-store/sqlite-app-store";
import { openModelRegistry } from "@/lib/data/artifacts/model-registry";
import { createRedisTier } from "@/lib/data/cache/redis-tier";
import { createValueCache } from "@/lib/data/cache/value-cache";
import { createCurrentErp } from "@/lib/data/duckdb/current-erp";
import { createReportFolder } from "@/lib/data/reports/report-folder";
import { createSnapshotStore } from "@/lib/data/snapshots/snapshot-store";
import { AppError } from "@/lib/domain/app-error";
import { createAnalyticsCache } from "./analytics";
import { createLiveRankers } from "./live-ranker";
import { createOutcomeBook } from "./outcome-book";
import type { ServiceContext } from "./service-context";

/** Next's development server evaluates modules anew on every change; what holds a database open must outlive that. */
const KEY = Symbol.for("partwise.service-context");
const holder = globalThis as { [KEY]?: Promise<ServiceContext> };

/**
 * The one place where ports meet adapters, made at the first call of the process. A failure (a bad setting) is thrown to
 * the caller and tried again at the next call.
 */
export function getContext(): Promise<ServiceContext> {
  holder[KEY] ??= createContext().catch((error: unknown) => {
    holder[KEY] = undefined;
    throw error;
  });
  return holder[KEY];
}

async function createContext(): Promise<ServiceContext> {
  const settings = env();
  if (settings.source === "mssql") {
    throw new AppError("unavailable", "Reading SQL Server directly is not available in this version.", {
      remedy: "Unset PARTWISE_SOURCE to serve the demo or an import.",
    });
  }
  const rules = loadScoringRules(settings.dataDir);
  const snapshots = createSnapshotStore({
    dataDir: settings.dataDir,
    // The snapshot in memory goes on serving; the operator must hear of it all the same.
    onRefused: (error) => console.error("The new data set was refused:", error),
  });
  const erp = createCurrentErp({ store: snapshots, settings: { excludedProductIds: settings.excludedProductIds } });
  const models = openModelRegistry(settings.dataDir);
  const store = openSqliteAppStore(path.join(/* turbopackIgnore: true */ settings.dataDir, "app.sqlite"));
  return {
    env: { source: settings.source },
    erp,
    snapshots,
    reports: createReportFolder(settings.dataDir),
    models,
    rules,
    analytics: createAnalyticsCache(rules),
    rankers: createLiveRankers({
      registry: models,
      onRefused: (error) => console.error("The live model was refused, the rules serve:", error),
    }),
    cache: openCache(settings),
    store,
    outcomes: createOutcomeBook(store),
    nowSec: () => Math.floor(Date.now() / 1000),
  };
}

function openCache({ redisUrl, cachePrefix, cacheTtlSec, cacheMemoryMb }: Env) {
  const redis = redisUrl === null ? null : createRedisTier({ url: redisUrl, prefix: cachePrefix, ttlSec: cacheTtlSec });
  return createValueCache({ maxBytes: cacheMemoryMb * 2 ** 20, ttlSec: cacheTtlSec, redis });
}
