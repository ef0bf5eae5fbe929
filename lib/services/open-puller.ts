import type { Env } from "@/lib/config/env";
import { createPuller, type Puller } from "@/lib/data/pull/create-puller";
import { openMssqlPullSource } from "@/lib/data/pull/mssql-pull-source";
import type { SnapshotStore } from "@/lib/data/snapshots/snapshot-store";

/** What renews the data under these settings. Nothing is opened before a pull. */
export function openPuller(settings: Env, store: SnapshotStore): Puller {
  const { dataDir, source, mssqlUrl, mssql, erpSchema, validityColumn } = settings;
  return createPuller({
    dataDir,
    store,
    settings: {
      excludedProductIds: settings.excludedProductIds,
      dropWidelyBought: settings.dropSuspectProducts,
    },
    keep: settings.jobs.keep.snapshots,
    openSource:
      source === "mssql" && mssqlUrl !== null
        ? () => openMssqlPullSource({ connection: { url: mssqlUrl, ...mssql }, schema: erpSchema })
        : null,
    validityColumn,
  });
}
