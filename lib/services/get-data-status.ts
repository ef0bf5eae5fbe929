import { CACHE_ORIGINS } from "@/lib/data/cache/value-cache";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { getContext } from "./context";
import { currentStamp } from "./current-stamp";
import { isoOf } from "./data-stamp";
import type { DataStatusView } from "./data-status-view";
import { assertPage, PAGE_SIZE, pageQuery } from "./page-of";
import { parseQuery } from "./parse-query";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

/** Where the data comes from and what was refused; for administrators. Parameter: page (of the refused lines). */
export async function getDataStatus(
  caller: Caller,
  query: RawQuery,
  context?: ServiceContext,
): Promise<DataStatusView> {
  // What a role may not see does not exist for it.
  if (caller.role !== "admin") throw new AppError("not_found", "There is nothing at this address.");
  const used = context ?? (await getContext());
  const { erp, snapshots } = used;
  const { page } = parseQuery(pageQuery, query);
  const { manifest } = await snapshots.current();
  const { tables } = await erp.describe();
  const hasLines = manifest.counts.lines > 0;
  return {
    snapshotId: manifest.snapshotId,
    builtAt: manifest.builtAt,
    source: { ...manifest.source },
    counts: { ...manifest.counts },
    dataFrom: hasLines ? isoOf(manifest.dataFromSec) : null,
    dataTo: hasLines ? isoOf(manifest.dataToSec) : null,
    excludedProductIds: [...manifest.excludedProductIds],
    warnings: [...manifest.warnings],
    tables: tables.map((table) => ({ ...table })),
    cache: cacheView(used),
    rejected: await rejectedView(snapshots, { rejected: manifest.rejected, page }),
    stamp: await currentStamp(used),
  };
}

function cacheView({ cache }: Pick<ServiceContext, "cache">): DataStatusView["cache"] {
  const { tier, state, hitRate, latency, memoryEntries, memoryBytes } = cache.stats();
  const from = CACHE_ORIGINS.filter((origin) => origin !== "redis" || tier === "memory+redis").map((origin) => ({
    origin,
    ...latency[origin],
  }));
  const requests = from.reduce((sum, one) => sum + one.requests, 0);
  return { tier, state, hitRate, requests, from, entries: memoryEntries, bytes: memoryBytes };
}

async function rejectedView(
  snapshots: ServiceContext["snapshots"],
  { rejected, page }: { rejected: Awaited<ReturnType<typeof snapshots.current>>["manifest"]["rejected"]; page: number },
): Promise<DataStatusView["rejected"]> {
  if (rejected === null) return null;
  assertPage(rejected.total, page);
  const rows = await snapshots.rejectedLines({ offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE });
  return {
    total: rejected.total,
    returns: rejected.returns,
    byReason: Object.entries(rejected.byReason)
      .map(([reason, count]) => ({ reason, count }))
      .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
    list: { rows: rows.map((row) => ({ ...row })), total: rejected.total, page, pageSize: PAGE_SIZE },
  };
}
