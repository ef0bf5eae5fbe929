import { describe, expect, it, vi } from "vitest";
import { createValueCache } from "@/lib/data/cache/value-cache";
import type { LiveErpPort } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { FAKE_NOW_SEC, type FakeWorld, fakeContext } from "@/lib/testing/fakes";
import { getHealth } from "./get-health";

vi.stubEnv("PARTWISE_LOG_LEVEL", "off");

const world: FakeWorld = { lines: [{ customer: "1", order: "a", day: 1, product: "10" }] };
const rep: Caller = {
  subject: "test|rep",
  email: null,
  name: "Olena",
  role: "rep",
  scope: { kind: "owned", ownerId: null, includeUnassigned: false },
};
/** The fake snapshot was built on 2024-06-01; the fake clock stands before that. */
const BUILT_SEC = Date.UTC(2024, 5, 1) / 1000;
const away = () => Promise.reject(new AppError("unavailable", "password=hunter2 at db.internal"));

describe("getHealth", () => {
  it("is ok when every part answers, with what each took", async () => {
    const health = await getHealth(rep, { context: fakeContext(world), staleAfterSec: null });
    expect(health.status).toBe("ok");
    const { source, snapshot, store } = health.parts;
    for (const part of [source, snapshot, store]) expect(part.latencyMs).toBeGreaterThanOrEqual(0);
  });

  it("freshness beyond the set age degrades and takes nothing down", async () => {
    const at = (nowSec: number) => fakeContext(world, { nowSec: () => nowSec });
    const hour = { staleAfterSec: 3600 };
    expect((await getHealth(rep, { context: at(BUILT_SEC + 3600), ...hour })).status).toBe("ok");
    expect(await getHealth(rep, { context: at(BUILT_SEC + 3601), ...hour })).toMatchObject({
      status: "degraded",
      parts: { snapshot: { state: "degraded", reason: "stale" } },
    });
    expect((await getHealth(rep, { context: at(BUILT_SEC + 1e9), staleAfterSec: null })).status).toBe("ok");
  });

  it("is down only without a snapshot", async () => {
    const snapshots = { current: away, rejectedLines: async () => [] };
    const health = await getHealth(rep, { context: fakeContext(world, { snapshots }), staleAfterSec: null });
    expect(health).toMatchObject({ status: "down", parts: { snapshot: { state: "down", reason: "missing" } } });
  });

  it("names the part that is away: the source, the store, the cache", async () => {
    const live: LiveErpPort = {
      agreementHistory: away,
      status: () => ({ state: "degraded", sinceSec: FAKE_NOW_SEC, reason: "refused" }),
      close: async () => undefined,
    };
    const store = { ...fakeContext(world).store, ping: away };
    const cache = createValueCache({ maxBytes: 1000, ttlSec: 60 });
    const degraded = { ...cache, stats: () => ({ ...cache.stats(), state: "degraded" as const }) };
    const health = await getHealth(rep, {
      context: fakeContext(world, { live, store, cache: degraded }),
      staleAfterSec: null,
    });
    expect(health).toMatchObject({
      status: "degraded",
      parts: {
        source: { state: "down", reason: "refused" },
        store: { state: "down", reason: "away" },
        cache: { state: "degraded", reason: "away" },
        snapshot: { state: "ok" },
      },
    });
  });

  it("tells whoever is not signed in states and latencies, and nobody a message from inside", async () => {
    const store = { ...fakeContext(world).store, ping: away };
    const context = fakeContext(world, { store });
    const anonymous = await getHealth(null, { context, staleAfterSec: null });
    expect(anonymous.parts.store).toEqual({ state: "down", latencyMs: null, reason: null });
    expect([anonymous.builtAt, anonymous.dataTo]).toEqual([null, null]);
    for (const view of [anonymous, await getHealth(rep, { context, staleAfterSec: null })]) {
      expect(JSON.stringify(view)).not.toMatch(/hunter2|internal/);
    }
  });

  it("asks the parts once for many who ask at once", async () => {
    const context = fakeContext(world);
    const ping = vi.fn(context.store.ping);
    const asked = fakeContext(world, { store: { ...context.store, ping } });
    await Promise.all(Array.from({ length: 20 }, () => getHealth(rep, { context: asked, staleAfterSec: null })));
    expect(ping).toHaveBeenCalledTimes(1);
  });

  it("does not wait for a part that does not answer", async () => {
    const never = () => new Promise<never>(() => undefined);
    const context = fakeContext(world, { store: { ...fakeContext(world).store, ping: never } });
    expect((await getHealth(rep, { context, staleAfterSec: null })).parts.store).toMatchObject({ state: "down" });
  });
});
