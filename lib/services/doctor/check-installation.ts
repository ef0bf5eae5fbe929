import "server-only";
import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { type Env, env } from "@/lib/config/env";
import { checkRedis, type RedisCheck } from "@/lib/data/cache/check-redis";
import { getContext } from "../context";
import type { ServiceContext } from "../service-context";
import { checkSource } from "./check-source";
import { countOf, dayOf, type Finding, failure, ok, refused, spanOf, warning } from "./finding";

/** A data set that is older answers for a day that is over. */
const STALE_SNAPSHOT_SEC = 2 * 86_400;

/** Looks at all that an installation rests on: settings, folder, source, Redis, store, data set. Changes nothing and never throws. */
export async function checkInstallation(): Promise<Finding[]> {
  let settings: Env;
  try {
    settings = env();
  } catch (error) {
    return [refused("settings", error)];
  }
  const nowSec = Math.floor(Date.now() / 1000);
  const folder = await folderFinding(settings);
  return [
    ok("settings", "Every setting can be read."),
    folder,
    ...(await checkSource(settings, { nowSec, rows: true })),
    await redisFinding(settings),
    ...(folder.state === "failure" ? [] : await contextFindings(nowSec)),
  ];
}

async function folderFinding({ dataDir }: Env): Promise<Finding> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.R_OK | constants.W_OK);
    return ok("data folder", "The data folder can be read and written.");
  } catch {
    return failure(
      "data folder",
      "The data folder cannot be written.",
      "Set PARTWISE_DATA_DIR to a folder of the account that runs Partwise.",
    );
  }
}

async function redisFinding({ redisUrl: url, cachePrefix: prefix }: Env): Promise<Finding> {
  if (url === null) return ok("redis", "Not set: memory caches alone, and jobs run in the web process.");
  return redisVerdict(await checkRedis({ url, prefix }));
}

export function redisVerdict({ latencyMs, isWritable, evictionPolicy, version }: RedisCheck): Finding {
  if (latencyMs === null)
    return failure("redis", "Redis does not answer.", "Check REDIS_URL, that Redis runs, and its password.");
  if (!isWritable)
    return failure(
      "redis",
      "Redis answers but takes no writes.",
      "Check that it is no read-only replica, that its memory is not full, and the account's rights.",
    );
  const name = `Redis${version === null ? "" : ` ${version}`} answered after ${latencyMs.toFixed(1)} ms`;
  if (evictionPolicy?.startsWith("allkeys"))
    return warning(
      "redis",
      `${name}; its policy ${evictionPolicy} may throw away queued jobs.`,
      "Set maxmemory-policy to noeviction or volatile-lru: cached lists expire by themselves.",
    );
  return ok("redis", `${name}.`);
}

async function contextFindings(nowSec: number): Promise<Finding[]> {
  let context: ServiceContext;
  try {
    context = await getContext();
  } catch (error) {
    return [refused("store", error)];
  }
  try {
    return [await storeFinding(context), await snapshotFinding(context, nowSec)];
  } finally {
    await Promise.all([context.live?.close(), context.erp.close(), context.store.close()]);
  }
}

async function storeFinding({ store }: ServiceContext): Promise<Finding> {
  try {
    const startedMs = performance.now();
    await store.ping();
    return ok("store", `Partwise's own store answered after ${(performance.now() - startedMs).toFixed(1)} ms.`);
  } catch (error) {
    return refused("store", error);
  }
}

async function snapshotFinding({ snapshots, env: { source } }: ServiceContext, nowSec: number): Promise<Finding> {
  try {
    const { manifest } = await snapshots.current();
    const ageSec = nowSec - Math.floor(Date.parse(manifest.builtAt) / 1000);
    const { lines, agreements } = manifest.counts;
    const message = `The data set has ${countOf(lines)} lines of ${countOf(agreements)} agreements to ${dayOf(manifest.dataToSec)} and was made ${spanOf(ageSec)} ago.`;
    if (source === "mssql" && manifest.source.kind !== "mssql")
      return warning(
        "snapshot",
        `${message} It is not of SQL Server.`,
        "Run the snapshot job: the data set of SQL Server then takes its place.",
      );
    return source === "mssql" && ageSec > STALE_SNAPSHOT_SEC
      ? warning("snapshot", message, "Check that the snapshot job runs: its last runs stand on the Data page.")
      : ok("snapshot", message);
  } catch (error) {
    return refused("snapshot", error);
  }
}
