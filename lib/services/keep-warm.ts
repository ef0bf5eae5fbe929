import { defaultAsOfSec, type Snapshot } from "@/lib/domain/snapshot";
import { log } from "@/lib/observability/log";
import { analyticsNow } from "./analytics-now";
import { getContext } from "./context";
import type { ServiceContext } from "./service-context";

/** Looking takes a glance at two small files; a new snapshot or model is met by this and not by somebody's page. */
const LOOK_EVERY_MS = 2_000;

/** Next's development server evaluates modules anew on every change; one pair of eyes a process is enough. */
const KEY = Symbol.for("partwise.keep-warm");
const holder = globalThis as { [KEY]?: NodeJS.Timeout };

/**
 * Has what every page needs of everybody computed before somebody opens one, at the start and whenever another snapshot or model
 * comes to serve. Nobody waits for it, and whoever opens a page meets the error, if there is one.
 */
export function keepWarm(): void {
  if (holder[KEY] !== undefined) return;
  const looker = createWarmer(getContext);
  holder[KEY] = setInterval(() => void looker(), LOOK_EVERY_MS).unref();
  void looker();
}

/** One look: warms what serves now, unless it did before. Never throws. */
export function createWarmer(contextOf: () => Promise<ServiceContext>): () => Promise<void> {
  let warmed: Snapshot | null = null;
  let isLooking = false;
  return async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      const context = await contextOf();
      const { snapshot } = await context.snapshots.current();
      const live = await context.rankers.current(snapshot);
      // In its own thread, from which pages wait for nothing until they ask it.
      live?.thread?.start();
      if (warmed === snapshot) return;
      const startedMs = performance.now();
      (await analyticsNow(context, snapshot, defaultAsOfSec(snapshot))).portfolio();
      warmed = snapshot;
      log.info("warmed", { snapshot: snapshot.id.slice(0, 12), ms: Math.round(performance.now() - startedMs) });
    } catch {
      // There is no data yet, or the store is away: the next look may find them.
    } finally {
      isLooking = false;
    }
  };
}
