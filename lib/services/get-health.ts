import { env } from "@/lib/config/env";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { agreementId } from "@/lib/domain/ids";
import { StoreFailure } from "@/lib/domain/store-failure";
import { log } from "@/lib/observability/log";
import { getContext } from "./context";
import { isoOf } from "./data-stamp";
import { HEALTH_PARTS, type HealthPart, type HealthReason, type HealthView, type PartHealth } from "./health-view";
import type { ServiceContext } from "./service-context";

/** Whoever asks more often gets the last answer: a health check must not be work for what it checks. */
const KEPT_MS = 2_000;
/** A part that takes longer counts as away. */
const PROBE_TIMEOUT_MS = 2_500;
const NO_AGREEMENT = agreementId("0");

/** A page may begin with an answer of this age; it asks for a newer one at once. */
const RECENT_MS = 30_000;

interface Kept {
  readonly atMs: number;
  readonly view: Promise<HealthView>;
  /** null while the parts are being asked. */
  known: HealthView | null;
}
const kept = new WeakMap<ServiceContext, Kept>();

interface Options {
  readonly context?: ServiceContext;
  readonly staleAfterSec?: number | null;
}

/**
 * How the parts do that answers rest on, each with what its answer took. Freshness beyond the set age degrades, it takes nothing
 * down. Never throws. Who is not signed in (null) learns states and latencies only.
 */
export async function getHealth(caller: Caller | null, options: Options = {}): Promise<HealthView> {
  const view = await probed(options).catch(nothingWorks);
  if (caller !== null) return view;
  const parts = Object.fromEntries(
    HEALTH_PARTS.map((name): [HealthPart, PartHealth] => [name, { ...view.parts[name], reason: null }]),
  ) as Record<HealthPart, PartHealth>;
  return { status: view.status, parts, builtAt: null, dataTo: null };
}

async function probed({ context, staleAfterSec = env().staleAfterSec }: Options): Promise<HealthView> {
  const used = context ?? (await getContext());
  const last = kept.get(used);
  if (last && performance.now() - last.atMs < KEPT_MS) return await last.view;
  const asked: Kept = { atMs: performance.now(), view: probe(used, staleAfterSec), known: last?.known ?? null };
  kept.set(used, asked);
  asked.known = await asked.view;
  return asked.known;
}

/** The last answer to somebody who is signed in, at once and whatever its parts do; null when there is none. */
export async function recentHealth(): Promise<HealthView | null> {
  const last = kept.get(await getContext());
  return last !== undefined && performance.now() - last.atMs < RECENT_MS ? last.known : null;
}

async function probe(context: ServiceContext, staleAfterSec: number | null): Promise<HealthView> {
  const [snapshot, source, store] = await Promise.all([
    probeSnapshot(context, staleAfterSec),
    probeSource(context),
    probeStore(context),
  ]);
  const parts = { source, cache: cacheHealth(context), snapshot: snapshot.part, store };
  const isWell = HEALTH_PARTS.every((name) => parts[name].state === "ok");
  // Without a snapshot there is nothing to show; whatever else is away, pages answer from what is there.
  const status = snapshot.part.state === "down" ? "down" : isWell ? "ok" : "degraded";
  return { status, parts, builtAt: snapshot.builtAt, dataTo: snapshot.dataTo };
}

async function probeSnapshot({ snapshots, nowSec }: ServiceContext, staleAfterSec: number | null) {
  try {
    const { value, latencyMs } = await timed(snapshots.current());
    const { snapshot, manifest } = value;
    const dataTo = snapshot.lines.timeSec.length > 0 ? isoOf(snapshot.dataToSec) : null;
    const ageSec = nowSec() - Date.parse(manifest.builtAt) / 1000;
    const isStale = staleAfterSec !== null && ageSec > staleAfterSec;
    const part: PartHealth = isStale ? { state: "degraded", latencyMs, reason: "stale" } : ok(latencyMs);
    return { part, builtAt: manifest.builtAt, dataTo };
  } catch (error) {
    const reason = error instanceof AppError && error.code === "corrupt" ? "corrupt" : "missing";
    return { part: down("snapshot", error, reason), builtAt: null, dataTo: null };
  }
}

/** The order database itself where it is SQL Server: a question about nothing, end to end; else the embedded tables. */
async function probeSource({ live, erp, sourceStatus }: ServiceContext): Promise<PartHealth> {
  try {
    const question = { agreementId: NO_AGREEMENT, beforeSec: 1, signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) };
    const { latencyMs } = await timed<unknown>(
      live === null ? erp.personByEmail("") : live.agreementHistory({ kind: "all" }, question),
    );
    const { state, reason } = sourceStatus();
    return state === "ok" ? ok(latencyMs) : { state, latencyMs, reason };
  } catch (error) {
    return down("source", error, sourceStatus().reason ?? "unreachable");
  }
}

async function probeStore({ store }: ServiceContext): Promise<PartHealth> {
  try {
    return ok((await timed(store.ping())).latencyMs);
  } catch (error) {
    const reason = error instanceof StoreFailure ? error.problem : "away";
    const part = down("store", error, reason);
    return reason === "read_only" ? { ...part, state: "degraded" } : part;
  }
}

function cacheHealth({ cache }: ServiceContext): PartHealth {
  const { state, redisReadMs } = cache.stats();
  return state === "ok" ? ok(redisReadMs) : { state, latencyMs: null, reason: "away" };
}

const ok = (latencyMs: number | null): PartHealth => ({ state: "ok", latencyMs, reason: null });

/** What is wrong goes to the operator's log; the answer names the part. */
function down(part: HealthPart, error: unknown, reason: HealthReason): PartHealth {
  const { code = null, message = String(error), remedy = null } = error as Partial<AppError>;
  log.warn("health_down", { part, code, message, remedy });
  return { state: "down", latencyMs: null, reason };
}

async function timed<Value>(work: Promise<Value>): Promise<{ value: Value; latencyMs: number }> {
  const startedMs = performance.now();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new AppError("unavailable", "No answer in time.")), PROBE_TIMEOUT_MS);
  try {
    const value = await Promise.race([work, late.promise]);
    return { value, latencyMs: Math.round((performance.now() - startedMs) * 10) / 10 };
  } finally {
    clearTimeout(timer);
  }
}

/** The settings are wrong, or nothing can be opened at all. */
function nothingWorks(error: unknown): HealthView {
  const part = down("snapshot", error, "missing");
  const parts = Object.fromEntries(HEALTH_PARTS.map((name) => [name, part])) as Record<HealthPart, PartHealth>;
  return { status: "down", parts, builtAt: null, dataTo: null };
}
