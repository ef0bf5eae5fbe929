import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { encodeEnvelope } from "@/lib/data/cache/envelope";
import { plainData } from "@/lib/data/cache/plain-data";
import { createRedisTier } from "@/lib/data/cache/redis-tier";
import { createValueCache, type ValueCache } from "@/lib/data/cache/value-cache";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { ownerId } from "@/lib/domain/ids";
import { DEFAULT_SCORING_RULES } from "@/lib/domain/scoring-rules";
import { defaultAsOfSec } from "@/lib/domain/snapshot";
import { buildPopulation } from "@/lib/scoring/features/population";
import { rankerRuntime } from "@/lib/scoring/rankers/score-candidates";
import { type FakeLine, type FakeWorld, fakeContext, fakeErp, fakeLive, fakeSnapshot } from "@/lib/testing/fakes";
import { findRedisServer, startTestRedis, type TestRedis } from "@/lib/testing/redis-server";
import { stumpModel } from "@/lib/testing/stump-model";
import { type AgreementQuestion, ANSWERS_VERSION, answerKey } from "./agreement-answer";
import { exportAgreement } from "./export-agreement";
import { getHealth } from "./get-health";
import type { LiveRankers } from "./live-ranker";
import { recommendForAgreement } from "./recommend-for-agreement";
import { recordOutcome } from "./record-outcome";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

const manager: Caller = { subject: "iss|m", email: null, name: "M", role: "manager", scope: { kind: "all" } };
const taras: Caller = {
  subject: "iss|Taras",
  email: null,
  name: "Taras",
  role: "rep",
  scope: { kind: "owned", ownerId: ownerId("t"), includeUnassigned: false },
};

/** Three customers with rhythms of their own, odd prices and quantities, and products that only some buy. */
const bought = (customer: string, product: string, everyDays: number): FakeLine[] =>
  Array.from({ length: Math.floor(59 / everyDays) }, (_, at) => ({
    customer,
    order: `${customer}-${at * everyDays}`,
    day: at * everyDays + 0.3,
    product,
    quantity: 1 + ((at * 7) % 5),
    price: at % 3 === 0 ? 0 : 1.1 * (at + 1),
  }));
const world: FakeWorld = {
  lines: [
    ...["10", "11", "12", "13"].flatMap((product, at) => bought("1", product, 4 + 3 * at)),
    ...["10", "12", "20", "21"].flatMap((product, at) => bought("2", product, 5 + 2 * at)),
    ...["13", "20", "30"].flatMap((product, at) => bought("3", product, 9 + at)),
    { customer: "1", agreement: "1-2", order: "x", day: 58, product: "30" },
  ],
  owners: { 1: "o", 2: "t", 3: null },
  regions: { 1: "LV", 2: "LV", 3: "KY" },
  groups: { 10: "brakes", 12: "brakes", 20: "filters" },
  packs: { 11: 4 },
  idleAgreements: [["1", "1-3"]],
};

/** A live model of one stump on how many orders of the agreement hold the product. */
function liveStump(): LiveRankers {
  const snapshot = fakeSnapshot(world);
  const runtime = rankerRuntime(stumpModel(), buildPopulation(snapshot, defaultAsOfSec(snapshot)));
  return { current: async () => ({ modelId: "stump", runtime, thread: null }) };
}

const rankers = liveStump();
/** The world with the rules and a live model, from which the first query is answered. */
const contextWith = (parts: Partial<ServiceContext> = {}) => fakeContext(world, { rankers, ...parts });

const QUERIES: readonly RawQuery[] = [
  {},
  { k: "2" },
  { variant: "v3" },
  { variant: "v3-plus" },
  { asOf: "2024-02-10" },
  { k: "1", variant: "v3-plus", asOf: "2024-01-20" },
];
const AGREEMENTS = [
  ["1", "1-1"],
  ["1", "1-2"],
  ["1", "1-3"],
  ["2", "2-1"],
  ["3", "3-1"],
] as const;

const noCache: ValueCache = {
  ...createValueCache({ maxBytes: 0, ttlSec: 1 }),
  getOrCompute: async (_key, compute) => compute(),
};

/** Every view of the world under every query, as bytes. */
async function everything(context: ServiceContext): Promise<string[]> {
  const views: string[] = [];
  for (const query of QUERIES) {
    for (const [customerId, agreementId] of AGREEMENTS) {
      const request = { customerId, agreementId, query };
      views.push(JSON.stringify({ ...(await recommendForAgreement(manager, request, context)), engineMs: 0 }));
      views.push(JSON.stringify(await exportAgreement(manager, request, context)));
    }
  }
  return views;
}

