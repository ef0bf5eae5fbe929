import { galleryState } from "@/lib/auth/gallery-state";
import { AppError } from "@/lib/domain/app-error";
import type { HealthView, PartHealth } from "@/lib/services/health-view";

/** How long a page that is asked to load goes on loading: long enough to look at. */
const LOADING_MS = 8_000;

/** Before a page's answer is shown, in development: the wait, the failure or the error that the gallery asks for. */
export async function stageAnswer(): Promise<void> {
  const state = await galleryState();
  if (state === "loading") await new Promise((resolve) => setTimeout(resolve, LOADING_MS));
  if (state === "failing") throw new Error("The gallery asked for an error.");
  if (state === "unavailable") {
    throw new AppError("unavailable", "There is no data set yet.", { remedy: "Run `npm run import -- FOLDER`." });
  }
}

const WELL: PartHealth = { state: "ok", latencyMs: 1, reason: null };

/** What the banner says in the gallery; null = what is so. */
export async function stagedHealth(): Promise<HealthView | null> {
  const state = await galleryState();
  if (state !== "stale" && state !== "partial") return null;
  const parts = { source: WELL, cache: WELL, snapshot: WELL, store: WELL };
  const times = { builtAt: "2025-11-19T23:40:00.000Z", dataTo: "2025-11-19T21:12:00.000Z" };
  if (state === "stale") {
    const snapshot: PartHealth = { state: "degraded", latencyMs: 1, reason: "stale" };
    return { status: "degraded", parts: { ...parts, snapshot }, ...times };
  }
  const away: PartHealth = { state: "down", latencyMs: null, reason: null };
  return { status: "degraded", parts: { ...parts, source: away, cache: away, store: away }, ...times };
}
