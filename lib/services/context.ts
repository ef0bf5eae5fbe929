import "server-only";
import path from "node:path";
import { type Env, env } from "@/lib/config/env";
import { loadScoringRules } from "@/lib/config/scoring-config";
import { createPackedAnswers } from "@/lib/data/answers/packed-answers";
import { openMssqlAppStore } from "@/lib/data/app-store/mssql-app-store";
import { createRecoveringAppStore } from "@/lib/data/app-store/recovering-app-store";
import { openSqliteAppStore } from "@/lib/data/app-store/sqlite-app-store";
import { openModelRegistry } from "@/lib/data/artifacts/model-registry";
import { createRedisTier } from "@/lib/data/cache/redis-tier";
import { createValueCache } from "@/lib/data/cache/value-cache";
import { createCurrentErp } from "@/lib/data/duckdb/current-erp";
import { openLiveErp } from "@/lib/data/mssql/open-live-erp";
import { createReportFolder } from "@/lib/data/reports/report-folder";
import { createSnapshotStore } from "@/lib/data/snapshots/snapshot-store";
import { log } from "@/lib/observability/log";
import { createAnalyticsCache } from "./analytics";
import { openAnswerThread } from "./answer-thread";
import { createDerivedValues } from "./derived-values";
import { createLiveRankers } from "./live-ranker";
import { openPuller } from "./open-puller";
import { createOutcomeBook } from "./outcome-book";
import type { ServiceContext } from "./service-context";

const PULL_FIRST =
  "Run the snapshot job: on the Data page, or by `npm run jobs -- run snapshot`. `npm run doctor` says whether SQL Server is ready.";

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
  const rules = loadScoringRules(settings.dataDir);
  const snapshots = createSnapshotStore({
    dataDir: settings.dataDir,
    // The snapshot in memory goes on serving; the operator must hear of it all the same.
    onRefused: (error) => console.error("The new data set was refused:", error),
    ...(settings.source === "mssql" ? { noDataRemedy: PULL_FIRST } : {}),
  });
  const { excludedProductIds, ownership, productName } = settings;
  const erp = createCurrentErp({ store: snapshots, settings: { excludedProductIds, ownership, productName } });
  const live = openLive(settings);
  const startedSec = Math.floor(Date.now() / 1000);
  const models = openModelRegistry(settings.dataDir);
  const { store, status: storeStatus, generation } = openStore(settings);
  return {
    env: { source: settings.source },
    erp,
    live,
    sourceStatus: () => live?.status() ?? { state: "ok", sinceSec: startedSec, reason: null },
    snapshots,
    puller: openPuller(settings, snapshots),
    reports: createReportFolder(settings.dataDir),
    models,
    rules,
    analytics: createAnalyticsCache(rules),
    derived: createDerivedValues(),
    rankers: createLiveRankers({
      registry: models,
      onRefused: (error) => console.error("The live model was refused, the rules serve:", error),
      openThread: (serving) => openAnswerThread({ ...serving, rules }),
    }),
    cache: openCache(settings),
    answers: createPackedAnswers({ dataDir: settings.dataDir }),
    store,
    storeStatus,
    outcomes: createOutcomeBook(store, generation),
    nowSec: () => Math.floor(Date.now() / 1000),
  };
}

/** A server that is away never keeps the program from starting: the data set of the last pull serves. */
function openLive({ source, mssqlUrl, mssql, liveTimeoutMs, ...erp }: Env) {
  if (source !== "mssql" || mssqlUrl === null) return null;
  const { erpSchema: schema, excludedProductIds, ownership, productName, validityColumn } = erp;
  return openLiveErp({
    connection: { url: mssqlUrl, ...mssql },
    settings: { schema, excludedProductIds, ownership, productName, validityColumn },
    timeoutMs: liveTimeoutMs,
  });
}

/** Opened at its first use: a store that is away keeps nobody from reading lists. */
function openStore({ storeUrl, dataDir }: Env) {
  const file = path.join(/* turbopackIgnore: true */ dataDir, "app.sqlite");
  return createRecoveringAppStore({
    open: ({ isFirst }) =>
      storeUrl === null ? openSqliteAppStore(file, { mustExist: !isFirst }) : openMssqlAppStore({ url: storeUrl }),
    nowSec: () => Math.floor(Date.now() / 1000),
    onStatus: ({ state, reason }) => log.warn("store_status", { state, reason }),
  });
}

function openCache({ redisUrl, cachePrefix, cacheTtlSec, cacheMemoryMb }: Env) {
  const redis = redisUrl === null ? null : createRedisTier({ url: redisUrl, prefix: cachePrefix, ttlSec: cacheTtlSec });
  return createValueCache({ maxBytes: cacheMemoryMb * 2 ** 20, ttlSec: cacheTtlSec, redis });
}