/** What the cache is given for all of them. */
async function givenAnswers(): Promise<unknown[]> {
  const given: unknown[] = [];
  const getOrCompute: ValueCache["getOrCompute"] = async (_key, compute) => {
    const value = await compute();
    given.push(value);
    return value;
  };
  await everything(contextWith({ cache: { ...noCache, getOrCompute } }));
  return given;
}

const first = { customerId: "1", agreementId: "1-1", query: {} };

describe("answers from the cache", () => {
  it("are the bytes of answers without one", async () => {
    const context = contextWith();
    const computed = await everything(contextWith({ cache: noCache }));
    expect(await everything(context)).toEqual(computed);
    expect(await everything(context)).toEqual(computed);
    const pairs = QUERIES.length * AGREEMENTS.length;
    expect(context.cache.stats()).toMatchObject({ misses: pairs, memoryHits: 3 * pairs });
  });

  it("show what people said since, and hide what they hid, at the next request", async () => {
    const context = contextWith();
    const before = await recommendForAgreement(manager, first, context);
    const [top, second] = before.reorder;
    const said = { customerId: "1", agreementId: "1-1", basedOn: 0 };
    await recordOutcome(
      manager,
      { ...said, productId: second.productId, kind: "offered", idempotencyKey: "first-key" },
      context,
    );
    await recordOutcome(
      manager,
      { ...said, productId: top.productId, kind: "never", reason: "price", idempotencyKey: "second-key" },
      context,
    );
    const after = await recommendForAgreement(manager, first, context);
    expect(after.reorder[0]).toMatchObject({ productId: second.productId, outcome: { kind: "offered" } });
    expect(after.reorder.map((row) => row.productId)).not.toContain(top.productId);
    expect(after.hidden.map((row) => row.productId)).toEqual([top.productId]);
  });

  it("are not for those who may not see the customer", async () => {
    const context = contextWith();
    await recommendForAgreement(manager, first, context);
    for (const ask of [recommendForAgreement, exportAgreement]) {
      await expect(ask(taras, first, context)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("show names and owners as they are now", async () => {
    const context = contextWith();
    await recommendForAgreement(manager, first, context);
    const renamed = { ...context, erp: fakeErp({ ...world, names: { 1: "New name" } }) };
    expect((await recommendForAgreement(manager, first, renamed)).customer.name).toBe("New name");
  });

  it("need nothing of the model but its name", async () => {
    const context = contextWith();
    const computed = await recommendForAgreement(manager, first, context);
    const unbuilt = {
      modelId: "stump",
      thread: null,
      get runtime(): never {
        throw new Error("The model's statistics were built.");
      },
    };
    const cached = await recommendForAgreement(manager, first, {
      ...context,
      rankers: { current: async () => unbuilt },
    });
    expect(cached).toEqual({ ...computed, engineMs: cached.engineMs });
  });

  it("are never given for a live history with orders that the snapshot lacks: it is scored for each request", async () => {
    const later = { ...world, lines: [...world.lines, { customer: "1", order: "new", day: 59.5, product: "30" }] };
    const agreementHistory = vi.fn(fakeErp(later).agreementHistory);
    const context = contextWith({ live: fakeLive(fakeErp(later), { agreementHistory }) });
    for (let times = 0; times < 3; times++) await recommendForAgreement(manager, first, context);
    expect(agreementHistory).toHaveBeenCalledTimes(3);
    expect(context.cache.stats()).toMatchObject({ misses: 0, hitRate: null });
  });

  it("are the snapshot's for a live history that says the same", async () => {
    const agreementHistory = vi.fn(fakeErp(world).agreementHistory);
    const context = contextWith({ live: fakeLive(fakeErp(world), { agreementHistory }) });
    const views: unknown[] = [];
    for (let times = 0; times < 3; times++)
      views.push({ ...(await recommendForAgreement(manager, first, context)), engineMs: 0 });
    expect(agreementHistory).toHaveBeenCalledTimes(3);
    expect(context.cache.stats()).toMatchObject({ misses: 1, memoryHits: 2 });
    const computed = await recommendForAgreement(manager, first, contextWith({ live: context.live, cache: noCache }));
    for (const view of views) expect(view).toEqual({ ...computed, engineMs: 0 });
  });

  it("serve the snapshot while the order database is away", async () => {
    const agreementHistory = vi.fn(() => Promise.reject(new AppError("unavailable", "Away.")));
    const context = contextWith({ live: fakeLive(fakeErp(world), { agreementHistory }) });
    for (let times = 0; times < 3; times++) await recommendForAgreement(manager, first, context);
    expect(agreementHistory).toHaveBeenCalledTimes(3);
    expect(context.cache.stats()).toMatchObject({ misses: 1, memoryHits: 2 });
  });
});

describe("the key of an answer", () => {
  const question: AgreementQuestion = {
    customerId: "1" as AgreementQuestion["customerId"],
    agreementId: "1-1" as AgreementQuestion["agreementId"],
    region: "LV",
    options: { k: 20, asOfSec: 1_700_000_000, variant: "ranker", trial: null },
    rules: DEFAULT_SCORING_RULES,
    live: { modelId: "a" } as AgreementQuestion["live"],
    hidden: new Set([3, 1]),
  };
  const asked = (changes: Partial<AgreementQuestion>) => answerKey("s", { ...question, ...changes });

  it("differs with everything that the answer depends on", () => {
    const { options } = question;
    const keys = [
      asked({}),
      answerKey("t", question),
      asked({ customerId: "2" as AgreementQuestion["customerId"] }),
      asked({ agreementId: "1-2" as AgreementQuestion["agreementId"] }),
      asked({ region: null }),
      asked({ region: "" }),
      asked({ options: { ...options, k: 21 } }),
      asked({ options: { ...options, asOfSec: 1_700_000_001 } }),
      asked({ options: { ...options, variant: "v3" } }),
      asked({ rules: { ...DEFAULT_SCORING_RULES, recencyDays: 91 } }),
      asked({ live: { modelId: "b" } as AgreementQuestion["live"] }),
      asked({ hidden: new Set([1]) }),
      asked({ hidden: new Set([13]) }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("is the same whatever order products were hidden in, and for rules whatever model is live", () => {
    expect(asked({ hidden: new Set([1, 3]) })).toBe(asked({}));
    const options = { ...question.options, variant: "v3" as const };
    expect(asked({ options, live: null })).toBe(asked({ options }));
  });

  it("has a version that changes with what the engine answers", async () => {
    // Nine digits, for the last bits of an exponential differ between versions of Node.
    const text = JSON.stringify(await givenAnswers(), (_name, part: unknown) =>
      typeof part === "number" ? part.toPrecision(9) : part,
    );
    const digest = createHash("sha256").update(text).digest("hex").slice(0, 16);
    // Another digest here means that the answers changed: raise ANSWERS_VERSION, so that Redis serves none of before.
    expect({ version: ANSWERS_VERSION, digest }).toEqual({ version: 2, digest: "abcbd01938380c45" });
  });
});

const binary = findRedisServer();

describe.skipIf(binary === null)("answers through a real Redis", () => {
  let server: TestRedis;
  const caches: ValueCache[] = [];
  const opened = (): ValueCache => {
    const redis = createRedisTier({ url: server.url, prefix: "test", ttlSec: 60 });
    const cache = createValueCache({ maxBytes: 0, ttlSec: 60, redis });
    caches.push(cache);
    return cache;
  };
  const serving = async () => {
    const cache = opened();
    await vi.waitFor(() => expect(cache.stats().state).toBe("ok"), { timeout: 15_000 });
    return cache;
  };

  beforeAll(async () => {
    vi.stubEnv("PARTWISE_LOG_LEVEL", "off");
    server = await startTestRedis(binary as string);
  });
  afterAll(async () => {
    for (const cache of caches) await cache.close();
    await server.kill();
  });

  it("come back from it as the bytes that were computed", async () => {
    const computed = await everything(contextWith({ cache: noCache }));
    expect(await everything(contextWith({ cache: await serving() }))).toEqual(computed);
    const other = await serving();
    await vi.waitFor(
      async () => {
        const before = other.stats();
        expect(await everything(contextWith({ cache: other }))).toEqual(computed);
        expect(other.stats().misses).toBe(before.misses);
        expect(other.stats().redisHits).toBeGreaterThan(before.redisHits);
      },
      { timeout: 15_000 },
    );
  });

  it("come all the same when it is killed, and health degrades and names it", async () => {
    const cache = await serving();
    const context = contextWith({ cache });
    const computed = await everything(contextWith({ cache: noCache }));
    expect((await getHealth(null, { context })).parts.cache.state).toBe("ok");
    await server.kill();
    expect(await everything(context)).toEqual(computed);
    // The connection is known to be closed a turn after the commands on it are refused.
    await vi.waitFor(
      async () =>
        expect(await getHealth(null, { context })).toMatchObject({
          status: "degraded",
          parts: { cache: { state: "degraded" }, source: { state: "ok" }, snapshot: { state: "ok" } },
        }),
      { timeout: 10_000 },
    );
  });
});

describe("what the cache is given", () => {
  it("is plain data that JSON carries whole", async () => {
    const given = await givenAnswers();
    expect(given).toHaveLength(2 * QUERIES.length * AGREEMENTS.length);
    for (const value of given) {
      expect(JSON.parse(JSON.stringify(value))).toStrictEqual(plainData(value));
      expect(await encodeEnvelope("key", value)).not.toBeNull();
    }
  });
});
